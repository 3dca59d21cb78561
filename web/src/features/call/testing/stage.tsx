import { type RenderResult, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { AuthProvider } from "@/features/auth/AuthContext";
import { MemoryRouter } from "@/ui/router";
import { ToastProvider } from "@/ui/Toast";
import { CallProvider } from "../CallProvider";
import type { FakeCall } from "./fakeCall";

/** Renders a part of the meeting with everything it leans on. */
export function renderInCall(call: FakeCall, children: ReactNode): RenderResult {
  return render(
    <ToastProvider>
      <AuthProvider>
        <MemoryRouter>
          <CallProvider call={call}>{children}</CallProvider>
        </MemoryRouter>
      </AuthProvider>
    </ToastProvider>,
  );
}

/** A window of this size for everything that measures itself; happy-dom lays nothing out. */
export function giveSize(width: number, height: number): void {
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: width });
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: height });
  window.happyDOM?.setViewport({ width, height });
}

declare global {
  interface Window {
    happyDOM?: { setViewport(size: { width: number; height: number }): void };
  }
}

type Answer = "granted" | "prompt" | "denied";

/** What the browser says when asked about devices before it is asked for them. Returns how to make it say otherwise. */
export function permissionIs(state: Answer): (other: Answer) => void {
  const status = Object.assign(new EventTarget(), { state });
  Object.defineProperty(navigator, "permissions", { configurable: true, value: { query: async () => status } });
  return (other) => {
    status.state = other;
    status.dispatchEvent(new Event("change"));
  };
}

/** A page that may use devices, in a browser that can make calls. */
export function ableBrowser(): void {
  Object.defineProperty(globalThis, "RTCPeerConnection", { configurable: true, value: class {} });
  Object.defineProperty(globalThis, "isSecureContext", { configurable: true, value: true });
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: {} });
}
