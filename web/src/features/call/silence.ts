// Whether an open microphone gives nothing at all. Pure.

/** Levels as shown, 0..1, here -107 dB: the quietest room is above it, a microphone that is switched off below. */
const SOMETHING = 0.004;
const LONG_MS = 20_000;

export class Silence {
  #since: number;
  #told = false;
  #over = false;

  constructor(at: number) {
    this.#since = at;
  }

  /** true: it has been silent for long; false: it no longer is; null: nothing new. Told once: who is heard once is heard. */
  hear(level: number, at: number): boolean | null {
    if (this.#over) return null;
    if (level > SOMETHING) {
      this.#over = true;
      return this.#told ? false : null;
    }
    if (this.#told || at - this.#since < LONG_MS) return null;
    this.#told = true;
    return true;
  }
}
