// How good a connection is, in steps, and whose side suffers. Pure; stats.ts brings the numbers.
//
// Step   loss of packets (either way, over 4 s)   round trip
// good   under 6 %                                under 400 ms
// fair   6 to 8 %                                 400 to 800 ms
// poor   8 % and more                             800 ms and more
// lost   nothing came for 3 s though something should

export type Step = "unknown" | "good" | "fair" | "poor" | "lost";
/** server: through the media server, and it is bad for most. */
export type Side = "none" | "yours" | "theirs" | "both" | "server";

const FAIR = { loss: 0.06, rttS: 0.4 } as const;
const POOR = { loss: 0.08, rttS: 0.8 } as const;
export const LOST_AFTER_MS = 3000;
/** Measurements in a row that a worse (better) step takes, so that it does not flicker. */
const WORSE_AFTER = 2;
const BETTER_AFTER = 3;

/** Counters of one link, growing since it began. */
export interface Sample {
  /** Milliseconds that never go back. */
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  readonly bytes: number;
  /** What the peer says it misses of ours, 0..1; null when it has not said. */
  readonly lossOut: number | null;
  readonly rttS: number | null;
}

/** What one link looks like now, by itself. */
export interface View {
  readonly step: Step;
  readonly badIn: boolean;
  readonly badOut: boolean;
}

const ORDER: readonly Step[] = ["unknown", "good", "fair", "poor", "lost"];

export function lossIn(before: Sample, after: Sample): number {
  const lost = Math.max(0, after.lost - before.lost);
  const all = lost + Math.max(0, after.received - before.received);
  return all === 0 ? 0 : lost / all;
}

/** `loss`: 0..1 */
export function rate(loss: number, rttS: number): Step {
  if (loss >= POOR.loss || rttS >= POOR.rttS) return "poor";
  return loss >= FAIR.loss || rttS >= FAIR.rttS ? "fair" : "good";
}

/** Keeps a step until another one has been measured often enough in a row. */
export class Steady {
  step: Step = "unknown";
  #next: { step: Step; times: number } = { step: "unknown", times: 0 };

  see(step: Step): Step {
    if (step === "lost" || this.step === "unknown" || this.step === "lost") {
      this.step = step;
      return step;
    }
    this.#next = { step, times: this.#next.step === step ? this.#next.times + 1 : 1 };
    const needed = ORDER.indexOf(step) > ORDER.indexOf(this.step) ? WORSE_AFTER : BETTER_AFTER;
    if (this.#next.times >= needed) this.step = step;
    return this.step;
  }
}

export class LinkQuality {
  #samples: Sample[] = [];
  #movedAt: number | null = null;
  #steady = new Steady();

  /** `expected`: the peer has something on, so that something should come. */
  see(sample: Sample, expected: boolean): View {
    const [oldest] = this.#samples;
    const last = this.#samples.at(-1);
    if (last === undefined || sample.bytes > last.bytes || !expected) this.#movedAt = sample.at;
    this.#samples = [...this.#samples.slice(-1), sample];
    if (oldest === undefined) return { step: this.#steady.step, badIn: false, badOut: false };
    const loss = lossIn(oldest, sample);
    const out = sample.lossOut ?? 0;
    const still = sample.at - (this.#movedAt ?? sample.at) >= LOST_AFTER_MS;
    const step = this.#steady.see(still ? "lost" : rate(Math.max(loss, out), sample.rttS ?? 0));
    return { step, badIn: still || loss >= FAIR.loss, badOut: out >= FAIR.loss };
  }
}

export const isBad = (step: Step): boolean => step !== "good" && step !== "unknown";

/**
 * Whose network it is. When most of several links suffer it is ours; of a single link one can only say which
 * way it is bad, and what is lost is lost on the way up more often than on the way down.
 */
export function sideOf(view: View, all: readonly View[]): Side {
  if (!isBad(view.step)) return "none";
  const bad = (v: View) => isBad(v.step);
  if (all.length > 1 && all.filter(bad).length * 2 > all.length) return "yours";
  if (view.badIn && view.badOut) return "both";
  return view.badOut ? "yours" : "theirs";
}
