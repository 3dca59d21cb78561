// The servers that help connections through, asked for early and again before their credentials end.

import { sleep } from "@/lib/clock";
import type { CallDeps } from "./contract";

/** Who cannot have them in time starts without: on most networks nothing is lost. */
const PATIENCE_MS = 3000;
const AGAIN_MS = 15_000;

export class Ice {
  #servers: RTCIceServer[] = [];
  #first: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly ask: CallDeps["ice"],
    private readonly changed: (servers: RTCIceServer[]) => void,
  ) {}

  start(): void {
    this.#first ??= this.#refresh();
  }

  /** Resolves soon, with what there is by then. */
  async servers(): Promise<RTCIceServer[]> {
    this.start();
    await Promise.race([this.#first, sleep(PATIENCE_MS)]);
    return this.#servers;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#first = null;
  }

  async #refresh(): Promise<void> {
    let againMs = AGAIN_MS;
    try {
      const { iceServers, ttl } = await this.ask();
      this.#servers = iceServers;
      this.changed(iceServers);
      againMs = ttl * 800; // four fifths of its life
    } catch {
      // asked again below
    }
    if (againMs > 0 && this.#first !== null) this.#timer = setTimeout(() => void this.#refresh(), againMs);
  }
}
