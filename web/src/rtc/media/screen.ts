// Sharing a screen, a window or a tab, with its sound where the browser can.

import type { ShareFor } from "./port";

export interface Screen {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack | null;
}

const HINTS = { text: "detail", motion: "motion" } as const;
/** Frames a second that the capture aims at. */
const FRAMES = { text: 15, motion: 30 } as const;

/** What is shown decides what is lost first when there is not enough room: frames (text) or pixels (motion). */
export function shareAs(video: MediaStreamTrack, what: ShareFor): void {
  video.contentHint = HINTS[what];
  video.applyConstraints({ frameRate: { ideal: FRAMES[what], max: 30 } }).catch(() => {}); // then as it comes
}

export const canShareScreen = (): boolean =>
  typeof navigator !== "undefined" && navigator.mediaDevices?.getDisplayMedia !== undefined;

/** Known to Chromium, ignored by others; no hall of mirrors, and a tab may be swapped while sharing. */
const OPTIONS = {
  video: { frameRate: { ideal: 15, max: 30 } },
  audio: {
    suppressLocalAudioPlayback: false,
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
  },
  selfBrowserSurface: "exclude",
  surfaceSwitching: "include",
  systemAudio: "include",
} as DisplayMediaStreamOptions;

/** null when the person cancelled; throws when the system will not. */
export async function captureScreen(what: ShareFor): Promise<Screen | null> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(OPTIONS);
    const [video] = stream.getVideoTracks();
    if (video === undefined) return null;
    shareAs(video, what);
    const [audio] = stream.getAudioTracks();
    if (audio) audio.contentHint = "music";
    return { video, audio: audio ?? null };
  } catch (problem) {
    if (problem instanceof DOMException && ["NotAllowedError", "AbortError"].includes(problem.name)) return null;
    throw problem;
  }
}
