// Whether somebody who raised a hand has had the word. Pure.

/** So long must one have spoken, pauses not counted: a "yes" or a cough is no turn. */
const TURN_MS = 3000;

export class Turn {
  #spokenMs = 0;
  #speakingSince: number | null = null;
  #kept = false;

  /**
   * What is so from `at` on, milliseconds that never go back. In how many the hand is due to go down: 0 is now, null
   * is not while this lasts.
   */
  see(handUp: boolean, speaking: boolean, at: number): number | null {
    if (this.#speakingSince !== null) this.#spokenMs += at - this.#speakingSince;
    this.#speakingSince = handUp && speaking ? at : null;
    if (!handUp) {
      this.#spokenMs = 0;
      this.#kept = false;
      return null;
    }
    if (this.#kept) return null;
    if (this.#spokenMs >= TURN_MS) return 0;
    return this.#speakingSince === null ? null : TURN_MS - this.#spokenMs;
  }

  /** The hand that goes up next stays until its person takes it down. */
  keep(): void {
    this.#kept = true;
  }
}
