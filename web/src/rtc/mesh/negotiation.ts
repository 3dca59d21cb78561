// Perfect negotiation (W3C WebRTC 1.0, section 10.7) between two browsers, with three additions:
// each peer connection has a name, so that a reload or a rebuild replaces it and late messages of the old one are
// dropped; offers are numbered, so that a lost one can be said again and a stale answer is known; and clients
// that know nothing of this are helped out of a glare they cannot resolve themselves.
//
// After its first exchange one side alone offers, the one that did at first, and the other asks it to: browsers do not
// stand a rollback then. Chromium (seen in 156) goes on decoding the peer's picture and never shows it; Firefox (153)
// answers as something else in DTLS, or never sends again.
//
// Everything runs in one queue: between two steps a peer connection is `stable` or `have-local-offer`, never
// halfway, so there is no flag to remember what is being made.

import { Reading } from "../reading";
import type { Role } from "../roles";
import type { CandidateSignal, DescriptionSignal, RestartSignal, Signal } from "./dialect";

/** What the m-lines are for; the negotiation only knows when to ask. */
export interface Layout {
  /** Prepares the first offer of a new connection. */
  offer(pc: RTCPeerConnection): void;
  /** After a remote offer was set and before it is answered. */
  adopt(pc: RTCPeerConnection, tracks: Readonly<Record<string, Role>> | undefined): void;
  /** After an answer was set, or sent. */
  settled(pc: RTCPeerConnection): void;
  mids(pc: RTCPeerConnection): Record<string, Role>;
}

export interface NegotiationDeps {
  readonly polite: boolean;
  /** Knows only the public contract: no names, no numbers, perhaps no rollback. */
  readonly plain: boolean;
  readonly layout: Layout;
  /** A new connection; whoever watched the one before must let go of it, and may still do so: it is closed afterwards. */
  createPc(): RTCPeerConnection;
  name(): string;
  send(signal: Signal): void;
  report(problem: unknown): void;
}

const CANDIDATES_KEPT = 256;
/** How long a plain peer may take to answer before we give way to the offer it made meanwhile. */
export const PLAIN_PATIENCE_MS = 1500;

export class Negotiation {
  pc: RTCPeerConnection;
  #name: string;
  #remote: string | undefined;
  #offers = 0;
  #answered: number | undefined;
  /** Whether the first offer of this connection was ours; null until it has been answered. */
  #offeredFirst: boolean | null = null;
  #early: CandidateSignal[] = [];
  #ours: RTCIceCandidateInit[] | null = [];
  #ignoring = false;
  #again = false;
  #held: { offer: DescriptionSignal; timer: ReturnType<typeof setTimeout> } | null = null;
  #reading = new Reading();
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(private readonly deps: NegotiationDeps) {
    this.#name = deps.name();
    this.pc = this.#open();
  }

  /** Nothing has been said in either direction. */
  get pristine(): boolean {
    return this.pc.signalingState === "stable" && this.pc.remoteDescription === null;
  }

  /** Our offer waits for its answer. */
  get waiting(): boolean {
    return this.pc.signalingState === "have-local-offer";
  }

