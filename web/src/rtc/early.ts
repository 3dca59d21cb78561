// Signals from people we have no link with yet: news of who came travels in batches, signals do not wait.

import { monotonic } from "@/lib/clock";
import type { SignalMessage } from "./session";

const PEERS = 64;
const EACH = 64;
/** What is older belongs to an attempt that is over. */
const FRESH_MS = 10_000;

export class Early {
  #waiting = new Map<string, { at: number; message: SignalMessage }[]>();

  keep(fromId: string, message: SignalMessage): void {
    const messages = this.#waiting.get(fromId) ?? [];
    if (messages.length >= EACH || (messages.length === 0 && this.#waiting.size >= PEERS)) return;
    messages.push({ at: monotonic(), message });
    this.#waiting.set(fromId, messages);
  }

  /** What `fromId` said lately, oldest first; said once. */
  take(fromId: string): SignalMessage[] {
    const messages = this.#waiting.get(fromId) ?? [];
    this.#waiting.delete(fromId);
    const since = monotonic() - FRESH_MS;
    return messages.filter(({ at }) => at >= since).map(({ message }) => message);
  }

  clear(): void {
    this.#waiting.clear();
  }
}
