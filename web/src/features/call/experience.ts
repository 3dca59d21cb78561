// How good a call was for oneself: time spent in each step of quality, and the times in which it was not good.
// Fed with the states that are shown on the tiles anyway; costs nothing per packet. Pure.

import type { CallReport, Drop } from "@/api/types";
import type { Peer } from "@/call/contract";

type Step = "good" | "fair" | "poor" | "lost";

const ORDER: readonly Step[] = ["good", "fair", "poor", "lost"];
/** Nobody looked for so long: the machine slept, and nothing is known of that time. */
const GAP_MS = 60_000;
/** What comes back within that time is one drop. */
const SAME_DROP_MS = 5000;
const DROPS_MOST = 40;

export const NOTHING_SEEN: CallReport = { good_ms: 0, fair_ms: 0, poor_ms: 0, lost_ms: 0, drops: [] };

interface Moment {
  readonly step: Step | null;
  readonly side: Drop["side"];
}

/** The worst of all links, and whose network it is; null while no link has been measured. */
export function momentOf(peers: Iterable<Peer>): Moment {
  let step: Step | null = null;
  let side: Drop["side"] = "none";
  for (const peer of peers) {
    if (peer.quality === "unknown") continue;
    const at = ORDER.indexOf(peer.quality);
    if (step !== null && at < ORDER.indexOf(step)) continue;
    side = step === peer.quality && side !== peer.side ? merged(side, peer.side) : peer.side;
    step = peer.quality;
  }
  return { step, side };
}

function merged(a: Drop["side"], b: Drop["side"]): Drop["side"] {
  if (a === "none") return b;
  return b === "none" ? a : "both";
}

export class Experience {
  #report: CallReport = NOTHING_SEEN;
  #now: Moment = { step: null, side: "none" };
  #seenAt: number | null = null;

  /** A seat was taken. `before`: what was seen from it already, before this page was reloaded. */
  begin(before: CallReport = NOTHING_SEEN): void {
    this.#report = before;
  }

  /** `nowMs`: Unix time. */
  see(moment: Moment, nowMs: number): void {
    this.#count(nowMs);
    this.#now = moment;
    this.#seenAt = nowMs;
  }

  /** Nothing is known from here on: the call is over, or not yet begun again. */
  pause(nowMs: number): void {
    this.#count(nowMs);
    this.#seenAt = null;
  }

  report(nowMs: number): CallReport {
    this.#count(nowMs);
    if (this.#seenAt !== null) this.#seenAt = nowMs;
    return this.#report;
  }

  #count(nowMs: number): void {
    const { step, side } = this.#now;
    const from = this.#seenAt;
    if (from === null || step === null) return;
    const ms = Math.round(nowMs - from);
    if (ms <= 0 || ms > GAP_MS) return;
    const key = `${step}_ms` as const;
    this.#report = { ...this.#report, [key]: this.#report[key] + ms };
    if (step !== "good") this.#report = { ...this.#report, drops: dropped(this.#report.drops, step, side, from, ms) };
  }
}

/** The last drop goes on, or a new one begins; when there are too many, the mildest is forgotten. */
function dropped(
  drops: readonly Drop[],
  step: Exclude<Step, "good">,
  side: Drop["side"],
  from: number,
  ms: number,
): readonly Drop[] {
  const last = drops.at(-1);
  if (last && from - (last.at + last.lasted_ms) <= SAME_DROP_MS) {
    const worse = ORDER.indexOf(step) > ORDER.indexOf(last.step);
    const whole = Math.round(from + ms - last.at);
    const both = last.side === side ? side : merged(last.side, side);
    return [...drops.slice(0, -1), { at: last.at, lasted_ms: whole, step: worse ? step : last.step, side: both }];
  }
  const all = [...drops, { at: Math.round(from), lasted_ms: ms, step, side }];
  if (all.length <= DROPS_MOST) return all;
  const weight = ({ step, lasted_ms }: Drop) => ORDER.indexOf(step) * 1e9 + lasted_ms;
  const mildest = all.slice(0, -1).reduce((a, b) => (weight(b) < weight(a) ? b : a));
  return all.filter((drop) => drop !== mildest);
}
