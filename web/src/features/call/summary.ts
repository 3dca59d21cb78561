import type { CallState } from "@/call/contract";

/** What there is to say about a call when it is over. */
export interface CallSummary {
  readonly title: string;
  /** How long one was there, milliseconds. */
  readonly lastedMs: number;
  /** Names of the others who were there, in the order they were met. */
  readonly people: readonly string[];
  readonly chatLines: number;
}

/** Remembers who was there while a call goes on; people who left are still part of it. */
export class CallRecorder {
  #people = new Map<string, string>();
  #joinedAt: number | null = null;
  #title = "";
  #chatLines = 0;
  #seen: CallState | null = null;

  see(state: CallState): void {
    if (state.phase !== "live" && state.phase !== "reconnecting") return;
    this.#joinedAt ??= state.joinedAt;
    if (state.peers !== this.#seen?.peers) {
      for (const peer of Object.values(state.peers)) if (!peer.isSelf) this.#people.set(peer.id, peer.name);
    }
    if (state.chat !== this.#seen?.chat) this.#chatLines = state.chat.filter((e) => e.status !== "refused").length;
    this.#title = state.title || state.room;
    this.#seen = state;
  }

  /** null when one was never inside. */
  summary(nowMs: number): CallSummary | null {
    if (this.#joinedAt === null) return null;
    return {
      title: this.#title,
      lastedMs: Math.max(0, nowMs - this.#joinedAt),
      people: [...this.#people.values()],
      chatLines: this.#chatLines,
    };
  }
}
