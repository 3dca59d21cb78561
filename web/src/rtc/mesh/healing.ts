// When a link is not well: what to try, and when. Decides by the clock; the link does it.

export type Remedy =
  /** Say what was not answered, or look for new paths. */
  | "restart"
  /** Everything else failed: a new connection. */
  | "rebuild";

/** A short outage heals by itself; whoever is polite waits longer, so that both do not start at once. */
const PATIENCE_MS = { polite: 3000, impolite: 2000 } as const;
/** Time for an attempt to lead somewhere, by attempt; the last one repeats. */
const ATTEMPT_MS = [8000, 8000, 12_000, 20_000, 30_000] as const;
/** Every so many attempts the connection is thrown away. */
const REBUILD_EVERY = 3;

export class Healing {
  #state: RTCPeerConnectionState = "new";
  #reachable = true;
  #attempts = 0;
  #due = false;
  #forgiven = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly polite: boolean,
    private readonly attempt: (remedy: Remedy) => void,
  ) {}

  /** Attempts since the link was last well. */
  get attempts(): number {
    return this.#attempts;
  }

  /** The link begins; `firstMs`: how long it may take before we lend a hand. */
  begin(firstMs: number = ATTEMPT_MS[0]): void {
    this.#after(firstMs);
  }

  observe(state: RTCPeerConnectionState): void {
    if (state === this.#state) return;
    const before = this.#state;
    this.#state = state;
    if (state === "connected") this.#rest();
    else if (state === "disconnected" && before === "connected") {
      this.#after(this.polite ? PATIENCE_MS.polite : PATIENCE_MS.impolite);
    } else if (state === "failed" && (this.#timer === null || this.#attempts === 0)) {
      this.#after(this.polite ? 500 : 0);
    }
  }

  /** Whether signals reach the peer now; attempts wait until they do. */
  setReachable(reachable: boolean): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    if (!reachable || !this.#due) return;
    // Whoever was out of reach without our knowing did not hear what was tried. Once: it may come and go.
    if (!this.#forgiven) this.#attempts = 0;
    this.#forgiven = true;
    this.#try();
  }

  /** Something comes again after a silence: what was to be tried, once it could be said, would only disturb. */
  back(): void {
    if (this.#state === "connected") this.#rest();
  }

  /** Something changed that makes an attempt worthwhile now; `always`: even when all seems well. */
  nudge(always: boolean): void {
    if (!always && this.#state === "connected") return;
    this.#attempts = 0;
    this.#try();
  }

  /** There is nothing to lose: a new connection, at once. */
  renew(): void {
    this.#attempts = 0;
    this.#try("rebuild");
  }

  stop(): void {
    this.#stop();
  }

  #try(first: Remedy = "restart"): void {
    this.#stop();
    this.#due = !this.#reachable;
    if (this.#due) return;
    this.#attempts += 1;
    this.#after(ATTEMPT_MS[Math.min(this.#attempts, ATTEMPT_MS.length) - 1] ?? ATTEMPT_MS[0]);
    this.attempt(this.#attempts % REBUILD_EVERY === 0 ? "rebuild" : first);
  }

  #rest(): void {
    this.#attempts = 0;
    this.#due = false;
    this.#forgiven = false;
    this.#stop();
  }

  #after(ms: number): void {
    this.#stop();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#state !== "connected") this.#try();
    }, ms);
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
