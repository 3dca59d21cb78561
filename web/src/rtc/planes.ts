// A room's media on whichever plane they travel, and from one to the other without anybody noticing: both ways are
// open until each person's media come on the new one, and the old way goes when neither side needs it any more.
// What fails leaves the way that works; in small rooms a direct link stands in for a server that is out of reach.

import { monotonic } from "@/lib/clock";
import { latestOf } from "./arrivals";
import type { Early } from "./early";
import { type MeshDeps, MeshSession } from "./mesh/session";
import { otherPlane, type Plane } from "./move";
import { type Mark, Person } from "./person";
import type { Side, Step } from "./quality";
import { kindOf, type LocalTracks, PICTURES, type Role } from "./roles";
import { ServerWay } from "./serverWay";
import {
  type DirectSession,
  type HealReason,
  type LinkState,
  type MeasuredLink,
  type RtcSession,
  SERVER,
  type ServerDeps,
  type ServerEvents,
  type ServerPath,
  type SessionPeer,
  type SignalMessage,
  type Watched,
} from "./session";
import { isMoved, isOffer, isOfOldEpoch, type Moved, movedMessage, stamped } from "./topology";
import { Voices, type VoicesEvents } from "./voices";

/** Who is there, and how their media travel. */
export interface Reach {
  /** Names this opening of the room: epochs mean something only within one, and so does what was said to the server. */
  readonly boot: string;
  readonly mode: Plane;
  readonly epoch: number;
  /** Everyone else who exchanges media. */
  readonly people: readonly SessionPeer[];
  /** Few enough that direct links could carry all of it. */
  readonly direct: boolean;
}

export interface PlanesEvents extends VoicesEvents {
  send(toId: string, message: SignalMessage): void;
  link(peerId: string, state: LinkState | "none"): void;
  /** In a mesh: so much is lost that the server could do better. */
  suffers(): void;
  /** Null: nothing comes any more; what was shown last may stay. */
  picture(peerId: string, role: Role, track: MediaStreamTrack | null): void;
  /** Whether what is seen is still an earlier track than that: it turns black when it ends (Chromium). */
  isChanging(peerId: string, role: Role): boolean;
  speaking(peerId: string, speaking: boolean): void;
  quality(peerId: string, step: Step, side: Side): void;
  /** Whether the peer says that it has something on. */
  expects(peerId: string): boolean;
}

export interface PlanesDeps {
  readonly selfId: string;
  readonly tracks: LocalTracks;
  readonly iceServers: RTCIceServer[];
  readonly watched: readonly Watched[] | null;
  readonly events: PlanesEvents;
  name(): string;
  openMesh?(deps: MeshDeps): DirectSession;
  /** The plane through the server is a chunk of its own. */
  loadServer?(): Promise<{ openServer(deps: ServerDeps): ServerPath }>;
}

const LOOK_MS = 50;
/** So long somebody's old link is kept though not all of their media come through the server: it forwards by choice. */
const CHOICE_MS = 4000;
/** So often the server is asked to carry what direct links lose: it may not have heard, or could not yet. */
const ASKS_EVERY_MS = 10_000;
/** Who has not said within so long that they left the server does not speak our words. */
const SILENT_MS = 15_000;

export class Planes {
  #people = new Map<string, Person>();
  #mesh: DirectSession;
  #way: ServerWay;
  #reach: Reach = { boot: "", mode: "mesh", epoch: 0, people: [], direct: true };
  #movedAt = 0;
  #asksAt = 0;
  #tracks: LocalTracks;
  #iceServers: RTCIceServer[];
  #watched: readonly Watched[] | null;
  #online = true;
  #looking: ReturnType<typeof setInterval> | null = null;
  #voices: Voices;
  #closed = false;

