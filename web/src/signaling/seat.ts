// The seat of this tab, kept over a reload. A duplicated tab gets a copy of what we keep here, so a seat is taken
// back only when no living tab holds it.

import { wasReloaded } from "@/lib/page";
import { readJson, tab } from "@/lib/storage";
import { type Hold, holdAlone } from "./hold";

export interface Seat {
  readonly room: string;
  readonly id: string;
  /** Secret; a new one at each join. */
  readonly resume: string;
  readonly boot: string;
  /** Number of the last signal heard. */
  readonly signal: number;
}

const KEY = "seat";
/** On a busy machine a tab that reloads may find the lock of its own old page not yet released; another tab's stays. */
const LOCK_MS = { reload: 2500, other: 300 } as const;

export class SeatKeeper {
  /** The seat we hold or are about to hold. */
  #id: string | null = null;
  #release: (() => void) | null = null;

  constructor(private readonly hold: Hold = holdAlone) {}

  /** The seat this tab had in `room` before it was reloaded, if it is free. */
  async claim(room: string): Promise<Seat | null> {
    const seat = readJson<Seat | null>(tab, KEY, null);
    if (seat === null || seat.room !== room) return null;
    return (await this.#take(seat.id, wasReloaded() ? LOCK_MS.reload : LOCK_MS.other)) ? seat : null;
  }

  keep(seat: Seat): void {
    tab.set(KEY, JSON.stringify(seat));
    void this.#take(seat.id, 0);
  }

  /** The page goes, perhaps to come back: the seat stays written down, and free to be claimed. */
  vacate(seat: Seat): void {
    tab.set(KEY, JSON.stringify(seat));
    this.#let();
  }

  forget(): void {
    tab.set(KEY, null);
    this.#let();
  }

  #let(): void {
    this.#id = null;
    this.#release?.();
    this.#release = null;
  }

  async #take(id: string, waitMs: number): Promise<boolean> {
    if (this.#id === id) return true;
    this.#let();
    this.#id = id;
    const release = await this.hold(`tertulia:seat:${id}`, waitMs);
    const wanted = this.#id === id;
    if (wanted && release !== null) this.#release = release;
    else release?.(); // let go of meanwhile
    if (wanted && release === null) this.#id = null;
    return wanted && release !== null;
  }
}
