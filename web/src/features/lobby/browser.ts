import type { MessageId } from "@/lib/i18n";

/** Which way out of a blocked camera this browser has. */
export type BrowserKind = "chrome" | "firefox" | "safari" | "ios" | "android" | "other";

/** Told by the user agent string, for words only: nothing works differently because of it. */
export function browserKind(agent: string): BrowserKind {
  if (/iPhone|iPad|iPod/.test(agent)) return "ios";
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Chrome\/|Chromium\/|Edg\//.test(agent)) return /Android/.test(agent) ? "android" : "chrome";
  return /Safari\//.test(agent) ? "safari" : "other";
}

export const FIX: Readonly<Record<BrowserKind, MessageId>> = {
  chrome: "lobby.fixChrome",
  firefox: "lobby.fixFirefox",
  safari: "lobby.fixSafari",
  ios: "lobby.fixIos",
  android: "lobby.fixAndroid",
  other: "lobby.fixOther",
};

/** What the page may hope for: insecure pages are given no devices, old browsers have no WebRTC. */
export function ability(scope: typeof globalThis = globalThis): "full" | "insecure" | "unsupported" {
  if (!("RTCPeerConnection" in scope)) return "unsupported";
  return scope.isSecureContext === false || !scope.navigator?.mediaDevices ? "insecure" : "full";
}
