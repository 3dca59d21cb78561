// A room of people with both planes, where links stand as soon as both ends want them and one has called, and the
// server forwards as long as it is up. Everything that is played is noted, so that a test can ask what was missed.

import { Early } from "../early";
import type { MeshDeps } from "../mesh/session";
import { Planes, type Reach } from "../planes";
import { NO_TRACKS, type Role } from "../roles";
import {
  type DirectSession,
  type LinkState,
  type MeasuredLink,
  SERVER,
  type ServerDeps,
  type ServerPath,
  type SessionPeer,
  type SignalMessage,
} from "../session";

const ROLES: readonly Role[] = ["mic", "camera"];
const SIGNAL_MS = 30;
const CONNECT_MS = 200;
/** A busy page shows a new track so long after it began to. */
const PAINT_MS = 300;

interface FakeTrack {
  readonly of: string;
  readonly kind: string;
  readyState: MediaStreamTrackState;
}

const trackOf = (of: string, role: Role) =>
  ({ of, kind: role === "mic" ? "audio" : "video", readyState: "live" }) as FakeTrack as unknown as MediaStreamTrack;

/** What was decoded last: the clock while media come, and where it stopped when they do not. */
function receiver(flows: () => boolean): RTCRtpReceiver {
  let mark: number | undefined;
  const look = () => {
    if (flows()) mark = performance.now();
    return mark === undefined ? [] : [{ rtpTimestamp: mark }];
  };
  return { getSynchronizationSources: look } as unknown as RTCRtpReceiver;
}

class FakeMesh implements DirectSession {
  readonly peers = new Map<string, { state: LinkState; receivers: Map<Role, RTCRtpReceiver> }>();
  #tracks = new Map<string, FakeTrack[]>();
  /** From whom nothing came any more. */
  readonly silences: string[] = [];
  readonly renewals: string[] = [];
  readonly returns: string[] = [];

  constructor(
    private readonly deps: MeshDeps,
    private readonly room: FakeRoom,
  ) {}

  suffer(): void {
    this.deps.events.suffers?.();
  }

  sync(peers: readonly SessionPeer[]): void {
    const wanted = new Set(peers.map(({ id }) => id));
    for (const id of [...this.peers.keys()]) if (!wanted.has(id)) this.#drop(id);
    for (const { id, offers } of peers) {
      if (this.peers.has(id)) continue;
      const flows = () => this.room.isLinked(this.deps.selfId, id);
      this.peers.set(id, { state: "connecting", receivers: new Map(ROLES.map((role) => [role, receiver(flows)])) });
      this.deps.events.link(id, "connecting");
      if (offers) this.deps.events.send(id, { sdp: { type: "offer" } });
    }
  }

  receive(fromId: string, message: SignalMessage): void {
    if (typeof message === "object" && "sdp" in message) this.room.link(this.deps.selfId, fromId);
  }

  become(id: string, state: LinkState): void {
    const peer = this.peers.get(id);
    if (peer === undefined) return;
    peer.state = state;
    this.deps.events.link(id, state);
    if (state !== "connected") return;
    for (const role of ROLES) {
      const track = trackOf(id, role);
      this.#tracks.set(id, [...(this.#tracks.get(id) ?? []), track as unknown as FakeTrack]);
      this.deps.events.track(id, role, track);
    }
  }

  links(): readonly MeasuredLink[] {
    return [...this.peers].map(([peerId, { state, receivers }]) => {
      return { peerId, state, pc: {} as RTCPeerConnection, receiver: (role) => receivers.get(role) ?? null };
    });
  }

  publish(): void {}
  watch(): void {}
  setOnline(): void {}
  setIceServers(): void {}
  heal(): void {}
  silent(id: string): void {
    this.silences.push(id);
  }
  back(id: string): void {
    this.returns.push(id);
  }
  stranded(id: string): void {
    this.renewals.push(id);
  }
  close(): void {
    this.sync([]);
  }

  #drop(id: string): void {
    this.peers.delete(id);
    this.room.unlink(this.deps.selfId, id);
    for (const role of ROLES) this.deps.events.track(id, role, null);
    for (const track of this.#tracks.get(id) ?? []) track.readyState = "ended";
    this.deps.events.link(id, "none");
  }
}

