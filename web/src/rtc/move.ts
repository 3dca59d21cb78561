// How media get from one way to the other without being missed: what is played meanwhile, and when the old way may
// go. Pure; planes.ts acts on it.

/** mesh: browser to browser · sfu: through the server */
export type Plane = "mesh" | "sfu";

export const otherPlane = (plane: Plane): Plane => (plane === "mesh" ? "sfu" : "mesh");

/** One track of one person, as it comes on one plane. */
export interface Supply {
  /** There is something to play, whether or not anything comes. */
  readonly offered: boolean;
  /** It comes well enough to begin with. */
  readonly ready: boolean;
  /** It comes well enough to go on with. */
  readonly flowing: boolean;
}

export const NO_SUPPLY: Supply = { offered: false, ready: false, flowing: false };

/**
 * The plane to play from now on. Only one plays at a time, and the one that plays goes on until another one is
 * ready: first `wanted`, and should that fail again, whichever works.
 */
export function choose(now: Plane | null, wanted: Plane, supply: Readonly<Record<Plane, Supply>>): Plane | null {
  const old = otherPlane(wanted);
  if (supply[wanted].ready || (now === wanted && supply[wanted].flowing)) return wanted;
  if (supply[old].ready || (now === old && supply[old].flowing)) return old;
  if (now !== null && supply[now].offered) return now;
  if (supply[wanted].offered) return wanted;
  return supply[old].offered ? old : null;
}

/** How long something must have come before it is begun with, and may be missing before it is given up. */
const SOUND = { warmMs: 200, gapMs: 250, staleMs: 1000 } as const;
/** Two pictures a second is the slowest that counts as coming. */
const PICTURE = { warmMs: 0, gapMs: 2000, staleMs: 2000 } as const;

/** Watches the time stamps of what comes on one receiver. */
export class Flow {
  #mark: number | undefined;
  #since = 0;
  #at = Number.NEGATIVE_INFINITY;

  constructor(private readonly kind: "audio" | "video") {}

  /** `mark`: time stamp of the latest that came; undefined: nothing has, or nothing lately. `at`: now, milliseconds. */
  see(mark: number | undefined, at: number): void {
    if (mark === undefined || mark === this.#mark) return;
    const { gapMs } = this.#limits;
    if (at - this.#at > gapMs) this.#since = at;
    this.#mark = mark;
    this.#at = at;
  }

  supply(at: number): Supply {
    const { warmMs, gapMs, staleMs } = this.#limits;
    const age = at - this.#at;
    return { offered: true, ready: age <= gapMs && at - this.#since >= warmMs, flowing: age <= staleMs };
  }

  get #limits() {
    return this.kind === "audio" ? SOUND : PICTURE;
  }
}

/**
 * What two have told each other about the old way between them. It may go once both have said that they do
 * without it, in the epoch that both are in.
 */
export class Pact {
  #said = -1;
  #heard = -1;
  #open: { readonly epoch: number; readonly since: number } | null = null;

  say(epoch: number): void {
    this.#said = epoch;
  }

  hear(epoch: number): void {
    this.#heard = epoch;
  }

  hasSaid(epoch: number): boolean {
    return this.#said === epoch;
  }

  hasHeard(epoch: number): boolean {
    return this.#heard === epoch;
  }

  isDone(epoch: number): boolean {
    return this.hasSaid(epoch) && this.hasHeard(epoch);
  }

  /** The old way is needed once more. */
  reset(): void {
    this.#said = -1;
    this.#heard = -1;
    this.#open = null;
  }

  /** For how long the way of this epoch has been open, milliseconds. */
  openFor(epoch: number, isOpen: boolean, at: number): number {
    if (!isOpen) this.#open = null;
    else if (this.#open?.epoch !== epoch) this.#open = { epoch, since: at };
    return this.#open === null ? 0 : at - this.#open.since;
  }
}
