// What we do about our pictures when our line, or a peer's, holds less than we send: it loses sound with every packet too
// many, and not every browser steps down far enough by itself, or soon enough (Firefox keeps a floor for each size of
// picture: 200 kbit/s for 640x480). Decides by what the other end reports; the link does it.
//
//   none --- a queue grows ---> less --- it is not enough ---> least
//    | \----- much is lost, or the queue is long -------------^  |
//    |                                                            |
//    ^<--- well for a while --- less <--- well for a while -------+
//    ^<--- it was not us: as much is lost as before, or the queue is as long -------/   (not tried again for a minute)

export type Ease = "none" | "less" | "least";

/** What whoever receives our pictures reports: what it got since its report before. About one comes each second. */
export interface Report {
  /** 0..1; null where nothing was reported, and only our own browser's word is new. */
  readonly loss: number | null;
  /** There and back, ms; null where it is not known. */
  readonly rttMs: number | null;
  /** What our own browser thinks there is room for on the line, bits per second; null where it does not say. */
  readonly roomBps: number | null;
  /** All that has gone over the line, where our browser says what there is room for. */
  readonly sentBytes?: number;
}

/** Reports come once a second: without one for so long at least two were lost. */
export const OVERDUE_MS = 2500;
/** None came for so long. */
export const OVERDUE: Report = { loss: 0.5, rttMs: null, roomBps: null };

const LOSSY = 0.3;
const VERY_LOSSY = 0.5;
const WELL = 0.08;
/** A round trip longer than the shortest by this much, and so many times as long, is a queue. */
const QUEUE = { ms: 170, times: 3 } as const;
/** By this much, and something waits, if not for long: a line that is eased has a short queue. */
const WAITS = { ms: 60, times: 2 } as const;
/** With a queue already this says that it is full. */
const FULL = 0.03;
const LONG_MS = 250;
/** A round trip longer than the shortest by no more than either: nothing waits anywhere. */
const FREE = { ms: 20, times: 1.5 } as const;
/** Of so many reports the shortest way counts: it may have become another. */
const WAYS = 30;
/** A browser that knows of a line which carries this finds out the rest by itself, and better. */
const ROOM_BPS = 300_000;
/** For so long after a queue was seen the line is full. */
const FULL_MS = 5000;
/** What was reported so lately is still so, and a queue that was seen so lately may come back. */
const CLEAR_MS = { report: 1200, queue: 10_000 } as const;
/** What was on its way when we eased says nothing of it. */
const SETTLES_MS = 1000;
/** By then it must have become better, and until then it is looked at. */
const JUDGED_MS = { from: 2500, to: 5000 } as const;
/** Less than this share of what it was, and less than this at all. */
const BETTER = { share: 0.6, loss: 0.1 } as const;
/** What it was: of those of so many reports that were not well. */
const REMEMBERED = 3;
/** How long a line must be well, or have no queue at all, before it is tried with more; longer each time that it was too early. */
const WAIT_MS = { well: 12_000, free: 2500 } as const;
/** For the second step up, when the first did no harm. */
const NEXT_MS = { well: 4000, free: 1000 } as const;
const PATIENCE_MOST = 16;
const LONGEST_MS = 120_000;
/** By then it is tried with more in any case: a little may be lost always. */
const TRIED_MS = 60_000;
/** A line that was well for so long is trusted again. */
const TRUSTED_MS = 120_000;
/** Where easing did not help, something else is wrong. */
const FUTILE_MS = { first: 60_000, longest: 600_000 } as const;

type Heard = Report & { readonly loss: number };

interface Trouble {
  readonly loss: number;
  readonly queueMs: number;
}