class FakeServer implements ServerPath {
  state: LinkState = "connecting";
  readonly silences: string[] = [];
  readonly returns: string[] = [];
  #closed = false;
  #sounds = 0;
  #slots = new Map<string, { track: MediaStreamTrack; receiver: RTCRtpReceiver }>();

  constructor(
    private readonly deps: ServerDeps,
    private readonly room: FakeRoom,
  ) {
    room.servers.set(deps.selfId, this);
    setTimeout(() => this.look(), CONNECT_MS);
  }

  /** The server went, or came, or somebody's way to it did. */
  look(): void {
    if (this.#closed) return;
    const was = this.state;
    if (this.room.serves(this.deps.selfId)) this.state = "connected";
    else if (was === "connected") this.state = "interrupted";
    if (this.state !== was) this.deps.events.state(this.state);
    if (this.state !== "connected") return;
    for (const [id, other] of this.room.servers) {
      if (other.state !== "connected") continue;
      this.assign(id);
      other.assign(this.deps.selfId);
    }
  }

  sync(): void {}
  publish(): void {}
  receive(): void {}
  setOnline(): void {}
  setIceServers(): void {}
  heal(): void {}
  silent(id: string): void {
    this.silences.push(id);
  }
  back(id: string): void {
    this.returns.push(id);
  }
  watch(): void {}
  publishes(id: string): boolean {
    return this.room.serves(id) && this.room.servers.has(id);
  }

  links(): readonly MeasuredLink[] {
    return [...this.room.people.keys()].map((peerId) => {
      const find = (role: Role) => this.#slots.get(`${peerId} ${role}`)?.receiver ?? null;
      return { peerId, state: this.state, pc: {} as RTCPeerConnection, receiver: find };
    });
  }

  close(): void {
    this.#closed = true;
    this.room.servers.delete(this.deps.selfId);
    this.deps.events.send(SERVER, { bye: true });
    for (const key of this.#slots.keys()) {
      const [id = "", role] = key.split(" ");
      this.deps.events.track(id, role as Role, null);
    }
    for (const other of this.room.servers.values()) other.forget(this.deps.selfId);
  }

  forget(id: string): void {
    for (const role of ROLES) if (this.#slots.delete(`${id} ${role}`)) this.deps.events.track(id, role, null);
  }

  assign(id: string): void {
    if (id === this.deps.selfId || !this.room.serves(id) || this.#slots.has(`${id} mic`)) return;
    for (const role of ROLES) {
      const track = trackOf(id, role);
      const flows = () => !this.#closed && this.room.serves(this.deps.selfId) && this.room.serves(id);
      this.#slots.set(`${id} ${role}`, { track, receiver: receiver(flows) });
      if (role === "mic") this.deps.events.sound(this.#sounds++, track);
      this.deps.events.track(id, role, track);
    }
  }
}

class FakePerson {
  readonly planes: Planes;
  readonly mesh: FakeMesh;
  suffered = 0;
  readonly sounds = new Map<string, { track: MediaStreamTrack; audible: boolean }>();
  /** What is asked to be shown, and what is. */
  readonly #pictures = new Map<string, { wanted: MediaStreamTrack; shown: MediaStreamTrack }>();
  readonly link = new Map<string, string>();
  #audible = new Map<string, boolean>();

  constructor(
    readonly id: string,
    private readonly room: FakeRoom,
  ) {
    let mesh: FakeMesh | null = null;
    const events = {
      send: (toId: string, message: SignalMessage) => this.room.carry(id, toId, message),
      link: (peerId: string, state: string) => this.link.set(peerId, state),
      picture: (peerId: string, role: Role, track: MediaStreamTrack | null) => {
        if (role === "camera" && track === null) this.#pictures.delete(peerId);
        else if (role === "camera" && track) this.#show(peerId, track);
      },
      isChanging: (peerId: string, role: Role) => role === "camera" && this.#isChanging(peerId),
      sound: (key: string, track: MediaStreamTrack | null) => {
        if (track === null) this.sounds.delete(key);
        else this.sounds.set(key, { track, audible: this.#audible.get(key) ?? true });
      },
      audible: (key: string, audible: boolean) => {
        this.#audible.set(key, audible);
        const sound = this.sounds.get(key);
        if (sound) sound.audible = audible;
      },
      speaking: () => {},
      quality: () => {},
      expects: () => true,
      suffers: () => {
        this.suffered += 1;
      },
    };
    this.planes = new Planes(
      {
        ...{ selfId: id, tracks: NO_TRACKS, iceServers: [], watched: null, name: () => "n", events },
        openMesh: (deps) => {
          mesh = new FakeMesh(deps, room);
          return mesh;
        },
        loadServer: async () => ({ openServer: (deps) => new FakeServer(deps, room) }),
      },
      new Early(),
    );
    this.mesh = mesh as unknown as FakeMesh;
  }

  /** How many sounds of this person are heard. */
  hears(id: string): number {
    return [...this.sounds.values()].filter(
      ({ track, audible }) => audible && (track as unknown as FakeTrack).of === id,
    ).length;
  }

  sees(id: string): boolean {
    return this.#pictures.get(id)?.shown.readyState === "live";
  }

  #show(id: string, wanted: MediaStreamTrack): void {
    const picture = { wanted, shown: this.#pictures.get(id)?.shown ?? wanted };
    this.#pictures.set(id, picture);
    setTimeout(() => {
      picture.shown = wanted;
    }, PAINT_MS);
  }

  #isChanging(id: string): boolean {
    const picture = this.#pictures.get(id);
    return picture?.wanted !== picture?.shown;
  }
}

export class FakeRoom {
  readonly people = new Map<string, FakePerson>();
  readonly servers = new Map<string, FakeServer>();
  boot = "first";
  /** The server forwards. */
  up = true;
  /** Whose way to the server is blocked. */
  readonly blocked = new Set<string>();
  #links = new Set<string>();
  #reach: Pick<Reach, "mode" | "epoch"> = { mode: "mesh", epoch: 1 };

  join(id: string): FakePerson {
    const person = new FakePerson(id, this);
    this.people.set(id, person);
    this.#sync();
    return person;
  }

  leave(id: string): void {
    this.people.get(id)?.planes.close();
    this.people.delete(id);
    this.#sync();
  }

  /** Everyone hears of it within a few moments, each at another. */
  move(mode: Reach["mode"], random: () => number = () => 0): void {
    const reach = { mode, epoch: this.#reach.epoch + 1 };
    this.#reach = reach;
    for (const id of this.people.keys()) {
      setTimeout(() => reach === this.#reach && this.#tell(id, reach), random() * 200);
    }
  }

  /** The server was restarted: it counts anew. */
  reopen(mode: Reach["mode"]): void {
    this.boot = `after ${this.boot}`;
    this.#reach = { mode, epoch: 1 };
    for (const id of this.people.keys()) this.#tell(id, this.#reach);
  }

  serve(up: boolean): void {
    this.up = up;
    for (const server of this.servers.values()) setTimeout(() => server.look(), up ? CONNECT_MS : 0);
  }

  serves(id: string): boolean {
    return this.up && !this.blocked.has(id);
  }

  isLinked(a: string, b: string): boolean {
    return this.#links.has([a, b].sort().join(" "));
  }

  link(a: string, b: string): void {
    setTimeout(() => {
      const ends = [this.people.get(a)?.mesh, this.people.get(b)?.mesh] as const;
      if (!ends[0]?.peers.has(b) || !ends[1]?.peers.has(a)) return;
      this.#links.add([a, b].sort().join(" "));
      ends[0].become(b, "connected");
      ends[1].become(a, "connected");
    }, CONNECT_MS);
  }

  unlink(a: string, b: string): void {
    if (this.#links.delete([a, b].sort().join(" "))) this.people.get(b)?.mesh.become(a, "interrupted");
  }

  carry(from: string, to: string, message: SignalMessage): void {
    setTimeout(() => this.people.get(to)?.planes.receive(from, message), SIGNAL_MS);
  }

  #sync(): void {
    for (const id of this.people.keys()) this.#tell(id, this.#reach);
  }

  #tell(id: string, reach: Pick<Reach, "mode" | "epoch">): void {
    const everyone = [...this.people.keys()];
    const self = everyone.indexOf(id);
    const people = everyone.flatMap((other, i) =>
      i === self ? [] : [{ id: other, protocol: 1, offers: self < i, away: false }],
    );
    this.people.get(id)?.planes.sync({ boot: this.boot, ...reach, people, direct: true });
  }
}