  /** Who gives way when both have an offer out; once a connection has been negotiated, the side that made its first one. */
  get #polite(): boolean {
    return this.#offeredFirst ?? this.deps.polite;
  }

  /** Makes the first offer, unless the peer was faster. */
  start(): void {
    this.#run(async () => {
      if (!this.pristine) return;
      this.deps.layout.offer(this.pc);
      await this.#offer();
    });
  }

  /** Finds new paths (ICE restart), or asks the other side to; says an offer again that nobody answered. `insists`: asking led nowhere. */
  restart(insists = false): void {
    const asks = () => this.#offeredFirst === false && !this.deps.plain && !insists && !this.waiting;
    this.#run(async () => (asks() ? this.#say({ restart: true }) : this.#restart()));
  }

  /** Throws the connection away and offers a new one. */
  rebuild(): void {
    this.#run(() => this.#rebuild());
  }

  /** Our browser is to find out once more how much the line carries, and begins with so much, bits per second. */
  widen(bps: number): void {
    this.#reread((reading) => reading.widen(this.pc, bps));
  }

  /** Whether the line is full. */
  fill(isFull: boolean): void {
    this.#reread((reading) => reading.fill(this.pc, isFull));
  }

  #reread(how: (reading: Reading) => Promise<void>): void {
    if (!this.deps.plain) this.#run(() => how(this.#reading)); // whose m-lines change
  }

  receive(signal: Signal): void {
    this.#run(() => {
      if ("sdp" in signal) return this.#described(signal);
      return "restart" in signal ? this.#asked(signal) : this.#candidate(signal);
    });
  }

  close(): void {
    this.#closed = true;
    this.#drop(this.pc);
  }

  /** Resolves when everything asked for so far is done. */
  idle(): Promise<void> {
    return this.#queue;
  }

  #run(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#closed) return;
      try {
        await step();
      } catch (problem) {
        if (!this.#closed) this.deps.report(problem);
      }
    });
  }

  #open(): RTCPeerConnection {
    const pc = this.deps.createPc();
    pc.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null || candidate.candidate === "" || pc !== this.pc) return;
      if (candidate.tcpType === "active") return; // both would call, and nobody answer (RFC 6544 section 6.2)
      const ice = candidate.toJSON();
      if (this.#ours === null) this.#say({ ice });
      else this.#ours.push(ice); // never before the description they belong to
    });
    return pc;
  }

  #drop(pc: RTCPeerConnection): void {
    if (this.#held) clearTimeout(this.#held.timer);
    this.#held = null;
    pc.close();
  }

  #reset(): void {
    const { pc } = this;
    this.#name = this.deps.name();
    this.#remote = undefined;
    this.#answered = undefined;
    this.#offeredFirst = null;
    this.#ours = [];
    this.#ignoring = false;
    this.#again = false;
    this.#reading = new Reading();
    this.pc = this.#open();
    this.#drop(pc);
  }

  async #rebuild(): Promise<void> {
    this.#reset();
    this.deps.layout.offer(this.pc);
    await this.#offer();
  }

  #say(signal: Signal): void {
    if (this.#closed) return;
    const names = this.#remote === undefined ? { pc: this.#name } : { pc: this.#name, peer: this.#remote };
    this.deps.send({ ...names, ...signal });
  }

  #sayDescription(extra: Partial<DescriptionSignal>, description = this.pc.localDescription): void {
    const { type, sdp } = description ?? {};
    if (type === "offer" || type === "answer") this.#say({ sdp: { type, sdp: sdp ?? "" }, ...extra });
    const waiting = this.#ours ?? [];
    this.#ours = null;
    for (const ice of waiting) this.#say({ ice });
  }

  async #asked({ pc, peer }: RestartSignal): Promise<void> {
    if (pc === this.#remote && peer === this.#name) await this.#restart();
  }

  async #restart(): Promise<void> {
    if (this.waiting) return this.#sayOffer();
    if (this.pristine) this.deps.layout.offer(this.pc);
    else this.pc.restartIce();
    await this.#offer();
  }

  async #offer(): Promise<void> {
    if (this.pc.signalingState !== "stable") {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#ours ??= [];
    await this.pc.setLocalDescription();
    this.#offers += 1;
    this.#sayOffer();
  }

  #sayOffer(): void {
    this.#sayDescription({ n: this.#offers, tracks: this.deps.layout.mids(this.pc) });
  }

  async #described(signal: DescriptionSignal): Promise<void> {
    if (signal.peer !== undefined && signal.peer !== this.#name) return; // meant for one that is gone
    if (signal.sdp.type === "answer") return this.#answer(signal);
    if (this.pc.signalingState === "stable") return this.#take(signal);
    if (this.deps.plain) return this.#hold(signal);
    const known = this.#remote !== undefined && signal.pc === this.#remote;
    const replaced = this.#remote !== undefined && !known;
    if (known && this.#wasAnswered(signal)) {
      this.#answerAgain(signal);
      return this.#sayOffer(); // it came before the answer that makes it understood
    }
    this.#ignoring = !replaced && !this.#polite;
    if (!this.#ignoring) await this.#take(signal);
    else if (!known) this.#sayOffer(); // it may have reloaded since ours came; hearing it twice is harmless
  }

  /** A plain peer offered while we did: if it can roll back it will answer us, otherwise we answer it. */
  #hold(offer: DescriptionSignal): void {
    if (this.#held) clearTimeout(this.#held.timer);
    const giveWay = () => {
      this.#run(async () => {
        const held = this.#held;
        this.#held = null;
        if (held && this.waiting) await this.#take(held.offer);
      });
    };
    this.#held = { offer, timer: setTimeout(giveWay, PLAIN_PATIENCE_MS) };
  }

  async #answer(signal: DescriptionSignal): Promise<void> {
    const stale = signal.n !== undefined && signal.n !== this.#offers;
    const stranger = this.#remote !== undefined && signal.pc !== this.#remote;
    if (!this.waiting || stale || stranger) return;
    try {
      await this.#reading.hear(this.pc, signal.sdp);
    } catch (problem) {
      if (this.#offeredFirst === null || this.deps.plain) throw problem;
      this.deps.report(problem);
      return this.#rebuild(); // the other side gave way, and its browser did not stand it
    }
    this.#remote = signal.pc;
    this.#offeredFirst ??= true;
    this.#ignoring = false;
    if (this.#held) clearTimeout(this.#held.timer);
    this.#held = null;
    this.deps.layout.settled(this.pc);
    await this.#addEarly();
    if (this.#again) await this.#offer();
  }

  /** This very offer, and nothing has been agreed on since: our answer got lost. */
  #wasAnswered(offer: DescriptionSignal): boolean {
    const last = this.pc.currentLocalDescription?.type;
    return offer.n !== undefined && offer.n === this.#answered && last === "answer";
  }

  #answerAgain(offer: DescriptionSignal): void {
    this.#sayDescription(offer.n === undefined ? {} : { n: offer.n }, this.pc.currentLocalDescription);
  }

  async #take(signal: DescriptionSignal): Promise<void> {
    const stable = this.pc.signalingState === "stable";
    if (stable && signal.pc === this.#remote && this.#wasAnswered(signal)) return this.#answerAgain(signal);
    // A connection that has only ever offered holds m-lines of its own, and one that spoke with a
    // predecessor holds its keys: neither can take this offer, a new one can.
    const untouched = this.pc.remoteDescription === null && this.pc.localDescription === null;
    const same = this.pc.remoteDescription !== null && signal.pc === this.#remote;
    if (!untouched && !same) this.#reset();
    try {
      await this.#reading.hear(this.pc, signal.sdp); // rolls our own offer back, if there is one
    } catch (problem) {
      if (!this.deps.plain || untouched) throw problem;
      this.#reset(); // it has a new connection without telling
      await this.#reading.hear(this.pc, signal.sdp);
    }
    this.#remote = signal.pc;
    this.#ignoring = false;
    this.deps.layout.adopt(this.pc, signal.tracks);
    this.#ours ??= [];
    await this.pc.setLocalDescription();
    this.#offeredFirst ??= false;
    this.#answered = signal.n;
    this.#sayDescription(signal.n === undefined ? {} : { n: signal.n });
    this.deps.layout.settled(this.pc);
    await this.#addEarly();
    if (this.#again) await this.#offer();
  }

  async #candidate(signal: CandidateSignal): Promise<void> {
    if (signal.peer !== undefined && signal.peer !== this.#name) return;
    if (this.pc.remoteDescription === null || signal.pc !== this.#remote) {
      this.#early = [...this.#early.slice(1 - CANDIDATES_KEPT), signal];
      return;
    }
    try {
      await this.pc.addIceCandidate(signal.ice);
    } catch (problem) {
      if (!this.#ignoring) this.deps.report(problem);
    }
  }

  async #addEarly(): Promise<void> {
    const early = this.#early;
    this.#early = [];
    for (const signal of early) if (signal.pc === this.#remote) await this.#candidate(signal);
  }
}
