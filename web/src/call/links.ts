// Media with the others: the session that serves the room, and what it brings put where it is seen and heard.

import { Pictures } from "@/rtc/media/picture";
import { Playback } from "@/rtc/media/playback";
import { MeshSession } from "@/rtc/mesh/session";
import { type MeterEvents, Meters } from "@/rtc/meters";
import type { LinkReport } from "@/rtc/report";
import { kindOf, type LocalTracks, NO_TRACKS, type Role } from "@/rtc/roles";
import type { HealReason, MeasuredLink, RtcSession, SessionPeer, SignalMessage } from "@/rtc/session";
import { Stats, type StatsEvents } from "@/rtc/stats";
import { isOfOldEpoch, stamped } from "@/rtc/topology";
import type { Link, Source, Watched } from "./contract";
import { Early } from "./early";
import { shortName } from "./keys";

export interface LinksEvents extends Pick<MeterEvents, "speaking" | "flowing">, StatsEvents {
  /** Whether the peer says that it has something on. */
  expects(peerId: string): boolean;
  send(toId: string, message: SignalMessage): void;
  link(peerId: string, link: Link): void;
  soundBlocked(blocked: boolean): void;
}

export class Links {
  readonly playback: Playback;
  #pictures = new Pictures<string>();
  #levels = new Map<string, Set<(level: number) => void>>();
  #meters: Meters;
  #stats: Stats;
  #session: RtcSession | null = null;
  #linked = new Set<string>();
  #early = new Early();
  #tracks: LocalTracks = NO_TRACKS;
  #epoch = 0;
  #watched: readonly Watched[] | null = null;

  constructor(private readonly events: LinksEvents) {
    this.playback = new Playback({ blocked: (blocked) => events.soundBlocked(blocked) });
    this.#meters = new Meters(() => this.all(), {
      level: (id, level) => {
        for (const listener of this.#levels.get(id) ?? []) listener(level);
      },
      speaking: events.speaking,
      flowing: events.flowing,
    });
    this.#stats = new Stats(() => this.all(), events.expects, events);
  }

  /** Closes the links there are; whoever calls meanwhile is heard by the next `enter`. */
  leave(): void {
    this.#session?.close();
    this.#session = null;
    this.#linked.clear();
  }

  /** Starts anew under this id. */
  enter(selfId: string, iceServers: RTCIceServer[]): void {
    this.leave();
    this.#session = new MeshSession({
      selfId,
      iceServers,
      tracks: this.#tracks,
      name: shortName,
      events: {
        send: (toId, message) => this.events.send(toId, stamped(message, this.#epoch)),
        link: this.events.link,
        track: (peerId, role, track) => this.#track(peerId, role, track),
      },
    });
    this.#session.watch(this.#watched);
    this.#meters.start();
    this.#stats.start();
  }

  /** Exactly these, from now on. */
  sync(peers: readonly SessionPeer[], epoch: number): void {
    this.#epoch = epoch;
    if (this.#session === null) return;
    this.#session.sync(peers);
    const before = this.#linked;
    this.#linked = new Set(peers.map((peer) => peer.id));
    for (const { id } of peers) {
      if (before.has(id)) continue;
      for (const message of this.#early.take(id)) this.receive(id, message);
    }
  }

  receive(fromId: string, message: SignalMessage): void {
    if (isOfOldEpoch(message, this.#epoch)) return;
    if (this.#linked.has(fromId)) this.#session?.receive(fromId, message);
    else this.#early.keep(fromId, message);
  }

  publish(role: Role, track: MediaStreamTrack | null): void {
    this.#tracks = { ...this.#tracks, [role]: track };
    this.#session?.publish(role, track);
  }

  setOnline(online: boolean): void {
    this.#session?.setOnline(online);
  }

  setIceServers(servers: RTCIceServer[]): void {
    this.#session?.setIceServers(servers);
  }

  heal(reason: HealReason): void {
    this.#session?.heal(reason);
  }

  all(): readonly MeasuredLink[] {
    return this.#session?.links() ?? [];
  }

  bind(element: HTMLVideoElement, peerId: string, source: Source): () => void {
    return this.#pictures.bind(element, `${peerId} ${source}`);
  }

  /** What is looked at: others are told, so that they send nothing else. */
  watch(tiles: readonly Watched[]): void {
    this.#watched = tiles;
    this.#session?.watch(tiles);
  }

  /** Null: nobody has said. */
  get watched(): readonly Watched[] | null {
    return this.#watched;
  }

  onLevel(peerId: string, listener: (level: number) => void): () => void {
    const listeners = this.#levels.get(peerId) ?? new Set();
    this.#levels.set(peerId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#levels.get(peerId) === listeners) this.#levels.delete(peerId);
    };
  }

  /** Measures only while somebody looks; the code for it comes then, too. */
  inspect(peerId: string, tell: (report: LinkReport | null) => void): () => void {
    let stop: (() => void) | null = null;
    let over = false;
    const find = () => this.all().find((link) => link.peerId === peerId) ?? null;
    void import("@/rtc/report").then(({ inspect }) => {
      if (!over) stop = inspect(find, tell);
    });
    return () => {
      over = true;
      stop?.();
    };
  }

  close(): void {
    this.leave();
    this.#early.clear();
    this.#meters.stop();
    this.#stats.stop();
    this.#pictures.clear();
    this.playback.close();
  }

  #track(peerId: string, role: Role, track: MediaStreamTrack | null): void {
    const key = `${peerId} ${role}`;
    if (kindOf(role) === "audio") this.playback.set(key, track);
    else this.#pictures.set(key, track);
  }
}
