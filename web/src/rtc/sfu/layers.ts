// What we send to the server: three sizes of the camera, so that everyone gets what they look at, one of the screen.

import type { Role } from "../roles";
import type { Encodings } from "../sender";
import type { Ease } from "../strain";

/** Which encodings anybody looks at, as the server says; camera from small to large. */
export interface Layers {
  readonly camera: readonly boolean[];
  readonly screen: boolean;
}

export const ALL_LAYERS: Layers = { camera: [true, true, true], screen: true };

/** Bits per second; a camera of 1280 x 720 is sent as 320 x 180, 640 x 360 and as it is. */
const CAMERA = [
  { rid: "q", scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { rid: "h", scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 2_500_000 },
] as const;
/** The smallest of them, on a line that must be eased: sound comes first, and pictures share what it leaves. */
const EASED = {
  less: { maxBitrate: 150_000, scaleResolutionDownBy: 4 },
  least: { maxBitrate: 60_000, scaleResolutionDownBy: 6 },
} as const;
/** Text needs its pixels, a film its frames. */
const SCREEN = { maxBitrate: 2_500_000, maxFramerate: 15, scaleResolutionDownBy: 1 } as const;
const FILM = { ...SCREEN, maxFramerate: 30 } as const;
const EASED_SCREEN = {
  less: { maxBitrate: 300_000, maxFramerate: 5, scaleResolutionDownBy: 2 },
  least: { maxBitrate: 100_000, maxFramerate: 3, scaleResolutionDownBy: 3 },
} as const;
const VOICE = { maxBitrate: 40_000, priority: "high", networkPriority: "high" } as const;
const NARROW_VOICE = { ...VOICE, maxBitrate: 24_000 } as const;
const SCREEN_SOUND = { ...VOICE, maxBitrate: 96_000 } as const;

/** For the offer, where rids are named, and for every change after it. */
export function encodingsOf(
  role: Role,
  track: MediaStreamTrack | null,
  layers: Layers,
  ease: Ease = "none",
): Encodings {
  if (role === "mic") return [ease === "none" ? VOICE : NARROW_VOICE];
  if (role === "screen-audio") return [SCREEN_SOUND];
  if (role === "screen") {
    const usual = track?.contentHint === "motion" ? FILM : SCREEN;
    return [{ ...usual, ...(ease === "none" ? {} : EASED_SCREEN[ease]), active: layers.screen }];
  }
  if (ease === "none") return CAMERA.map((encoding, i) => ({ ...encoding, active: layers.camera[i] ?? false }));
  const active = layers.camera.includes(true);
  return CAMERA.map((encoding, i) =>
    i === 0 ? { ...encoding, ...EASED[ease], active } : { ...encoding, active: false },
  );
}
