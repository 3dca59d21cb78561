// Through the server: one connection for everyone. A chunk of its own, fetched when a room needs it.

import { type LocalTracks, NO_TRACKS, type Role } from "../roles";
import {
  type Beyond,
  type HealReason,
  type LinkState,
  type MeasuredLink,
  SERVER,
  type ServerDeps,
  type ServerPath,
  type SessionPeer,
  type SignalMessage,
  type Watched,
} from "../session";
import { Care } from "./care";
import type { Description } from "./deflated";
import { ServerLink } from "./link";
import { type Device, thisDevice } from "./offer";
import { ServerQuality } from "./quality";
import type { Said, Ways } from "./said";
import { Wishes } from "./wish";

export interface SessionDeps extends ServerDeps {
  readonly device: Device;
  createPc?(configuration: RTCConfiguration): RTCPeerConnection;
  report?(problem: unknown): void;
}

export function openServer(deps: ServerDeps): ServerPath {
  return new ServerSession({ ...deps, device: thisDevice() });
}

/** After so many fruitless attempts it is called failed; we go on trying. */
const FAILED_AFTER = 3;
const NOBODY = new Map<string, never>();

export class ServerSession implements ServerPath {
  state: LinkState = "connecting";
  #tracks: LocalTracks;
  #iceServers: RTCIceServer[];
  #peers: readonly SessionPeer[] = [];
  #publishing: ReadonlyMap<string, readonly Role[]> = NOBODY;
  #numbers: ReadonlyMap<string, Ways> = NOBODY;
  #quality = new ServerQuality();
  #speaking = new Set<string>();
  #wishes = new Wishes();
  #care: Care;
  #name = "";
  #link: ServerLink;
  #was = false;
  #closed = false;

  constructor(private readonly deps: SessionDeps) {
    this.#tracks = { ...NO_TRACKS, ...deps.tracks };
    this.#iceServers = deps.iceServers;
    this.#care = new Care((remedy) => {
      if (remedy === "restart") this.#link.offer();
      else this.#rebuild();
      this.#become(this.#link.pc.connectionState);
    });
    this.#link = this.#open();
  }

  sync(peers: readonly SessionPeer[]): void {
    this.#peers = peers;
  }

  publish(role: Role, track: MediaStreamTrack | null): void {
    this.#tracks = { ...this.#tracks, [role]: track };
    this.#link.set(this.#tracks);
  }

  receive(_fromId: string, message: SignalMessage): void {
    if (typeof message !== "object" || message.pc !== this.#name) return; // meant for one that is gone
    const { n, sdp, failed } = message as { n?: number; sdp?: Description; failed?: unknown };
    if (failed !== undefined) this.#care.lost();
    else if (sdp?.type === "answer" && n !== undefined) this.#link.answer(n, sdp);
  }

  setOnline(online: boolean): void {
    this.#care.setReachable(online);
  }

  setIceServers(servers: RTCIceServer[]): void {
    this.#iceServers = servers;
    this.#link.pc.setConfiguration(this.#configuration());
  }

  heal(reason: HealReason): void {
    if (reason === "network") this.#care.nudge("restart");
    else if (reason === "restarted" || this.state !== "connected") this.#care.nudge("rebuild");
  }

  silent(_peerId: string): void {
    this.#care.nudge("restart"); // there is one way to all of them
  }

  back(_peerId: string): void {
    this.#link.renewPictures();
  }

  watch(tiles: readonly Watched[] | null): void {
    this.#wishes.set(tiles);
  }

  links(): readonly MeasuredLink[] {
    const { pc, slots } = this.#link;
    return this.#peers.map(({ id }) => ({
      peerId: id,
      state: this.state,
      pc,
      receiver: (role) => slots?.receiver(id, role) ?? null,
      beyond: () => this.#beyond(id),
    }));
  }

  publishes(id: string): boolean {
    return (this.#publishing.get(id)?.length ?? 0) > 0;
  }

  close(): void {
    this.#closed = true;
    this.#care.stop();
    this.#wishes.close();
    this.#drop(true);
  }

  #beyond(id: string): Beyond | null {
    const ways = this.#numbers.get(id);
    if (ways === undefined) return null;
    return { lossIn: ways.up.loss, lossOut: ways.down.loss, roundTripMs: ways.up.rttMs ?? ways.down.rttMs };
  }

  #configuration(): RTCConfiguration {
    return { iceServers: this.#iceServers, bundlePolicy: "max-bundle" };
  }

  #open(): ServerLink {
    const { deps } = this;
    const { createPc = (configuration: RTCConfiguration) => new RTCPeerConnection(configuration) } = deps;
    this.#name = deps.name();
    const link = new ServerLink(this.#name, createPc(this.#configuration()), this.#tracks, deps.device, {
      send: (message) => deps.events.send(SERVER, message),
      state: (state) => this.#observe(state),
      offered: () => this.#care.offered(),
      answered: () => this.#care.answered(),
      shows: (id, role, slot) => deps.events.track(id, role, slot?.receiver.track ?? null),
      said: (said) => this.#hear(said),
      open: (say) => this.#wishes.open(say),
      report: (problem) => deps.report?.(problem),
    });
    for (const [i, track] of link.sounds.entries()) deps.events.sound(i, track);
    return link;
  }

  #drop(bye: boolean): void {
    this.#wishes.close();
    const { sounds } = this.#link;
    this.#link.close(bye);
    for (const i of sounds.keys()) this.deps.events.sound(i, null);
    this.#publishing = NOBODY;
    this.#numbers = NOBODY;
    this.#speak([]);
  }

  #rebuild(): void {
    this.#drop(false);
    this.#care.begin();
    this.#link = this.#open();
  }

  #observe(state: RTCPeerConnectionState): void {
    this.#care.observe(state);
    this.#was ||= state === "connected";
    this.#become(state);
  }

  #become(state: RTCPeerConnectionState): void {
    const next = this.#judge(state);
    if (next === this.state || this.#closed) return;
    this.state = next;
    this.deps.events.state(next);
  }

  #judge(state: RTCPeerConnectionState): LinkState {
    if (state === "connected") return "connected";
    if (this.#care.attempts >= FAILED_AFTER) return "failed";
    return this.#was ? "interrupted" : "connecting";
  }

  #hear(said: Said): void {
    switch (said.type) {
      case "publishing":
        this.#publishing = said.ids;
        break;
      case "speaking":
        this.#speak(said.ids);
        break;
      case "quality":
        this.#measure(said.people);
        break;
    }
  }

  #speak(ids: readonly string[]): void {
    const now = new Set(ids);
    for (const id of this.#speaking) if (!now.has(id)) this.deps.events.speaking(id, false);
    for (const id of now) if (!this.#speaking.has(id)) this.deps.events.speaking(id, true);
    this.#speaking = now;
  }

  #measure(people: ReadonlyMap<string, Ways>): void {
    this.#numbers = people;
    const { events, selfId } = this.deps;
    const silent = new Set([...people.keys()].filter((id) => events.expects(id) && !this.publishes(id)));
    for (const [id, { step, side }] of this.#quality.see(people, selfId, silent)) events.quality(id, step, side);
  }
}
