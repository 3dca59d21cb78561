// What we say of ourselves: microphone, camera, screen, hand. Others are told once it is so.

import type { Answer } from "@/signaling/wire";
import type { MediaState, PeerState } from "./contract";

export interface OwnDeps {
  media(): MediaState;
  ask(event: string, args: readonly unknown[], heard: (answer: Answer<unknown>) => void): void;
}

const AGAIN_MS = 1000;

export class Own {
  hand = false;
  #told: PeerState | null = null;
  #planned = false;

  constructor(private readonly deps: OwnDeps) {}

  get state(): PeerState {
    const { micOn, cameraOn, mic, camera, sharing } = this.deps.media();
    return {
      mic: micOn && mic === "live",
      camera: cameraOn && camera === "live",
      screen: sharing,
      hand: this.hand,
    };
  }

  /** What `join-call` told the server. */
  told(state: PeerState): void {
    this.#told = state;
    this.changed();
  }

  pause(): void {
    this.#told = null;
  }

  /** Tells what changed, together with what else changes in this moment. */
  changed(): void {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      this.#tell();
    });
  }

  #tell(): void {
    const told = this.#told;
    if (told === null) return; // the next join tells everything
    const state = this.state;
    const news = Object.entries(state).filter(([key, value]) => told[key as keyof PeerState] !== value);
    if (news.length === 0) return;
    this.#told = state;
    this.deps.ask("set-state", [Object.fromEntries(news)], (answer) => {
      if (answer?.ok !== false || this.#told !== state) return;
      this.#told = told; // refused for now: say it again
      setTimeout(() => this.changed(), 1000 * (answer.error.retryAfterS ?? 0) || AGAIN_MS);
    });
  }
}
