// What we send to the server: three sizes of the camera, so that everyone gets what they look at, one of the screen.

import { kindOf, type Role } from "../roles";
import type { Encodings } from "../sender";

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
  { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 1_500_000 },
] as const;
/** Text needs its pixels, a film its frames. */
const SCREEN = { maxBitrate: 2_500_000, maxFramerate: 15 } as const;
const FILM = { maxBitrate: 2_500_000, maxFramerate: 30 } as const;
const VOICE = { maxBitrate: 40_000, priority: "high", networkPriority: "high" } as const;
const SCREEN_SOUND = { ...VOICE, maxBitrate: 96_000 } as const;

/** For the offer, where rids are named, and for every change after it. */
export function encodingsOf(role: Role, track: MediaStreamTrack | null, layers: Layers): Encodings {
  if (kindOf(role) === "audio") return [role === "mic" ? VOICE : SCREEN_SOUND];
  if (role === "screen") return [{ ...(track?.contentHint === "motion" ? FILM : SCREEN), active: layers.screen }];
  return CAMERA.map((encoding, i) => ({ ...encoding, active: layers.camera[i] ?? false }));
}