export class Strain {
  ease: Ease = "none";
  #ways: readonly number[] = [];
  #strikes = 0;
  #lately: readonly Trouble[] = [];
  /** How it was before anything was done about it, and since. */
  #before: Trouble = { loss: 0, queueMs: 0 };
  #since: Trouble[] = [];
  #changedAt = Number.NEGATIVE_INFINITY;
  #rises = false;
  #unwellAt = Number.NEGATIVE_INFINITY;
  #heldUpAt = Number.NEGATIVE_INFINITY;
  #patience = 1;
  #futileMs: number = FUTILE_MS.first;
  #notBefore = Number.NEGATIVE_INFINITY;
  #roomyAt = Number.NEGATIVE_INFINITY;
  /** How often our browser was to find out anew how much the line carries. */
  widenings = 0;
  #queuedAt = Number.NEGATIVE_INFINITY;
  #clearAt = Number.NEGATIVE_INFINITY;
  #widenedAt = Number.NEGATIVE_INFINITY;

  /** How much to ease the line from now on. `at`: milliseconds that never go back. */
  see(at: number, { loss, rttMs, roomBps }: Report): Ease {
    if ((roomBps ?? 0) >= ROOM_BPS) this.#roomyAt = at;
    return loss === null ? this.ease : this.#hear(at, { loss, rttMs, roomBps });
  }

