// While the answer to something is awaited, something small is said now and then. TCP finds out by what comes after a lost segment that it
// was lost, within a round trip (RFC 8985); where nothing comes it waits, and for twice as long each time (RFC 6298).

/** Sooner than TCP's shortest wait (0.2 s with Linux); later than an answer takes on most lines. */
const EVERY_MS = 60;
/** What was not heard by then is not helped by this. */
const LASTS_MS = 3000;

export class Murmur {
  #awaited = 0;
  #left = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly say: () => void) {}

  /** Something was said that will be answered. To be called once when it was, or when nobody waits for that any more. */
  begin(): () => void {
    this.#awaited += 1;
    this.#left = LASTS_MS / EVERY_MS;
    this.#timer ??= setInterval(() => this.#next(), EVERY_MS);
    return () => {
      this.#awaited -= 1;
      if (this.#awaited === 0) this.#end();
    };
  }

  #next(): void {
    this.say();
    this.#left -= 1;
    if (this.#left <= 0) this.#end();
  }

  #end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
