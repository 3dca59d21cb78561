// One connection to the server: its offer, its answer, its slots, and what the server says through its channel.
// A link that is no good is closed and replaced by a new one; it never changes its m-lines.

import { Gauge } from "../gauge";
import { Reading } from "../reading";
import { type LocalTracks, PICTURES, ROLES, type Role } from "../roles";
import type { SignalMessage } from "../session";
import { observe } from "../standing";
import { type Ease, reportedOf } from "../strain";
import { type Description, deflate, inflate } from "./deflated";
import { ALL_LAYERS, encodingsOf, type Layers } from "./layers";
import { type Device, type Lines, layLines, midsOf } from "./offer";
import { readSaid, type Said } from "./said";
import { Slots } from "./slots";

export interface LinkEvents {
  send(message: SignalMessage): void;
  state(state: RTCPeerConnectionState): void;
  /** An offer went out. */
  offered(): void;
  answered(): void;
  shows(id: string, role: Role, slot: RTCRtpTransceiver | null): void;
  said(said: Said): void;
  /** The server can be spoken to. */
  open(say: (text: string) => void): void;
  report(problem: unknown): void;
}

export class ServerLink {
  readonly pc: RTCPeerConnection;
  slots: Slots | null = null;
  #lines: Lines;
  #layers: Layers = ALL_LAYERS;
  #ease: Ease = "none";
  readonly #gauge: Gauge;
  readonly #reading = new Reading();
  #tracks: LocalTracks;
  #offers = 0;
  #ours: RTCIceCandidateInit[] | null = [];
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    /** Of this connection, unlike any other of this participant. */
    private readonly name: string,
    pc: RTCPeerConnection,
    tracks: LocalTracks,
    device: Device,
    private readonly events: LinkEvents,
  ) {
    this.pc = pc;
    this.#tracks = tracks;
    this.#lines = layLines(pc, tracks, device, events.report);
    this.#gauge = new Gauge({
      reported: () => reportedOf(PICTURES.map((role) => this.#lines.senders.get(role))),
      receivers: () => this.#lines.slots.map(({ transceiver }) => transceiver.receiver),
      ease: (ease) => this.#spare(ease),
      fill: (isFull) => this.#run(() => this.#reading.fill(this.pc, isFull)),
      widen: (bps) => this.#run(() => this.#reading.widen(this.pc, bps)),
      report: events.report,
    });
    this.#listen();
    this.#publish(ROLES);
    this.offer();
  }

  /** The sounds that may come, each in a slot of its own. */
  get sounds(): readonly MediaStreamTrack[] {
    return this.#lines.slots
      .map(({ transceiver }) => transceiver.receiver.track)
      .filter(({ kind }) => kind === "audio");
  }

  /** Sends whole pictures now. */
  renewPictures(): void {
    for (const role of PICTURES) this.#lines.senders.get(role)?.renewPicture();
  }

  /** Offers, or looks for new paths. */
  offer(): void {
    this.#run(async () => {
      if (this.pc.signalingState !== "stable") return; // the answer is on its way, or a new link will be made
      if (this.#offers > 0) this.pc.restartIce();
      this.#offers += 1;
      this.#ours ??= [];
      await this.pc.setLocalDescription();
      const sdp = await deflate("offer", this.pc.localDescription?.sdp ?? "");
      this.#say({ n: this.#offers, sdp, ...midsOf(this.#lines) });
      for (const ice of this.#ours) this.#say({ ice });
      this.#ours = null;
      this.events.offered();
    });
  }

  answer(n: number, description: Description): void {
    this.#run(async () => {
      if (n !== this.#offers || this.pc.signalingState !== "have-local-offer") return;
      await this.#reading.hear(this.pc, { type: "answer", sdp: await inflate(description) });
      this.slots ??= this.#slots();
      this.#publish(ROLES);
      this.events.answered();
    });
  }

  set(tracks: LocalTracks): void {
    this.#tracks = tracks;
    this.#publish(ROLES);
  }

  close(bye: boolean): void {
    if (this.#closed) return;
    if (bye) this.#say({ bye: true, ice: null });
    this.#closed = true;
    this.#gauge.run(false);
    this.slots?.clear();
    this.pc.close();
  }

  #listen(): void {
    const { pc } = this;
    const { channel } = this.#lines;
    observe(pc, (state) => {
      if (this.#closed) return;
      this.#gauge.run(state === "connected");
      this.events.state(state);
    });
    pc.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null || candidate.candidate === "") return;
      if (this.#ours === null) this.#say({ ice: candidate.toJSON() });
      else this.#ours.push(candidate.toJSON()); // never before the offer they belong to
    });
    channel.addEventListener("open", () => {
      if (!this.#closed) this.events.open((text) => channel.readyState === "open" && channel.send(text));
    });
    channel.addEventListener("message", ({ data }) => {
      const said = readSaid(data);
      if (said !== null && !this.#closed) this.#hear(said);
    });
  }

  #hear(said: Said): void {
    if (said.type === "slots") this.slots?.take(said.rev, said.slots);
    if (said.type === "layers") {
      this.#layers = said.layers;
      this.#publish(PICTURES);
    }
    this.events.said(said);
  }

  #slots(): Slots {
    const lines = this.#lines.slots.map(({ transceiver }) => [transceiver.mid ?? "", transceiver] as const);
    return new Slots(new Map(lines), { shows: this.events.shows });
  }

  #publish(roles: readonly Role[]): void {
    for (const role of roles) {
      const track = this.#tracks[role];
      this.#lines.senders.get(role)?.set(track, encodingsOf(role, track, this.#layers, this.#ease));
    }
  }

  #spare(ease: Ease): void {
    if (ease === this.#ease) return;
    this.#ease = ease;
    this.#publish(ROLES);
  }

  #say(message: Record<string, unknown>): void {
    if (!this.#closed) this.events.send({ pc: this.name, ...message });
  }

  #run(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#closed) return;
      try {
        await step();
      } catch (problem) {
        if (!this.#closed) this.events.report(problem);
      }
    });
  }
}