  #hear(at: number, { loss, rttMs, roomBps }: Heard): Ease {
    if (rttMs !== null) this.#ways = [...this.#ways, rttMs].slice(-WAYS);
    const trouble = { loss, queueMs: this.#queueMs(rttMs) };
    if (this.#isLonger(rttMs, WAITS)) this.#queuedAt = at;
    else if (rttMs !== null) this.#clearAt = at;
    if (loss >= WELL || trouble.queueMs > 0) this.#unwellAt = at;
    if (loss >= WELL || !this.#isFree(rttMs)) this.#heldUpAt = at;
    this.#lately = [...this.#lately, trouble].slice(-REMEMBERED);
    if (at < this.#notBefore || at - this.#changedAt < SETTLES_MS) return this.ease;
    this.#strikes = (roomBps ?? 0) < ROOM_BPS ? strikes(trouble, this.#strikes) : 0;
    if (this.ease === "least") this.#judge(at, trouble, roomBps);
    else if (this.#strikes >= 2) this.#lower(at, trouble);
    if (this.ease !== "none") this.#raise(at, roomBps ?? ROOM_BPS);
    return this.ease;
  }

  /** Whether our browser has seen of late that the line carries enough. */
  knowsOfRoom(at: number): boolean {
    return at - this.#roomyAt <= 2 * LOOKS_MS;
  }

  /** Whether it was seen just now that nothing waits on the line: what is lost is not what does not fit. */
  isClear(at: number): boolean {
    return at - this.#clearAt <= CLEAR_MS.report && at - this.#queuedAt > CLEAR_MS.queue;
  }

  /** Whether nothing is eased, and nothing has been lost or has waited for a while. */
  isFree(at: number): boolean {
    return this.ease === "none" && at - this.#heldUpAt >= WAIT_MS.free;
  }

  /** Whether a queue has been seen since we began to ease, and not long ago. */
  isFull(at: number): boolean {
    return this.ease !== "none" && at - this.#queuedAt <= FULL_MS;
  }

  get #shortestMs(): number {
    return Math.min(...this.#ways);
  }

  #isLonger(rttMs: number | null, { ms, times }: typeof QUEUE | typeof WAITS): rttMs is number {
    return rttMs !== null && rttMs - this.#shortestMs >= ms && rttMs >= times * this.#shortestMs;
  }

  #queueMs(rttMs: number | null): number {
    return this.#isLonger(rttMs, QUEUE) ? rttMs - this.#shortestMs : 0;
  }

  #isFree(rttMs: number | null): boolean {
    return rttMs !== null && rttMs <= Math.max(this.#shortestMs + FREE.ms, this.#shortestMs * FREE.times);
  }

  #lower(at: number, trouble: Trouble): void {
    if (at - this.#changedAt > TRUSTED_MS) this.#patience = 1;
    else if (this.#rises) this.#patience = Math.min(2 * this.#patience, PATIENCE_MOST);
    const lossy = this.#lately.filter((each) => each.loss >= WELL);
    if (this.ease === "none") this.#before = { loss: mean(lossy, "loss"), queueMs: trouble.queueMs };
    const isMuch = trouble.loss >= LOSSY || trouble.queueMs >= LONG_MS;
    this.#become(this.ease === "less" || isMuch ? "least" : "less", at, false);
  }

  #raise(at: number, roomBps: number): void {
    const isNext = this.ease === "less" && this.#rises;
    const { well, free } = isNext ? NEXT_MS : WAIT_MS;
    const patience = isNext ? 1 : this.#patience;
    const since = (then: number) => at - Math.max(this.#changedAt + SETTLES_MS, then);
    const isWell = since(this.#unwellAt) >= Math.min(patience * well, LONGEST_MS);
    const isFree = since(this.#heldUpAt) >= patience * free;
    if (!isWell && !isFree && at - this.#changedAt < patience * TRIED_MS) return;
    // A browser that knows of little room makes pictures small by itself, and large again much later: it has to know first.
    const isKnown = roomBps >= ROOM_BPS;
    if (!isKnown && at - this.#widenedAt >= WAIT_MS.free) {
      this.#widenedAt = at;
      this.widenings += 1;
    }
    if (this.ease === "least") this.#become("less", at, true);
    else if (isKnown) this.#become("none", at, true);
  }

  #judge(at: number, trouble: Trouble, roomBps: number | null): void {
    const passed = at - this.#changedAt;
    if (passed < JUDGED_MS.from) return;
    if (passed < JUDGED_MS.to || this.#since.length === 0) this.#since.push(trouble);
    if (passed < JUDGED_MS.to) return;
    const [loss, queueMs] = [mean(this.#since, "loss"), mean(this.#since, "queueMs")];
    // what is lost behind a queue does not fit, and a browser that knows of little room says whose queue it is
    const hasQueued = this.#queuedAt > this.#changedAt;
    const isLossy = !hasQueued && loss >= BETTER.loss && loss >= BETTER.share * this.#before.loss;
    const isQueue = this.#before.loss < BETTER.loss && queueMs > 0 && queueMs >= BETTER.share * this.#before.queueMs;
    const isSlow = isQueue && (roomBps === null || roomBps >= ROOM_BPS);
    if (!isLossy && !isSlow) return;
    this.#become("none", at, false);
    this.#notBefore = at + this.#futileMs;
    this.#futileMs = Math.min(2 * this.#futileMs, FUTILE_MS.longest);
  }

  #become(ease: Ease, at: number, rises: boolean): void {
    this.ease = ease;
    this.#rises = rises;
    this.#changedAt = at;
    this.#strikes = 0;
    this.#since = [];
  }
}

const mean = (all: readonly Trouble[], of: keyof Trouble) =>
  all.reduce((sum, each) => sum + each[of], 0) / Math.max(1, all.length);

/** One bad report may be chance, two are not. */
function strikes({ loss, queueMs }: Trouble, before: number): number {
  if (loss >= VERY_LOSSY) return before + 2;
  if (queueMs > 0) return before + (loss >= FULL ? 2 : 1);
  if (loss >= LOSSY) return before + 1;
  return loss < WELL ? 0 : before;
}

/** How often reports are looked for; see gauge.ts. */
export const LOOKS_MS = 500;

/** What is new of all pictures that go over one line. */
export async function reportedOf(senders: readonly ({ reported(): Promise<Report | null> } | undefined)[]) {
  return worst(await Promise.all(senders.map((sender) => sender?.reported() ?? null)));
}

/** Of several pictures that go the same way. Where one is reported on, reports come. What is lost says more than that nothing is new. */
export function worst(reports: readonly (Report | null)[]): Report | null {
  const came = reports.filter((each) => (each?.loss ?? null) !== null && each !== OVERDUE);
  const worse = (a: Report | null, b: Report | null) => ((b?.loss ?? -1) > (a?.loss ?? -1) ? b : a);
  return (came.length > 0 ? came : reports).reduce(worse, null);
}
