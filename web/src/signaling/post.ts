// Signals on their way out, in order for each peer, while connections come and go. What was not acknowledged is
// said again after a resume: hearing a description or a candidate twice is harmless, not hearing it is not.

import { monotonic } from "@/lib/clock";
import type { Answer, Message } from "./wire";

export interface PostDeps {
  ask(event: string, args: readonly unknown[], heard: (answer: Answer<unknown>) => void): void;
  /** Not in the room at the moment, but expected back: what is for them waits. */
  waitsFor(peerId: string): boolean;
}

interface Letter {
  readonly to: string;
  readonly message: Message;
  sent: boolean;
}

/** Below the server's default of 50 a second with a burst of 200, so that it never has to refuse. */
const PER_S = 40;
const BURST = 150;
const KEPT = 2000;

export class Post {
  #letters: Letter[] = [];
  #open = false;
  #level = BURST;
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly deps: PostDeps) {}

  send(to: string, message: Message): void {
    if (this.#letters.length >= KEPT) this.#letters.shift();
    this.#letters.push({ to, message, sent: false });
    this.flush();
  }

  /** The seat is ours on the present connection: what waits may go. */
  resume(): void {
    this.#open = true;
    for (const letter of this.#letters) letter.sent = false;
    this.flush();
  }

  pause(): void {
    this.#open = false;
    this.#wait(null);
  }

  /** What waits for a peer that is gone for good. */
  drop(to: string): void {
    this.#letters = this.#letters.filter((letter) => letter.to !== to);
  }

  clear(): void {
    this.#letters = [];
  }

  flush(): void {
    if (!this.#open || this.#timer !== null) return;
    for (const letter of this.#letters) {
      if (letter.sent || this.deps.waitsFor(letter.to)) continue;
      const waitMs = this.#take();
      if (waitMs > 0) {
        this.#wait(waitMs);
        return;
      }
      this.#say(letter);
    }
  }

  #say(letter: Letter): void {
    letter.sent = true;
    this.deps.ask("signal", [letter.to, letter.message], (answer) => {
      if (answer === null) {
        letter.sent = false; // said again after the resume
        return;
      }
      if (answer.ok === false && answer.error.code === "busy") {
        letter.sent = false;
        this.#wait(1000 * (answer.error.retryAfterS ?? 1));
      } else if (answer.ok === false && this.deps.waitsFor(letter.to)) letter.sent = false;
      else this.#letters = this.#letters.filter((other) => other !== letter);
    });
  }

  /** 0: go on; otherwise so many milliseconds until there is room. */
  #take(): number {
    const now = monotonic();
    this.#level = Math.min(BURST, this.#level + ((now - this.#at) * PER_S) / 1000);
    this.#at = now;
    if (this.#level < 1) return Math.ceil(((1 - this.#level) * 1000) / PER_S);
    this.#level -= 1;
    return 0;
  }

  #wait(ms: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (ms === null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, ms);
  }
}
