// The way through the server: fetched and opened when a room needs it, and missed when it is closed for too long.

import type { LinkState, ServerPath } from "./session";

export interface ServerWayEvents {
  state(state: LinkState | "none"): void;
  /** `isMissed` changed. */
  missed(): void;
}

/** How long one does without before it is missed. */
const PATIENCE_MS: Record<LinkState, number> = { connecting: 5000, interrupted: 2000, failed: 0, connected: 0 };
const LOAD_AGAIN_MS = 3000;

export class ServerWay {
  session: ServerPath | null = null;
  /** Small rooms link directly meanwhile. */
  isMissed = false;
  #wanted = false;
  #loading = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    /** Resolves with what makes a session, once its code is here. */
    private readonly load: () => Promise<() => ServerPath>,
    private readonly events: ServerWayEvents,
  ) {}

  open(): void {
    this.#wanted = true;
    if (this.session !== null || this.#loading) return;
    this.#loading = true;
    this.load().then(
      (make) => {
        this.#loading = false;
        if (!this.#wanted) return;
        this.session = make();
        this.becomes("connecting");
      },
      () => {
        this.#miss(true);
        setTimeout(() => {
          this.#loading = false;
          if (this.#wanted) this.open();
        }, LOAD_AGAIN_MS);
      },
    );
  }

  /** The session has come into this state. */
  becomes(state: LinkState): void {
    this.events.state(state);
    if (state === "connected") this.#miss(false);
    else if (PATIENCE_MS[state] === 0) this.#miss(true);
    else if (!this.isMissed) {
      this.#stop();
      this.#timer = setTimeout(() => this.#miss(true), PATIENCE_MS[state]);
    }
  }

  close(): void {
    this.#wanted = false;
    this.#stop();
    this.isMissed = false;
    const { session } = this;
    this.session = null;
    if (session === null) return;
    session.close();
    this.events.state("none");
  }

  #miss(isMissed: boolean): void {
    this.#stop();
    if (isMissed === this.isMissed) return;
    this.isMissed = isMissed;
    this.events.missed();
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
