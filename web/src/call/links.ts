// Media with the others: whichever way they come, put where they are seen and heard.

import { persist } from "@/lib/persist";
import { Early } from "@/rtc/early";
import { Pictures } from "@/rtc/media/picture";
import { Playback } from "@/rtc/media/playback";
import type { MeterEvents, Meters } from "@/rtc/meters";
import type { Planes, Reach } from "@/rtc/planes";
import type { LinkReport } from "@/rtc/report";
import { type LocalTracks, NO_TRACKS, type Role } from "@/rtc/roles";
import type { HealReason, SignalMessage } from "@/rtc/session";
import type { Stats, StatsEvents } from "@/rtc/stats";
import type { Link, Source, Watched } from "./contract";
import { shortName } from "./keys";

export interface LinksEvents extends Pick<MeterEvents, "speaking" | "flowing">, StatsEvents {
  /** Whether the peer says that it has something on. */
  expects(peerId: string): boolean;
  send(toId: string, message: SignalMessage): void;
  link(peerId: string, link: Link): void;
  /** Direct links lose so much that the server could do better. */
  suffers(): void;
  /** Since a moment ago nothing comes over a connection that is said to be well: perhaps it was we who moved. */
  suspect(): void;
  soundBlocked(blocked: boolean): void;
}

/** Whoever found a new path when the server was in reach again is heard by then. */
const STRANDED_MS = 500;
/** Nobody needs it before they are inside. */
const loadInside = () => import("@/rtc/inside");
type Inside = Awaited<ReturnType<typeof loadInside>>;

export class Links {
  readonly playback: Playback;
  #pictures = new Pictures<string>();
  #levels = new Map<string, Set<(level: number) => void>>();
  #meters: Meters | null = null;
  #stats: Stats | null = null;
  #planes: Planes | null = null;
  #early = new Early();
  #tracks: LocalTracks = NO_TRACKS;
  #watched: readonly Watched[] | null = null;
  #online = true;
  #iceServers: RTCIceServer[] = [];
  /** Counts what was asked for: who is ready too late stays out. */
  #turn = 0;

  constructor(private readonly events: LinksEvents) {
    this.playback = new Playback({ blocked: (blocked) => events.soundBlocked(blocked) });
  }

  /** Fetches what `enter` will need. */
  prepare(): void {
    loadInside().catch(() => {}); // tried again then
  }

  /** Closes the links there are; whoever calls meanwhile is heard by the next `enter`. */
  leave(): void {
    this.#turn += 1;
    this.#planes?.close();
    this.#planes = null;
  }

  /** Starts anew under this id; false when that was called off meanwhile. */
  async enter(selfId: string, iceServers: RTCIceServer[]): Promise<boolean> {
    this.leave();
    this.#iceServers = iceServers;
    const turn = this.#turn;
    const loaded = await this.#load(() => turn === this.#turn);
    if (loaded === null) return false;
    const { send, link, speaking, quality, expects, suffers } = this.events;
    const deps = { selfId, iceServers: this.#iceServers, tracks: this.#tracks, watched: this.#watched };
    const events = {
      ...{ send, link, speaking, quality, expects, suffers },
      picture: (peerId: string, role: Role, track: MediaStreamTrack | null) => {
        this.#pictures.set(`${peerId} ${role}`, track);
      },
      isChanging: (peerId: string, role: Role) => this.#pictures.isChanging(`${peerId} ${role}`),
      sound: (key: string, track: MediaStreamTrack | null) => this.playback.set(key, track),
      audible: (key: string, audible: boolean) => this.playback.setAudible(key, audible),
    };
    this.#planes = new loaded.Planes({ ...deps, name: shortName, events }, this.#early);
    this.#planes.setOnline(this.#online);
    this.#measure(loaded);
    return true;
  }

  #measure({ Meters, Stats }: Inside): void {
    const { events } = this;
    this.#meters ??= new Meters(() => this.#planes?.links() ?? [], {
      level: (id, level) => {
        for (const listener of this.#levels.get(id) ?? []) listener(level);
      },
      speaking: (id, speaking) => this.#planes?.heard(id, speaking),
      flowing: events.flowing,
      suspect: (peerIds) => peerIds.some(events.expects) && events.suspect(),
      silent: (peerIds) => this.#fellSilent(peerIds),
      back: ([one]) => one !== undefined && this.#planes?.back(one), // one of those who share the way
    });
    this.#stats ??= new Stats(() => this.#planes?.directLinks() ?? [], events.expects, {
      quality: (id, step, side) => this.#planes?.measured(id, step, side),
    });
    this.#meters.start();
    this.#stats.start();
  }

  /** first: for everybody, once it is known who they are. */
  async #renewStranded(turn: number, first = () => {}): Promise<void> {
    const stranded = (await this.#meters?.quiet()) ?? [];
    if (turn !== this.#turn) return;
    first();
    for (const id of stranded) if (this.events.expects(id)) this.#planes?.stranded(id);
  }

  #fellSilent(peerIds: readonly string[]): void {
    const missed = peerIds.find((id) => this.events.expects(id));
    if (missed !== undefined) this.#planes?.silent(missed);
  }

  async #load(isWanted: () => boolean): Promise<Inside | null> {
    const loaded = await persist(loadInside, isWanted).catch(() => null);
    return isWanted() ? loaded : null;
  }

  /** Exactly these, from now on. */
  sync(reach: Reach): void {
    this.#planes?.sync(reach);
  }

  receive(fromId: string, message: SignalMessage): void {
    if (this.#planes === null) this.#early.keep(fromId, message);
    else this.#planes.receive(fromId, message);
  }

  publish(role: Role, track: MediaStreamTrack | null): void {
    this.#tracks = { ...this.#tracks, [role]: track };
    this.#planes?.publish(role, track);
  }

  setOnline(online: boolean): void {
    this.#online = online;
    this.#planes?.setOnline(online);
  }

  setIceServers(servers: RTCIceServer[]): void {
    this.#iceServers = servers;
    this.#planes?.setIceServers(servers);
  }

  heal(reason: HealReason): void {
    const heal = () => this.#planes?.heal(reason);
    if (reason !== "resumed") {
      heal();
      return;
    }
    const turn = this.#turn;
    void this.#renewStranded(turn, heal);
    setTimeout(() => void this.#renewStranded(turn), STRANDED_MS);
  }

  bind(element: HTMLVideoElement, peerId: string, source: Source): () => void {
    return this.#pictures.bind(element, `${peerId} ${source}`);
  }

  /** What is looked at: nothing else need be sent to us. */
  watch(tiles: readonly Watched[]): void {
    this.#watched = tiles;
    this.#planes?.watch(tiles);
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
    const find = () => this.#planes?.links().find((link) => link.peerId === peerId) ?? null;
    const load = () => import("@/rtc/report");
    void persist(load, () => !over).then(
      ({ inspect }) => {
        if (!over) stop = inspect(find, tell);
      },
      () => {}, // nobody looks any more
    );
    return () => {
      over = true;
      stop?.();
    };
  }

  close(): void {
    this.leave();
    this.#early.clear();
    this.#meters?.stop();
    this.#stats?.stop();
    this.#pictures.clear();
    this.playback.close();
  }
}
