// While the server is out of reach: asks whether it is back, again and again, and never waits for the answer before.
//
// A connection that was begun while nothing got through sits out the patience of TCP (RFC 6298: a second, then two, then
// four), however well the network is by then. A new one gets through at once; so the first answer is news.

const EVERY_MS = 400;
/** Then nobody is in a hurry any more. */
const EAGER_MS = 60_000;
const LATER_EVERY_MS = 3000;
const WITHIN_MS = 4000;
/** Who was told needs time to make use of it. */
const REST_MS = 5000;

export class Lookout {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waitedMs = 0;
  /** Counts the times that it was started, stopped or told: answers to what was asked before are no news. */
  #turn = 0;

  constructor(
    private readonly answers: (withinMs: number) => Promise<boolean>,
    private readonly found: () => void,
  ) {}

  start(): void {
    if (this.#timer !== null) return;
    this.#waitedMs = 0;
    this.#after(EVERY_MS);
  }

  stop(): void {
    this.#turn += 1;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #after(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#waitedMs += ms;
      void this.#ask();
      this.#after(this.#waitedMs < EAGER_MS ? EVERY_MS : LATER_EVERY_MS);
    }, ms);
  }

  async #ask(): Promise<void> {
    const turn = this.#turn;
    if (!(await this.answers(WITHIN_MS)) || turn !== this.#turn) return;
    this.stop();
    this.#after(REST_MS);
    this.found();
  }
}
