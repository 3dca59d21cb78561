// The chat of a call: the lines there are, and those on their way.

import { now } from "@/lib/clock";
import type { ChatAck, ChatLine, ChatMeta, JoinAck } from "@/protocol/messages.gen";
import type { Answer } from "@/signaling/wire";
import * as chat from "./chat";
import type { Along, ChatEntry, Quote } from "./contract";
import { chatKey } from "./keys";
import { Outbox } from "./outbox";

export interface TalkDeps {
  ask(event: string, args: readonly unknown[], heard: (answer: Answer<ChatAck>) => void): void;
  changed(): void;
  /** A line of somebody else, said just now. */
  said(key: string): void;
}

/** What we were given with our seat for files: who we are to the REST API, and how large one may be. */
export interface Desk {
  readonly pass: string | null;
  readonly fileBytes: number;
}

const NO_DESK: Desk = { pass: null, fileBytes: 0 };

export class Talk {
  #chat: chat.Chat = chat.SILENCE;
  #self: JoinAck["you"] | null = null;
  #outbox: Outbox;
  #desk: Desk = NO_DESK;

  constructor(private readonly deps: TalkDeps) {
    this.#outbox = new Outbox({
      next: () => chat.next(this.#chat),
      ask: deps.ask,
      delivered: (key, seq, at) => this.#become(chat.delivered(this.#chat, key, seq, at)),
      refused: (key, problem) => this.#become(chat.refused(this.#chat, key, problem)),
    });
  }

  get entries(): readonly ChatEntry[] {
    return this.#chat.entries;
  }

  get unread(): number {
    return this.#chat.unread;
  }

  /** Number of the last line the server told us of. */
  get heard(): number {
    return this.#chat.heard;
  }

  get desk(): Desk {
    return this.#desk;
  }

  seated(self: JoinAck["you"], lines: readonly ChatLine[], desk: Desk = NO_DESK): void {
    const first = this.#self === null;
    this.#self = self;
    this.#desk = desk;
    this.#hear(lines, !first);
    this.#outbox.resume();
  }

  pause(): void {
    this.#outbox.pause();
  }

  receive(text: string, name: string, senderId: string, meta: ChatMeta | undefined): void {
    if (meta !== undefined) this.#hear([{ ...meta, text, name, senderId }], true);
  }

  send(text: string, along: Along = {}): void {
    const files = along.files ?? [];
    if (this.#self === null || (text.trim() === "" && files.length === 0)) return;
    const { id, name } = this.#self;
    const reply = along.reply ? quoted(along.reply) : null;
    this.#become(chat.typed(this.#chat, { key: chatKey(), text, name, senderId: id, at: now(), reply, files }));
    this.#outbox.pump();
  }

  retry(key: string): void {
    this.#become(chat.retried(this.#chat, key));
    this.#outbox.pump();
  }

  markRead(): void {
    this.#become(chat.read(this.#chat));
  }

  reset(): void {
    this.#outbox.pause();
    this.#self = null;
    this.#chat = chat.SILENCE;
  }

  #hear(lines: readonly ChatLine[], live: boolean): void {
    const known = new Set(this.#chat.entries.map((entry) => entry.key));
    this.#become(chat.heard(this.#chat, lines, (line) => this.#isMine(line), live));
    if (!live) return;
    for (const { key } of lines) {
      const entry = this.#chat.entries.find((e) => e.key === key);
      if (!known.has(key) && entry?.mine === false) this.deps.said(key);
    }
  }

  #isMine(line: ChatLine): boolean {
    return line.senderId === this.#self?.id || (line.userId !== null && line.userId === this.#self?.userId);
  }

  #become(next: chat.Chat): void {
    if (next === this.#chat) return;
    this.#chat = next;
    this.deps.changed();
  }
}

function quoted({ seq, name, text, files }: ChatEntry): Quote | null {
  return seq === null ? null : { seq, name, text, files: files.map((file) => file.name) };
}
