// Whether somebody speaks, by how loud they are.

/** On at once, off after a pause for breath. Levels as shown, 0..1: 0.25 is -36 dB. */
export const SPEECH = { on: 0.25, off: 0.18, holdMs: 700 } as const;

export class SpeechGate {
  speaking = false;
  #lastLoud = Number.NEGATIVE_INFINITY;

  /** Whether it changed. */
  hear(level: number, at: number): boolean {
    if (level >= (this.speaking ? SPEECH.off : SPEECH.on)) this.#lastLoud = at;
    const speaking = at - this.#lastLoud <= SPEECH.holdMs;
    const changed = speaking !== this.speaking;
    this.speaking = speaking;
    return changed;
  }
}
