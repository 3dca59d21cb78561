// Every two seconds, without React: how each link does. Tells only when a step changes.

import { monotonic } from "@/lib/clock";
import { LinkQuality, type Sample, type Side, type Step, sideOf, type View } from "./quality";
import { Question } from "./question";
import type { MeasuredLink } from "./session";

export interface StatsEvents {
  quality(peerId: string, step: Step, side: Side): void;
}

const EVERY_MS = 2000;

interface Watched {
  pc: RTCPeerConnection;
  quality: LinkQuality;
  view: View;
  told: string;
}

export class Stats {
  #watched = new Map<string, Watched>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #question = new Question();

  constructor(
    private readonly links: () => readonly MeasuredLink[],
    /** Whether the peer has something on that should be coming. */
    private readonly expects: (peerId: string) => boolean,
    private readonly events: StatsEvents,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => void this.#question.ask(() => this.measure()), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#question.drop();
    this.#watched.clear();
  }

  async measure(): Promise<void> {
    const links = this.links().filter((link) => link.state !== "connecting");
    const present = new Set(links.map((link) => link.peerId));
    for (const id of [...this.#watched.keys()]) if (!present.has(id)) this.#watched.delete(id);
    await Promise.all(links.map((link) => this.#look(link)));
    const views = [...this.#watched.values()].map(({ view }) => view);
    for (const [id, watched] of this.#watched) {
      const side = sideOf(watched.view, views);
      const told = `${watched.view.step} ${side}`;
      if (told === watched.told) continue;
      watched.told = told;
      this.events.quality(id, watched.view.step, side);
    }
  }

  async #look({ peerId, pc }: MeasuredLink): Promise<void> {
    let watched = this.#watched.get(peerId);
    if (watched?.pc !== pc) {
      const view: View = { step: "unknown", badIn: false, badOut: false };
      watched = { pc, quality: new LinkQuality(), view, told: watched?.told ?? "unknown none" };
      this.#watched.set(peerId, watched);
    }
    const sample = await sampleOf(pc).catch(() => null); // closed meanwhile
    if (sample !== null) watched.view = watched.quality.see(sample, this.expects(peerId));
  }
}

interface Entry {
  readonly type: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly bytesReceived?: number;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
}

export async function sampleOf(pc: RTCPeerConnection): Promise<Sample> {
  const report = await pc.getStats();
  let received = 0;
  let lost = 0;
  let bytes = 0;
  const lossOut: number[] = [];
  const rtts: number[] = [];
  report.forEach((entry: Entry) => {
    if (entry.type === "inbound-rtp") {
      received += entry.packetsReceived ?? 0;
      lost += entry.packetsLost ?? 0;
      bytes += entry.bytesReceived ?? 0;
    } else if (entry.type === "remote-inbound-rtp") {
      if (entry.fractionLost !== undefined) lossOut.push(entry.fractionLost);
      if (entry.roundTripTime) rtts.push(entry.roundTripTime);
    } else if (entry.type === "candidate-pair" && entry.nominated && entry.currentRoundTripTime) {
      rtts.push(entry.currentRoundTripTime);
    }
  });
  const at = monotonic();
  const rttS = rtts.length === 0 ? null : Math.min(...rtts);
  return { at, received, lost, bytes, lossOut: lossOut.length === 0 ? null : Math.max(...lossOut), rttS };
}
