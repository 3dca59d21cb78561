// Which slot shows whom. The server tells when a slot changes; what was under way to us is still of the one before,
// so nobody is shown under another one's name: the old one's picture stops when we hear of the change, the new
// one's starts when its own first frame has been decoded.

import { latestOf } from "../arrivals";
import { kindOf, type Role } from "../roles";
import type { Assignment, SlotTable } from "./said";

/** How often to look whether an awaited frame is there. */
const LOOK_MS = 15;

export interface SlotsEvents {
  /** Null: this person's track is in no slot now. */
  shows(id: string, role: Role, slot: RTCRtpTransceiver | null): void;
}

interface Line {
  readonly transceiver: RTCRtpTransceiver;
  assigned: Assignment | null;
  shown: boolean;
}

const same = (a: Assignment | null, b: Assignment | null) => a?.id === b?.id && a?.source === b?.source;

/** Timestamps wrap (RFC 3550 section 5.1): later means less than half a turn ahead. */
export function reached(mark: number, ts: number): boolean {
  return ((mark - ts) | 0) >= 0;
}

export class Slots {
  #lines: ReadonlyMap<string, Line>;
  #rev = -1;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `lines`: by mid */
  constructor(
    lines: ReadonlyMap<string, RTCRtpTransceiver>,
    private readonly events: SlotsEvents,
  ) {
    this.#lines = new Map([...lines].map(([mid, transceiver]) => [mid, { transceiver, assigned: null, shown: false }]));
  }

  /** The whole table, as the server has it now. */
  take(rev: number, table: SlotTable): void {
    if (rev <= this.#rev) return;
    this.#rev = rev;
    const changed = [...this.#lines].filter(([mid, { assigned }]) => !same(assigned, table.get(mid) ?? null));
    for (const [, line] of changed) this.#clear(line);
    for (const [mid, line] of this.#lines) line.assigned = table.get(mid) ?? null;
    for (const [, line] of changed) {
      if (line.assigned && kindOf(line.assigned.source) === "audio") this.#show(line);
    }
    this.look();
  }

  /** Where this person's track comes in now; null: nowhere. */
  receiver(id: string, role: Role): RTCRtpReceiver | null {
    return this.#find(id, role)?.transceiver.receiver ?? null;
  }

  /** The size of picture that comes, 0..2; null: unknown, or none. */
  layer(id: string, role: Role): number | null {
    return this.#find(id, role)?.assigned?.layer ?? null;
  }

  clear(): void {
    for (const line of this.#lines.values()) this.#clear(line);
    this.#wait(false);
  }

  /** Shows what has come by now. */
  look(): void {
    const waiting = [...this.#lines.values()].filter(({ assigned, shown }) => assigned !== null && !shown);
    for (const line of waiting) {
      const latest = latestOf(line.transceiver.receiver);
      if (latest && reached(latest.rtpTimestamp, line.assigned?.ts ?? 0)) this.#show(line);
    }
    this.#wait(waiting.some(({ shown }) => !shown));
  }

  #find(id: string, role: Role): Line | undefined {
    return [...this.#lines.values()].find(
      ({ assigned, shown }) => shown && assigned?.id === id && assigned.source === role,
    );
  }

  #show(line: Line): void {
    line.shown = true;
    if (line.assigned) this.events.shows(line.assigned.id, line.assigned.source, line.transceiver);
  }

  #clear(line: Line): void {
    const { assigned, shown } = line;
    line.assigned = null;
    line.shown = false;
    if (assigned && shown) this.events.shows(assigned.id, assigned.source, null);
  }

  #wait(wanted: boolean): void {
    if (wanted) this.#timer ??= setInterval(() => this.look(), LOOK_MS);
    else if (this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }
}
