// Ten times a second, without React: how loud each peer is, who speaks, and whose pictures come.

import { monotonic } from "@/lib/clock";
import { latestOf, packetsCome, packetsOf } from "./arrivals";
import { shownLevel } from "./media/level";
import { Question } from "./question";
import type { PictureRole } from "./roles";
import type { MeasuredLink } from "./session";
import { Silence } from "./silence";
import { SpeechGate } from "./speech";

export interface MeterEvents {
  level(peerId: string, level: number): void;
  speaking(peerId: string, speaking: boolean): void;
  /** Packets of this picture come, or have stopped to. */
  flowing(peerId: string, role: PictureRole, flowing: boolean): void;
  /** Since a moment ago nothing comes over the connection that these share; see silence.ts. */
  suspect(peerIds: readonly string[]): void;
  /** For longer than it takes to come back. */
  silent(peerIds: readonly string[]): void;
  /** After such a silence something comes again. */
  back(peerIds: readonly string[]): void;
}

const EVERY_MS = 100;
/** While somebody is silent: they may be back at any moment, and wait for a whole picture of ours. */
const AWAITING_MS = 25;
/** Two pictures a second is the slowest a sender may be before it counts as stopped. */
const STILL_MS = 2000;

interface Picture {
  mark: number;
  movedAt: number;
  flowing: boolean;
}

interface Peer {
  readonly gate: SpeechGate;
  readonly pictures: Record<PictureRole, Picture>;
}

const still = (): Picture => ({ mark: Number.NaN, movedAt: Number.NEGATIVE_INFINITY, flowing: false });

export class Meters {
  #peers = new Map<string, Peer>();
  #silence = new Silence();
  #counting = new Question();
  /** By connection on which nothing is played any more. */
  #packets = new Map<RTCPeerConnection, number>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly links: () => readonly MeasuredLink[],
    private readonly events: MeterEvents,
  ) {}

  start(): void {
    this.#timer ??= setTimeout(() => this.#next(), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#peers.clear();
  }

  #next(): void {
    const at = monotonic();
    this.measure(at);
    if (this.#timer === null) return; // what it told has ended us
    const awaited = this.#silence.awaited(this.links(), at);
    void this.#counting.ask(() => this.#count(awaited)).catch(() => {}); // of one that was closed meanwhile
    this.#timer = setTimeout(() => this.#next(), awaited.size > 0 ? AWAITING_MS : EVERY_MS);
  }

  /** What is played of a packet is played late, by as much as is kept in hand. */
  async #count(awaited: ReadonlySet<RTCPeerConnection>): Promise<void> {
    for (const pc of [...this.#packets.keys()]) if (!awaited.has(pc)) this.#packets.delete(pc);
    for (const pc of awaited) {
      const before = this.#packets.get(pc);
      const packets = await packetsOf(pc);
      this.#packets.set(pc, packets);
      if (before !== undefined && packets > before) this.#silence.count(pc);
    }
  }

  /** Those from whom nothing comes any more, not a packet. */
  async quiet(): Promise<readonly string[]> {
    const at = monotonic();
    this.measure(at);
    const quiet = this.#silence.quiet(this.links(), at);
    const ways = [...new Set(quiet.map(({ pc }) => pc))]; // through the server many share one
    const coming = await Promise.all(ways.map((pc) => packetsCome(pc).catch(() => false)));
    return quiet.filter(({ pc }) => !coming[ways.indexOf(pc)]).map(({ peerId }) => peerId);
  }

  measure(at: number): void {
    const links = this.links();
    const present = new Set(links.map((link) => link.peerId));
    for (const id of [...this.#peers.keys()]) if (!present.has(id)) this.#peers.delete(id);
    for (const link of links) {
      const peer = this.#peer(link.peerId);
      this.#hear(link, peer, at);
      this.#look(link, peer, "camera", at);
      this.#look(link, peer, "screen", at);
    }
    const { suspect, silent, back } = this.#silence.look(links, at);
    for (const those of suspect) this.events.suspect(those.map(({ peerId }) => peerId));
    for (const those of silent) this.events.silent(those.map(({ peerId }) => peerId));
    for (const those of back) this.events.back(those.map(({ peerId }) => peerId));
  }

  #peer(id: string): Peer {
    const peer = this.#peers.get(id) ?? { gate: new SpeechGate(), pictures: { camera: still(), screen: still() } };
    this.#peers.set(id, peer);
    return peer;
  }

  #hear(link: MeasuredLink, { gate }: Peer, at: number): void {
    const level = shownLevel(latestOf(link.receiver("mic"))?.audioLevel ?? 0);
    this.events.level(link.peerId, level);
    if (gate.hear(level, at)) this.events.speaking(link.peerId, gate.speaking);
  }

  #look(link: MeasuredLink, { pictures }: Peer, role: PictureRole, at: number): void {
    const picture = pictures[role];
    const mark = latestOf(link.receiver(role))?.rtpTimestamp;
    if (mark !== undefined && mark !== picture.mark) {
      picture.mark = mark;
      picture.movedAt = at;
    }
    const flowing = at - picture.movedAt < STILL_MS;
    if (flowing === picture.flowing) return;
    picture.flowing = flowing;
    this.events.flowing(link.peerId, role, flowing);
  }
}
