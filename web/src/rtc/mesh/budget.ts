// How much of our uplink one link of a mesh may take. Every link carries its own copy, so each step down is
// what keeps the sum of all links within a home connection (about 2.5 Mbit/s up for a full room of cameras).

import type { Role } from "../roles";
import type { Ease } from "../strain";

export interface Encoding {
  readonly maxBitrate: number;
  readonly maxFramerate?: number;
  /** Height the picture is scaled down to, pixels; smaller pictures are sent as they are. */
  readonly maxHeight?: number;
  /** Nothing is sent, and nothing is encoded. */
  readonly off?: boolean;
}

/** Row n: with up to `links` other people. Bits per second, frames per second, pixels. */
const CAMERA = [
  { links: 1, maxBitrate: 1_700_000, maxFramerate: 30, maxHeight: 720 },
  { links: 2, maxBitrate: 1_000_000, maxFramerate: 30, maxHeight: 540 },
  { links: 3, maxBitrate: 700_000, maxFramerate: 30, maxHeight: 480 },
  { links: 5, maxBitrate: 450_000, maxFramerate: 24, maxHeight: 360 },
  { links: 7, maxBitrate: 300_000, maxFramerate: 20, maxHeight: 270 },
  { links: Number.POSITIVE_INFINITY, maxBitrate: 180_000, maxFramerate: 15, maxHeight: 180 },
] as const;

/** Text must stay readable: a screen loses frames first, and pixels never. */
const SCREEN = [
  { links: 1, maxBitrate: 2_500_000, maxFramerate: 15 },
  { links: 2, maxBitrate: 1_500_000, maxFramerate: 12 },
  { links: 3, maxBitrate: 1_200_000, maxFramerate: 10 },
  { links: 5, maxBitrate: 800_000, maxFramerate: 8 },
  { links: Number.POSITIVE_INFINITY, maxBitrate: 500_000, maxFramerate: 5 },
] as const;

const VOICE: Encoding = { maxBitrate: 40_000 };
const SCREEN_SOUND: Encoding = { maxBitrate: 96_000 };

function row(table: readonly (Encoding & { links: number })[], links: number): Encoding {
  const { links: _, ...encoding } = table.find((r) => links <= r.links) ?? { links, ...VOICE };
  return encoding;
}

/** A film needs its frames, and bears to be smaller. */
const FILM = { maxFramerate: 30, maxHeight: 720 } as const;

/** What one of `links` links may take for this role. */
export function encodingFor(role: Role, links: number, film = false): Encoding {
  if (role === "mic") return VOICE;
  if (role === "screen-audio") return SCREEN_SOUND;
  if (role === "camera") return row(CAMERA, links);
  return film ? { ...row(SCREEN, links), ...FILM } : row(SCREEN, links);
}

/** Less than this is no picture. */
const LEAST_BPS = 60_000;

/** What is left of it for somebody who shows it so high (pixels; 0: not at all). Of text no pixel is spared. */
export function shownAt(encoding: Encoding, role: Role, height: number): Encoding {
  if (height <= 0) return { ...encoding, off: true };
  const { maxHeight, maxBitrate } = encoding;
  if (role === "screen" || maxHeight === undefined || height >= maxHeight) return encoding;
  return {
    ...encoding,
    maxHeight: height,
    maxBitrate: Math.max(LEAST_BPS, Math.round((maxBitrate * height) / maxHeight)),
  };
}

/** A voice that is still well understood, for a line that holds little. */
const NARROW_VOICE: Encoding = { maxBitrate: 24_000 };
/** As small as every browser can make it; of text, too, because what is said comes first. */
const EASED = {
  camera: {
    less: { maxBitrate: 300_000, maxFramerate: 15, maxHeight: 180 },
    least: { maxBitrate: 40_000, maxFramerate: 15, maxHeight: 120 },
  },
  screen: {
    less: { maxBitrate: 300_000, maxFramerate: 5, maxHeight: 540 },
    least: { maxBitrate: 100_000, maxFramerate: 3, maxHeight: 360 },
  },
} as const;

/** What is left of it on a line that must be eased. */
export function eased(encoding: Encoding, role: Role, ease: Ease): Encoding {
  if (ease === "none" || role === "screen-audio") return encoding;
  if (role === "mic") return NARROW_VOICE;
  const most = EASED[role][ease];
  const least = (now: number | undefined, then: number) => Math.min(now ?? then, then);
  return {
    ...encoding,
    maxBitrate: Math.min(encoding.maxBitrate, most.maxBitrate),
    maxFramerate: least(encoding.maxFramerate, most.maxFramerate),
    maxHeight: least(encoding.maxHeight, most.maxHeight),
  };
}

const HEIGHTS = [0, 90, 180, 270, 360, 540, 720];

/** The next of a few heights, so that a window which is dragged does not ask anew with every pixel. */
export function heightFor(height: number): number {
  return HEIGHTS.find((step) => height <= step * 1.05) ?? Number.MAX_SAFE_INTEGER;
}

/** `height` of what the camera gives, pixels; undefined when it does not say. */
export function scaleDown(encoding: Encoding, height: number | undefined): number {
  if (encoding.maxHeight === undefined || height === undefined) return 1;
  return Math.max(1, height / encoding.maxHeight);
}
