import { monotonic } from "@/lib/clock";

/** So long an answer that nobody took is as good as a new one. */
const FRESH_MS = 5000;

/** What was asked while whoever wants to know is still on their way. */
export class Ahead<T> {
  #answers = new Map<string, { readonly answer: Promise<T>; readonly at: number }>();

  put(key: string, answer: Promise<T>): void {
    answer.catch(() => undefined); // whoever takes it hears of it
    this.#answers.set(key, { answer, at: monotonic() });
  }

  /** Once; null: it was not asked, or too long ago. */
  take(key: string): Promise<T> | null {
    const kept = this.#answers.get(key);
    this.#answers.delete(key);
    return kept && monotonic() - kept.at < FRESH_MS ? kept.answer : null;
  }
}
