// How much work a frame may be, on a machine that has other things to do. The person's room is never shown
// because the machine is slow: the last step shows fewer pictures, not the real background.

export interface Pace {
  /** Look for the person in every so-manieth shown picture; the others reuse the mask. */
  readonly maskEvery: number;
  /** Show every so-manieth picture of the camera. */
  readonly showEvery: number;
}

const LADDER: readonly Pace[] = [
  { maskEvery: 1, showEvery: 1 },
  { maskEvery: 2, showEvery: 1 },
  { maskEvery: 1, showEvery: 2 },
  { maskEvery: 1, showEvery: 4 },
];

/** Above this share of a frame's time we step down; the rest belongs to the call. */
const TOO_MUCH = 0.6;
const ENOUGH_ROOM = 0.2;
const FRAMES_TO_STEP_DOWN = 45;
const FRAMES_TO_STEP_UP = 300;
const SMOOTHING = 0.1;

/** Steps down when frames take too long for too long, and up again after a much longer calm. */
export class PaceKeeper {
  #step = 0;
  #load = 0;
  #heavy = 0;
  #light = 0;

  get pace(): Pace {
    return LADDER[this.#step] as Pace;
  }

  /** On the last step, and still too much: the person should be told. */
  get isStruggling(): boolean {
    return this.#step === LADDER.length - 1 && this.#heavy >= FRAMES_TO_STEP_DOWN;
  }

  /** One camera frame cost `workMs` (0: left out) where the camera leaves `frameMs` between two. True when the pace changed. */
  observe(workMs: number, frameMs: number): boolean {
    this.#load += SMOOTHING * (workMs / frameMs - this.#load);
    this.#heavy = this.#load > TOO_MUCH ? this.#heavy + 1 : 0;
    this.#light = this.#load < ENOUGH_ROOM ? this.#light + 1 : 0;
    if (this.#heavy >= FRAMES_TO_STEP_DOWN && this.#step < LADDER.length - 1) return this.#move(1);
    if (this.#light >= FRAMES_TO_STEP_UP && this.#step > 0) return this.#move(-1);
    return false;
  }

  #move(by: 1 | -1): true {
    this.#step += by;
    this.#load = (TOO_MUCH + ENOUGH_ROOM) / 2;
    this.#heavy = 0;
    this.#light = 0;
    return true;
  }
}
