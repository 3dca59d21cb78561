// Browser to browser: one link for each other participant.

import type { Source } from "../media/port";
import { type LocalTracks, NO_TRACKS, type Role } from "../roles";
import type {
  DirectSession,
  HealReason,
  MeasuredLink,
  SessionEvents,
  SessionPeer,
  SignalMessage,
  Watched,
} from "../session";
import { heightFor } from "./budget";
import type { Heights } from "./dialect";
import { MeshLink } from "./link";

export interface MeshDeps {
  readonly selfId: string;
  readonly tracks: LocalTracks;
  readonly iceServers: RTCIceServer[];
  readonly events: SessionEvents;
  /** A short name that is hardly ever made twice. */
  name(): string;
  createPc?(configuration: RTCConfiguration): RTCPeerConnection;
  report?(peerId: string, problem: unknown): void;
}

interface Entry {
  readonly link: MeshLink;
  peer: SessionPeer;
}

export class MeshSession implements DirectSession {
  #entries = new Map<string, Entry>();
  #tracks: LocalTracks;
  #iceServers: RTCIceServer[];
  #online = true;
  #watched: readonly Watched[] | null = null;

  constructor(private readonly deps: MeshDeps) {
    this.#tracks = { ...NO_TRACKS, ...deps.tracks };
    this.#iceServers = deps.iceServers;
  }

  sync(peers: readonly SessionPeer[]): void {
    const wanted = new Map(peers.map((peer) => [peer.id, peer]));
    for (const [id, { link, peer }] of [...this.#entries]) {
      if (wanted.get(id)?.protocol === peer.protocol) continue;
      this.#entries.delete(id);
      link.close();
      this.deps.events.link(id, "none");
    }
    const grown = this.#entries.size !== wanted.size;
    if (grown) for (const { link } of this.#entries.values()) link.set(this.#tracks, wanted.size);
    for (const peer of peers) {
      const entry = this.#entries.get(peer.id);
      if (entry) entry.peer = peer;
      else this.#entries.set(peer.id, { peer, link: this.#open(peer, wanted.size) });
    }
    this.#reach();
  }

  publish(role: Role, track: MediaStreamTrack | null): void {
    this.#tracks = { ...this.#tracks, [role]: track };
    for (const { link } of this.#entries.values()) link.set(this.#tracks, this.#entries.size);
  }

  watch(tiles: readonly Watched[] | null): void {
    this.#watched = tiles;
    for (const { link } of this.#entries.values()) link.watch(this.#heights(link.peerId));
  }

  receive(fromId: string, message: SignalMessage): void {
    this.#entries.get(fromId)?.link.receive(message);
  }

  setOnline(online: boolean): void {
    this.#online = online;
    this.#reach();
  }

  setIceServers(servers: RTCIceServer[]): void {
    this.#iceServers = servers;
    for (const { link } of this.#entries.values()) link.pc.setConfiguration(this.#configuration());
  }

  heal(reason: HealReason): void {
    for (const { link } of this.#entries.values()) link.heal(reason === "network");
  }

  silent(peerId: string): void {
    this.#entries.get(peerId)?.link.heal(true);
  }

  /** What they missed meanwhile would cost them their picture for as long as their browser waits for it, three seconds. */
  back(peerId: string): void {
    this.#entries.get(peerId)?.link.back();
  }

  /** A new connection has no old path to keep to, as a browser would for two seconds more. */
  stranded(peerId: string): void {
    this.#entries.get(peerId)?.link.renew();
  }

  links(): readonly MeasuredLink[] {
    return [...this.#entries.values()].map(({ link }) => link);
  }

  close(): void {
    this.sync([]);
  }

  #heights(peerId: string): Heights | null {
    if (this.#watched === null) return null;
    const tiles = this.#watched.filter(({ id }) => id === peerId);
    const of = (source: Source) =>
      heightFor(Math.max(0, ...tiles.filter((t) => t.source === source).map((t) => t.height)));
    return { camera: of("camera"), screen: of("screen") };
  }

  #reach(): void {
    for (const { link, peer } of this.#entries.values()) link.setReachable(this.#online && !peer.away);
  }

  #configuration(): RTCConfiguration {
    return { iceServers: this.#iceServers, bundlePolicy: "max-bundle" };
  }

  #open(peer: SessionPeer, links: number): MeshLink {
    const { events, name, report, createPc = (configuration) => new RTCPeerConnection(configuration) } = this.deps;
    // Both sides must come to opposite answers: ids are compared by UTF-16 code unit, the greater is impolite.
    const polite = this.deps.selfId < peer.id;
    const link = new MeshLink(peer, polite, this.#tracks, links, {
      createPc: () => createPc(this.#configuration()),
      name,
      send: (message) => events.send(peer.id, message),
      changed: (state) => events.link(peer.id, state),
      track: (role, track) => events.track(peer.id, role, track),
      suffers: () => events.suffers?.(),
      report: (problem) => report?.(peer.id, problem),
    });
    link.watch(this.#heights(peer.id));
    events.link(peer.id, link.state);
    return link;
  }
}
