import type { CallReport } from "@/api/types";
import type { CallState, ChatEntry } from "@/call/contract";
import { Experience, momentOf } from "./experience";

/** Somebody who was there; `fromMs`, `toMs`: Unix time of when we saw them come and go. */
export interface Presence {
  readonly name: string;
  readonly isSelf: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What there is to say about a call when it is over. */
export interface CallSummary {
  readonly title: string;
  /** How long one was there, milliseconds. */
  readonly lastedMs: number;
  /** Everybody who was there while we were, in the order they were met; ourselves last. */
  readonly people: readonly Presence[];
  readonly chat: readonly ChatEntry[];
  readonly report: CallReport;
}

/** Remembers who was there while a call goes on; people who left are still part of it. */
export class CallRecorder {
  readonly experience = new Experience();
  #people = new Map<string, { name: string; isSelf: boolean; fromMs: number; toMs: number | null }>();
  #joinedAt: number | null = null;
  #title = "";
  #seen: CallState | null = null;

  see(state: CallState, nowMs: number): void {
    if (state.phase !== "live" && state.phase !== "reconnecting") return;
    this.#joinedAt ??= state.joinedAt;
    if (state.peers !== this.#seen?.peers) this.#seePeople(state, nowMs);
    this.#title = state.title || state.room;
    this.#seen = state;
  }

  /** null when one was never inside. */
  summary(nowMs: number): CallSummary | null {
    if (this.#joinedAt === null) return null;
    const everyone = [...this.#people.values()].map((person) => ({ ...person, toMs: person.toMs ?? nowMs }));
    return {
      title: this.#title,
      lastedMs: Math.max(0, nowMs - this.#joinedAt),
      people: [...everyone.filter((p) => !p.isSelf), ...everyone.filter((p) => p.isSelf)],
      chat: (this.#seen?.chat ?? []).filter((entry) => entry.status !== "refused"),
      report: this.experience.report(nowMs),
    };
  }

  #seePeople({ peers }: CallState, nowMs: number): void {
    const others = Object.values(peers).filter((peer) => !peer.isSelf);
    this.experience.see(momentOf(others), nowMs);
    for (const peer of Object.values(peers)) {
      const known = this.#people.get(peer.id);
      this.#people.set(peer.id, {
        name: peer.name,
        isSelf: peer.isSelf,
        fromMs: known?.fromMs ?? Math.max(peer.joinedAt, this.#joinedAt ?? peer.joinedAt),
        toMs: null,
      });
    }
    for (const [id, person] of this.#people) if (!(id in peers)) person.toMs ??= nowMs;
  }
}
