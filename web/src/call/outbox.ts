// Sends what was typed: one line at a time, each until the server has answered for it.

import type { ChatAck, Problem } from "@/protocol/messages.gen";
import type { Answer } from "@/signaling/wire";
import type { ChatEntry } from "./contract";

export interface OutboxDeps {
  next(): ChatEntry | undefined;
  ask(event: string, args: readonly unknown[], heard: (answer: Answer<ChatAck>) => void): void;
  delivered(key: string, seq: number, at: number): void;
  refused(key: string, problem: Problem): void;
}

/** Not this line's fault. */
const PASSING = new Set(["busy", "unavailable"]);
/** The server did not answer, though the connection stands. */
const AGAIN_MS = 1000;

export class Outbox {
  #open = false;
  #asking = false;
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly deps: OutboxDeps) {}

  resume(): void {
    this.#open = true;
    this.#asking = false;
    this.#round += 1;
    this.pump();
  }

  pause(): void {
    this.#open = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  pump(): void {
    if (!this.#open || this.#asking || this.#timer !== null) return;
    const line = this.deps.next();
    if (line === undefined) return;
    const round = this.#round;
    this.#asking = true;
    this.deps.ask("chat-message", said(line), (answer) => {
      if (round !== this.#round) return; // a later connection asks again
      this.#asking = false;
      this.#answered(line.key, answer);
    });
  }

  #answered(key: string, answer: Answer<ChatAck>): void {
    if (answer === null) this.#later(AGAIN_MS);
    else if (answer.ok) this.deps.delivered(key, answer.seq, answer.at);
    else if (PASSING.has(answer.error.code)) this.#later(1000 * (answer.error.retryAfterS ?? 1));
    else this.deps.refused(key, answer.error);
    this.pump();
  }

  #later(ms: number): void {
    if (!this.#open) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.pump();
    }, ms);
  }
}

/** As short as it was before lines could bring anything, when this one brings nothing. */
function said(line: ChatEntry): readonly unknown[] {
  const plain = [line.text, line.name, line.key];
  if (line.reply === null && line.files.length === 0) return plain;
  return [...plain, { replyTo: line.reply?.seq ?? null, files: line.files.map((file) => file.id) }];
}
