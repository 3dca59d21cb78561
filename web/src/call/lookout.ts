// While the server is out of reach: asks whether it is back. The first answer is news.
//
// One question at a time: a browser opens six connections to a host at most, and one that was begun while nothing got
// through keeps its place for as long as TCP is patient. More of them would stand in the way of whoever polls.

const EVERY_MS = 400;
/** Then nobody is in a hurry any more. */
const EAGER_ASKS = 150;
const LATER_EVERY_MS = 3000;
/** A question that was begun while nothing got through is sent again ever later by TCP; a new one is sent now. */
const WITHIN_MS = 900;
/** For networks on which an answer takes long, every third question may take longer. */
const PATIENT = { every: 3, withinMs: 4000 } as const;
/** Who was told needs time to make use of it. */
const REST_MS = 5000;

export class Lookout {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asks = 0;
  /** Counts the times that it was started or stopped: answers to what was asked before are no news. */
  #turn = 0;

  constructor(
    private readonly answers: (withinMs: number) => Promise<boolean>,
    private readonly found: () => void,
  ) {}

  start(): void {
    this.stop();
    this.#asks = 0;
    this.#after(EVERY_MS);
  }

  stop(): void {
    this.#turn += 1;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #after(ms: number): void {
    this.#timer = setTimeout(() => void this.#ask(), ms);
  }

  async #ask(): Promise<void> {
    const turn = this.#turn;
    this.#asks += 1;
    const found = await this.answers(this.#asks % PATIENT.every === 0 ? PATIENT.withinMs : WITHIN_MS);
    if (turn !== this.#turn) return;
    if (found) this.#after(REST_MS);
    else this.#after(this.#asks < EAGER_ASKS ? EVERY_MS : LATER_EVERY_MS);
    if (found) this.found();
  }
}