  constructor(
    private readonly deps: PlanesDeps,
    private readonly early: Early,
  ) {
    this.#tracks = deps.tracks;
    this.#iceServers = deps.iceServers;
    this.#watched = deps.watched;
    this.#voices = new Voices(deps.events);
    this.#way = new ServerWay(() => this.#loadServer(), {
      state: (state) => {
        for (const id of this.#people.keys()) this.#linked(id, "sfu", state);
        if (state !== "none") this.#plan();
      },
      missed: () => {
        if (this.#way.isMissed) this.#standIn();
        this.#plan();
      },
    });
    const { selfId, name, openMesh = (mesh: MeshDeps) => new MeshSession(mesh) } = deps;
    this.#mesh = openMesh({
      ...{ selfId, name, tracks: deps.tracks, iceServers: deps.iceServers },
      events: {
        send: (toId, message) => this.#send(toId, message),
        link: (id, state) => this.#linked(id, "mesh", state),
        track: (id, role, track) => this.#meshTrack(id, role, track),
        suffers: () => this.#suffers(),
      },
    });
    this.#mesh.watch(deps.watched);
  }

  get #server(): ServerPath | null {
    return this.#way.session;
  }

  /** Exactly these, from now on. */
  sync(reach: Reach): void {
    const before = this.#reach;
    this.#reach = reach;
    const isReopened = reach.boot !== before.boot;
    if (isReopened || reach.epoch !== before.epoch) this.#movedAt = monotonic();
    if (isReopened) for (const { pact } of this.#people.values()) pact.reset();
    const ids = new Set(reach.people.map(({ id }) => id));
    for (const [id, person] of this.#people) if (!ids.has(id)) this.#forget(id, person);
    for (const peer of reach.people) {
      const person = this.#people.get(peer.id);
      if (person) person.peer = peer;
      else this.#meet(peer);
    }
    this.#server?.sync(reach.people);
    if (reach.mode !== before.mode) this.#server?.heal("resumed"); // it may have given up for a while
    this.#plan();
    if (isReopened && reach.mode === "mesh") this.#way.close();
  }

  publish(role: Role, track: MediaStreamTrack | null): void {
    this.#tracks = { ...this.#tracks, [role]: track };
    this.#mesh.publish(role, track);
    this.#server?.publish(role, track);
  }

  receive(fromId: string, message: SignalMessage): void {
    if (fromId === SERVER) this.#server?.receive(fromId, message);
    else if (!isOfOldEpoch(message, this.#reach.epoch)) {
      const person = this.#people.get(fromId);
      if (person === undefined) this.early.keep(fromId, message);
      else this.#receive(person, message);
    }
  }

  #receive(person: Person, message: SignalMessage): void {
    const { id } = person.peer;
    if (isMoved(message)) {
      this.#heardMoved(person, message);
      return;
    }
    if (isOffer(message) && this.#reach.mode === "sfu") this.#called(person);
    if (this.#isLinked(person)) this.#mesh.receive(id, message);
    else this.early.keep(id, message);
  }

  #heardMoved({ peer, pact }: Person, { moved, again }: Moved): void {
    // they made a new link since, and so have forgotten that we said it too
    if (!again && pact.isDone(moved)) this.#send(peer.id, movedMessage(moved, true));
    pact.hear(moved);
    this.#plan();
  }

  setOnline(online: boolean): void {
    this.#online = online;
    this.#mesh.setOnline(online);
    this.#server?.setOnline(online);
  }

  setIceServers(servers: RTCIceServer[]): void {
    this.#iceServers = servers;
    this.#mesh.setIceServers(servers);
    this.#server?.setIceServers(servers);
  }

  heal(reason: HealReason): void {
    this.#mesh.heal(reason);
    this.#server?.heal(reason);
  }

  /** Nothing comes from them any more, although the way is said to be well. */
  silent(id: string): void {
    this.#wayTo(id)?.silent(id);
  }

  /** After a silence something comes from them again. */
  back(id: string): void {
    this.#wayTo(id)?.back(id);
  }

  #wayTo(id: string): RtcSession | null {
    return this.#people.get(id)?.plane(this.#reach.mode) === "sfu" ? this.#server : this.#mesh;
  }

  /** Nothing comes from them, and we have come back to the server, from another address perhaps. */
  stranded(id: string): void {
    if (this.#people.get(id)?.plane(this.#reach.mode) === "mesh") this.#mesh.stranded(id);
  }

  watch(tiles: readonly Watched[]): void {
    this.#watched = tiles;
    this.#mesh.watch(tiles);
    this.#server?.watch(tiles);
  }

  /** One for each person, as it is heard and seen now. */
  links(): readonly MeasuredLink[] {
    const mesh = new Map(this.#mesh.links().map((link) => [link.peerId, link]));
    const server = new Map(this.#server?.links().map((link) => [link.peerId, link]));
    return [...this.#people].flatMap(([id, person]) => {
      const [direct, through] = [mesh.get(id), server.get(id)];
      const main = (person.plane(this.#reach.mode) === "sfu" ? through : direct) ?? direct ?? through;
      if (main === undefined) return [];
      const receiver = (role: Role) => (person.plays(role) === "sfu" ? through : direct)?.receiver(role) ?? null;
      const { state, pc, beyond } = main;
      return [{ peerId: id, state, pc, receiver, ...(beyond === undefined ? {} : { beyond }) }];
    });
  }

  /** Direct links only: each has a quality of its own. */
  directLinks(): readonly MeasuredLink[] {
    return this.#mesh.links();
  }

  /** Whether somebody is heard to speak, measured here. */
  heard(id: string, speaking: boolean): void {
    if (this.#people.get(id)?.plays("mic") !== "sfu") this.#spoke(id, "mesh", speaking);
  }

  /** How good a direct link is, measured here. */
  measured(id: string, step: Step, side: Side): void {
    this.#judged(id, "mesh", step, side);
  }

  close(): void {
    this.#closed = true;
    this.#look(false);
    for (const [id, person] of this.#people) this.#forget(id, person);
    this.#mesh.close();
    this.#way.close();
  }

  #suffers(): void {
    const at = monotonic();
    if (this.#reach.mode !== "mesh" || at < this.#asksAt) return;
    this.#asksAt = at + ASKS_EVERY_MS;
    this.deps.events.suffers();
  }

  // -- who ------------------------------------------------------------------------------------------

  #meet(peer: SessionPeer): void {
    const play = (role: Role, track: MediaStreamTrack | null) => this.#play(peer.id, role, track);
    const person = new Person(peer, play);
    person.on.sfu.link = this.#server?.state ?? "none";
    this.#people.set(peer.id, person);
    this.#tell(peer.id, person);
  }

  #forget(id: string, person: Person): void {
    this.#people.delete(id);
    for (const role of PICTURES) if (person.plays(role)) this.deps.events.picture(id, role, null);
    this.deps.events.link(id, "none");
  }

  /** They make a direct link though the room goes through the server: they cannot reach it. */
  #called(person: Person): void {
    person.pact.reset();
    person.hasCalled = this.#reach.direct;
    this.#plan();
  }

  #isLinked({ peer }: Person): boolean {
    return this.#mesh.links().some(({ peerId }) => peerId === peer.id);
  }

  // -- which ways are open --------------------------------------------------------------------------

  #plan(): void {
    if (this.#closed) return;
    if (this.#reach.mode === "sfu") this.#way.open();
    const links = new Set(this.#mesh.links().map(({ peerId }) => peerId));
    const wanted = [...this.#people.values()].filter((person) => this.#wantsLink(person, links.has(person.peer.id)));
    this.#mesh.sync(wanted.map((person) => ({ ...person.peer, offers: this.#offers(person) })));
    for (const [id, person] of this.#people) if (links.has(id) && !wanted.includes(person)) person.closed();
    for (const { peer } of wanted) for (const early of this.early.take(peer.id)) this.receive(peer.id, early);
    const everyone = [...this.#people.values()];
    for (const person of everyone) if (this.#neverLinked(person)) this.#sayMoved(person);
    if (this.#reach.mode === "mesh" && everyone.every((person) => this.#hasLeftServer(person))) this.#way.close();
    this.#look(this.#server !== null && this.#mesh.links().length > 0);
  }

  #wantsLink(person: Person, isThere: boolean): boolean {
    const { mode, epoch, direct } = this.#reach;
    if (mode === "mesh") return true;
    if (isThere) return !person.pact.isDone(epoch);
    return direct && (this.#way.isMissed || person.hasCalled);
  }

  #offers(person: Person): boolean {
    if (this.#reach.mode === "sfu") return !person.hasCalled;
    return person.peer.offers || person.wasClosed;
  }

  #hasLeftServer({ peer, pact }: Person): boolean {
    const { epoch } = this.#reach;
    const mute = peer.protocol === 0 || monotonic() - this.#movedAt > SILENT_MS;
    return pact.hasSaid(epoch) && (pact.hasHeard(epoch) || mute);
  }

  async #loadServer(): Promise<() => ServerPath> {
    const { openServer } = await (this.deps.loadServer ?? (() => import("./sfu/session")))();
    return () => {
      const { selfId, name } = this.deps;
      const [tracks, iceServers, events] = [this.#tracks, this.#iceServers, this.#serverEvents()];
      const session = openServer({ selfId, name, tracks, iceServers, events });
      session.setOnline(this.#online);
      session.watch(this.#watched);
      session.sync(this.#reach.people);
      return session;
    };
  }

  /** Links that the other side may have closed already cannot stand in for anything. */
  #standIn(): void {
    const { epoch } = this.#reach;
    const whole = [...this.#people.values()].filter((person) => !person.pact.hasSaid(epoch) && this.#isLinked(person));
    this.#mesh.sync(whole.map(({ peer }) => peer));
    for (const { pact } of this.#people.values()) pact.reset();
  }

  // -- what is played from where ------------------------------------------------------------------------

  #look(wanted: boolean): void {
    if (wanted) this.#looking ??= setInterval(() => this.look(), LOOK_MS);
    else if (this.#looking !== null) {
      clearInterval(this.#looking);
      this.#looking = null;
    }
  }

  /** While both ways are open: plays what has become ready, and says what is no longer needed. */
  look(): void {
    const at = monotonic();
    const marks = this.#marks();
    let news = this.#reach.mode === "mesh" && this.#server !== null;
    for (const [id, person] of this.#people) {
      const mark = marks(id);
      this.#decide(id, person, mark, at);
      if (!this.#doesWithout(id, person, mark, at)) continue;
      this.#sayMoved(person);
      news = true;
    }
    if (news) this.#plan();
  }

  #sayMoved({ peer, pact }: Person): void {
    const { epoch } = this.#reach;
    pact.say(epoch);
    if (peer.protocol > 0) this.#send(peer.id, movedMessage(epoch));
  }

  /** They wait for a word about a link that we do not have: the room moved on before it was made. */
  #neverLinked(person: Person): boolean {
    const { mode, epoch } = this.#reach;
    if (mode === "mesh" || person.pact.hasSaid(epoch)) return false;
    return person.pact.hasHeard(epoch) && !this.#isLinked(person);
  }

  /** Whether the old way to somebody is not needed any more, and that was not said yet. */
  #doesWithout(id: string, person: Person, mark: Mark, at: number): boolean {
    const { mode, epoch } = this.#reach;
    if (person.pact.hasSaid(epoch) || (mode === "sfu" && !this.#isLinked(person))) return false;
    const isOpen =
      person.on[mode].link === "connected" &&
      (mode === "mesh" || this.#server?.publishes(id) === true || !this.deps.events.expects(id));
    const openMs = person.pact.openFor(epoch, isOpen, at);
    if (!isOpen) return false;
    if (mode === "sfu" && openMs > CHOICE_MS) return true;
    const isUnseen = PICTURES.some((role) => this.deps.events.isChanging(id, role));
    return person.hasLeft(otherPlane(mode), mark, at) && !isUnseen;
  }

  #marks(): (id: string) => Mark {
    const mesh = new Map(this.#mesh.links().map((link) => [link.peerId, link]));
    const server = new Map(this.#server?.links().map((link) => [link.peerId, link]));
    return (id) => {
      const known = { mesh: new Map<Role, number | undefined>(), sfu: new Map<Role, number | undefined>() };
      return (plane, role) => {
        // asked once: the answer comes from another thread, which is busy just now
        if (!known[plane].has(role)) {
          const receiver = (plane === "mesh" ? mesh : server).get(id)?.receiver(role);
          known[plane].set(role, latestOf(receiver)?.rtpTimestamp);
        }
        return known[plane].get(role);
      };
    };
  }

  #decide(id: string, person: Person, mark: Mark, at: number): void {
    person.decide(this.#reach.mode, mark, at);
    this.#tell(id, person);
  }

  #changed(id: string): void {
    const person = this.#people.get(id);
    if (person) this.#decide(id, person, this.#marks()(id), monotonic());
  }

  #play(id: string, role: Role, track: MediaStreamTrack | null): void {
    const person = this.#people.get(id);
    if (kindOf(role) === "video") this.deps.events.picture(id, role, track);
    else if (person) this.#voices.mix(id, role, person);
  }

  #meshTrack(id: string, role: Role, track: MediaStreamTrack | null): void {
    const person = this.#people.get(id);
    person?.set("mesh", role, track);
    if (kindOf(role) === "audio") this.#voices.direct(id, role, track, person);
    this.#changed(id);
  }

  #serverTrack(id: string, role: Role, track: MediaStreamTrack | null): void {
    const person = this.#people.get(id);
    const before = person?.on.sfu.coming.get(role)?.track;
    person?.set("sfu", role, track);
    if (before && track === null) this.#voices.vacate(before);
    this.#changed(id);
    if (person && kindOf(role) === "audio") this.#voices.mix(id, role, person);
  }

  // -- what is told -------------------------------------------------------------------------------------

  #serverEvents(): ServerEvents {
    const { events } = this.deps;
    return {
      send: (toId, message) => this.#send(toId, message),
      link: () => {}, // all are as the session is
      state: (state) => this.#way.becomes(state),
      track: (id, role, track) => this.#serverTrack(id, role, track),
      sound: (slot, track) => this.#voices.slot(slot, track),
      speaking: (id, speaking) => this.#spoke(id, "sfu", speaking),
      quality: (id, step, side) => this.#judged(id, "sfu", step, side),
      expects: (id) => events.expects(id),
    };
  }

  #send(toId: string, message: SignalMessage): void {
    this.deps.events.send(toId, stamped(message, this.#reach.epoch));
  }

  #linked(id: string, plane: Plane, state: LinkState | "none"): void {
    const person = this.#people.get(id);
    if (person === undefined) return;
    person.on[plane].link = state;
    this.#tell(id, person);
  }

  #spoke(id: string, plane: Plane, speaking: boolean): void {
    const person = this.#people.get(id);
    if (person === undefined) return;
    person.on[plane].speaking = speaking;
    this.#tell(id, person);
  }

  #judged(id: string, plane: Plane, step: Step, side: Side): void {
    const person = this.#people.get(id);
    if (person === undefined) return;
    person.on[plane].quality = { step, side };
    this.#tell(id, person);
  }

  #tell(id: string, person: Person): void {
    const news = person.news(this.#reach.mode);
    if (news.link !== undefined) this.deps.events.link(id, news.link);
    if (news.speaking !== undefined) this.deps.events.speaking(id, news.speaking);
    if (news.quality !== undefined) this.deps.events.quality(id, news.quality.step, news.quality.side);
  }
}
