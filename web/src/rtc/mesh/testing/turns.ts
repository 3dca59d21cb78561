// Chance, with a seed: everything that waits for its turn gets it in an order that the seed decides.

export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class Turns {
  #waiting: (() => void)[] = [];

  constructor(private readonly random: () => number) {}

  take(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets one of all that wait go on; false when none does. `more`: other things that could happen now. */
  async next(more: readonly (() => void)[] = []): Promise<boolean> {
    const all = this.#waiting.length + more.length;
    if (all === 0) return false;
    const pick = Math.floor(this.random() * all);
    if (pick < this.#waiting.length) this.#waiting.splice(pick, 1)[0]?.();
    else more[pick - this.#waiting.length]?.();
    await settled();
    return true;
  }
}

/** Everything that needs no turn has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
