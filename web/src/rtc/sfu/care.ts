// What is done when the way to the server is not well, and when. Decides by the clock; the session does it.

import { type BackoffPolicy, backoffMs } from "@/lib/backoff";

export type Remedy =
  /** Look for new paths. */
  | "restart"
  /** A new connection. */
  | "rebuild";

/** How long the server may take to answer an offer. */
export const ANSWER_MS = 5000;
/** From the answer until the connection stands; media over TCP take longest. */
export const CONNECT_MS = 8000;
/** A short outage heals by itself. */
export const PATIENCE_MS = 1500;
/** Well for so long: what was before is forgotten. */
const WELL_MS = 5000;
const AGAIN: BackoffPolicy = { firstMs: 300, maxMs: 15_000, factor: 2, jitter: 0.5 };

export class Care {
  /** Attempts since the connection was last well. */
  attempts = 0;
  #state: RTCPeerConnectionState = "new";
  #reachable = true;
  #due: Remedy | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly attempt: (remedy: Remedy) => void) {}

  /** An offer went out. */
  offered(): void {
    this.#after(ANSWER_MS, () => this.#try("rebuild"));
  }

  /** It was answered. */
  answered(): void {
    if (this.#state === "connected") this.#stop();
    else this.#after(CONNECT_MS, () => this.#try("rebuild"));
  }

  observe(state: RTCPeerConnectionState): void {
    const before = this.#state;
    this.#state = state;
    if (state === before) return;
    if (state === "connected") {
      this.#after(WELL_MS, () => {
        this.attempts = 0;
      });
    } else if (state === "disconnected" && before === "connected") {
      this.#after(PATIENCE_MS, () => this.#try("restart"));
    } else if (state === "failed") this.lost();
  }

  /** The connection is gone for good. */
  lost(): void {
    this.#after(this.attempts === 0 ? 0 : backoffMs(this.attempts - 1, AGAIN), () => this.#try("rebuild"));
  }

  /** Whether what we say reaches the server now; attempts wait until it does. */
  setReachable(reachable: boolean): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    if (reachable && this.#due !== null) this.#try(this.#due);
  }

  /** Something changed that makes an attempt worthwhile now. */
  nudge(remedy: Remedy): void {
    this.attempts = 0;
    this.#try(remedy);
  }

  /** A new connection took the place of the old one. */
  begin(): void {
    this.#state = "new";
    this.#due = null;
    this.#stop();
  }

  stop(): void {
    this.#stop();
    this.#due = null;
  }

  #try(remedy: Remedy): void {
    this.#stop();
    this.#due = this.#reachable ? null : remedy;
    if (this.#due !== null) return;
    this.attempts += 1;
    this.offered(); // unless something better comes of it
    this.attempt(remedy);
  }

  #after(ms: number, act: () => void): void {
    this.#stop();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      act();
    }, ms);
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
