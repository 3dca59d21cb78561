// Statistics are asked for one at a time: Firefox answers none while a path is gone, and what piles up would be in the
// way of the next path.

import { monotonic } from "@/lib/clock";

/** A browser that has not answered by then never will: the connection was closed, perhaps. */
const UNANSWERED_MS = 8000;

export class Question {
  #began: number | null = null;

  /** Asks, unless the question before is still open. */
  async ask(question: () => Promise<void>): Promise<void> {
    const began = monotonic();
    if (this.#began !== null && began - this.#began < UNANSWERED_MS) return;
    this.#began = began;
    await question().finally(() => {
      if (this.#began === began) this.#began = null;
    });
  }

  /** Nobody waits for the answer any more. */
  drop(): void {
    this.#began = null;
  }
}
