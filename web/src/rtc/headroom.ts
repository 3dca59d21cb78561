// Whether what our browser thinks there is room for is only what it sends. Chromium believes half as much again as came through, and
// does not begin a larger picture for which that is too little: such a figure stays as it is, however much the line carries.
// Decides by the clock; the link does it.

import type { Report } from "./strain";

/** Of a figure that stands because no more is sent, less than this is used. */
const USED = 0.72;
/** So much more or less, and it does not stand. */
const STANDS = 0.1;
/** It is looked at for so long, longer each time that there was no more room. */
const LOOK_MS = 4000;
const LONGEST_MS = 120_000;
/** So many times as much is tried; of that, this is found if there is room. */
const TRIED = 1.5;
const FOUND = 1.25;
/** All sizes of a camera and a voice fit. */
const ENOUGH_BPS = 1_400_000;

interface Look {
  readonly at: number;
  readonly bps: number;
  readonly sentBytes: number;
}

export class Headroom {
  #since: Look | null = null;
  #lookMs = LOOK_MS;
  /** What the figure was when more was tried. */
  #before: number | null = null;

  /** What our browser should try, bits per second; null: nothing now. `isFree`: nothing waits. `at`: milliseconds that never go back. */
  see(at: number, { roomBps: bps, sentBytes }: Report, isFree: boolean): number | null {
    if (bps === null || sentBytes === undefined) return null;
    const since = this.#since;
    const now = { at, bps, sentBytes };
    if (!isFree || since === null || Math.abs(bps - since.bps) > STANDS * since.bps) {
      this.#since = now;
      return null;
    }
    if (at - since.at < this.#lookMs) return null;
    this.#since = now;
    if (this.#before !== null) {
      const isFound = bps >= FOUND * this.#before;
      this.#lookMs = isFound ? LOOK_MS : Math.min(2 * this.#lookMs, LONGEST_MS);
      this.#before = null;
      if (!isFound) return null;
    }
    const used = (8000 * (sentBytes - since.sentBytes)) / (at - since.at);
    if (bps >= ENOUGH_BPS || used >= USED * bps) return null;
    this.#before = bps;
    return TRIED * bps;
  }
}
