// Asking the browser for a microphone, a camera or both.

import type { DeviceStatus } from "./port";

export type Captured = "mic" | "camera";

export interface Ask {
  /** "" for whatever the system prefers. */
  readonly deviceId: string;
  /** Only this device will do: the person has just chosen it. */
  readonly exact: boolean;
}

export interface Capture {
  readonly track: MediaStreamTrack | null;
  readonly status: DeviceStatus;
}

/** What went wrong, in the words of Chromium, Firefox and Safari. */
export function statusOf(problem: unknown): DeviceStatus {
  const name = problem instanceof Error || problem instanceof DOMException ? problem.name : "";
  switch (name) {
    case "NotAllowedError":
    case "PermissionDeniedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "DevicesNotFoundError":
    case "OverconstrainedError":
    case "TypeError": // nothing was asked for, or there is no such thing on an insecure page
      return "missing";
    default:
      return "busy"; // NotReadableError, TrackStartError, AbortError: it exists and will not start
  }
}

function constraintsOf(kind: Captured, { deviceId, exact }: Ask): MediaTrackConstraints {
  const device = deviceId === "" ? {} : { deviceId: exact ? { exact: deviceId } : { ideal: deviceId } };
  if (kind === "mic") return { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
}

function request(asks: Partial<Record<Captured, Ask>>): Promise<MediaStream> {
  const devices = navigator.mediaDevices;
  if (devices === undefined) return Promise.reject(new TypeError("no media devices on an insecure page"));
  return devices.getUserMedia({
    audio: asks.mic ? constraintsOf("mic", asks.mic) : false,
    video: asks.camera ? constraintsOf("camera", asks.camera) : false,
  });
}

async function captureOne(kind: Captured, ask: Ask): Promise<Capture> {
  try {
    const stream = await request({ [kind]: ask });
    const [track] = kind === "mic" ? stream.getAudioTracks() : stream.getVideoTracks();
    return track ? { track, status: "live" } : { track: null, status: "missing" };
  } catch (problem) {
    if (ask.exact) return captureOne(kind, { deviceId: "", exact: false });
    return { track: null, status: statusOf(problem) };
  }
}

async function granted(kind: Captured): Promise<boolean> {
  try {
    const name = (kind === "mic" ? "microphone" : "camera") as PermissionName;
    return (await navigator.permissions.query({ name })).state === "granted";
  } catch {
    return false; // not every browser can be asked
  }
}

/** Asks once for all that is wanted; where that fails, finds out which of them failed without asking twice. */
export async function capture(asks: Partial<Record<Captured, Ask>>): Promise<Partial<Record<Captured, Capture>>> {
  const kinds = Object.keys(asks) as Captured[];
  const one = async (kind: Captured) => [kind, await captureOne(kind, asks[kind] as Ask)] as const;
  if (kinds.length < 2) return Object.fromEntries(await Promise.all(kinds.map(one)));
  try {
    const stream = await request(asks);
    const live = (track: MediaStreamTrack | undefined): Capture =>
      track ? { track, status: "live" } : { track: null, status: "missing" };
    return { mic: live(stream.getAudioTracks()[0]), camera: live(stream.getVideoTracks()[0]) };
  } catch (problem) {
    const refused = statusOf(problem) === "denied";
    const result: Partial<Record<Captured, Capture>> = {};
    for (const kind of kinds) {
      const ask = !refused || (await granted(kind));
      result[kind] = ask ? (await one(kind))[1] : { track: null, status: "denied" };
    }
    return result;
  }
}
