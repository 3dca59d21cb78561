// One other browser: a connection, its m-lines, and what is done when it is not well.

import { monotonic } from "@/lib/clock";
import { Gauge } from "../gauge";
import { type LocalTracks, ROLES, type Role } from "../roles";
import type { LinkState, MeasuredLink, SessionPeer, SignalMessage } from "../session";
import { observe } from "../standing";
import { type Heights, readSignal, writeSignal } from "./dialect";
import { Healing, type Remedy } from "./healing";
import { LinkLayout } from "./layout";
import { Negotiation } from "./negotiation";

export interface LinkDeps {
  createPc(): RTCPeerConnection;
  /** A name for a connection, unlike any other of this peer. */
  name(): string;
  send(message: SignalMessage): void;
  changed(state: LinkState): void;
  track(role: Role, track: MediaStreamTrack | null): void;
  /** What is heard of the peer is lost again and again, and not because the line is full. */
  suffers(): void;
  report(problem: unknown): void;
}

/** Plain clients begin from either side: hear first whether this one does. */
const PLAIN_START_MS = { offers: 700, answers: 1500 } as const;
/** What was asked for while nothing came, and arrives as late as this after something did, need not be done any more. */
const OUTDATED_MS = 2000;
/** After so many fruitless attempts a link is called failed; we go on trying. */
const FAILED_AFTER = 4;

export class MeshLink implements MeasuredLink {
  readonly peerId: string;
  state: LinkState = "connecting";
  #plain: boolean;
  #dialect: "object" | "text";
  #was = false;
  #backAt = Number.NEGATIVE_INFINITY;
  #watching: Heights | null = null;
  #told: string | null = null;
  #playing = new Map<Role, MediaStreamTrack>();
  #layout: LinkLayout;
  #negotiation: Negotiation;
  #healing: Healing;
  #start: ReturnType<typeof setTimeout> | null = null;
  #gauge: Gauge;

  constructor(
    peer: SessionPeer,
    polite: boolean,
    tracks: LocalTracks,
    links: number,
    private readonly deps: LinkDeps,
  ) {
    this.peerId = peer.id;
    this.#plain = peer.protocol === 0;
    this.#dialect = this.#plain ? "text" : "object";
    const { report } = deps;
    const received = (receivers: ReadonlyMap<Role, RTCRtpReceiver>) => this.#received(receivers);
    this.#layout = new LinkLayout({ plain: this.#plain, received, report }, tracks, links);
    this.#gauge = new Gauge({
      reported: () => this.#layout.reported(),
      receivers: () => ROLES.map((role) => this.#layout.receiver(role)),
      ease: (ease) => this.#layout.spare(ease),
      fill: (isFull) => this.#negotiation.fill(isFull),
      widen: (bps) => this.#negotiation.widen(bps),
      suffers: deps.suffers,
      report,
    });
    this.#healing = new Healing(polite, (remedy) => this.#heal(remedy));
    this.#negotiation = new Negotiation({
      polite,
      plain: this.#plain,
      layout: this.#layout,
      createPc: () => this.#open(),
      name: deps.name,
      send: (signal) => deps.send(writeSignal(signal, this.#dialect)),
      report,
    });
    this.#begin(peer.offers);
  }

  get pc(): RTCPeerConnection {
    return this.#negotiation.pc;
  }

  receiver(role: Role): RTCRtpReceiver | null {
    return this.#layout.receiver(role);
  }

  receive(message: SignalMessage): void {
    const signal = readSignal(message);
    if (signal === null) return;
    if ("watch" in signal) this.#layout.ask(signal.watch);
    else if (!("restart" in signal && this.#isBack())) {
      if (this.#plain) this.#dialect = typeof message === "string" ? "text" : "object";
      this.#negotiation.receive(signal);
    }
  }

  set(tracks: LocalTracks, links: number): void {
    this.#layout.set(tracks, links);
  }

  /** How high we show the peer's pictures: said whenever that changes, and to each new connection. */
  watch(heights: Heights | null): void {
    this.#watching = heights;
    this.#tellWatching();
  }

  #isBack(): boolean {
    return this.pc.connectionState === "connected" && monotonic() - this.#backAt < OUTDATED_MS;
  }

  /** Whether what we say reaches the peer now. */
  setReachable(reachable: boolean): void {
    this.#healing.setReachable(reachable);
  }

  /** Tries at once to get well; `always`: looks for better paths even when all seems well. */
  heal(always: boolean): void {
    this.#healing.nudge(always);
  }

  /** Nothing comes over it, and signals pass again: it may wait for an address that is gone. */
  renew(): void {
    this.#healing.renew();
  }

  /** Something comes again after a silence: the other side had it, too, and lacks what we sent. */
  back(): void {
    this.#backAt = monotonic();
    this.#healing.back();
    this.#layout.renewPictures();
  }

  close(): void {
    if (this.#start !== null) clearTimeout(this.#start);
    this.#gauge.run(false);
    this.#healing.stop();
    this.#stop();
    this.#negotiation.close();
  }

  /** Before what is played ends with its connection: a picture would turn black (Chromium), and stands still so. */
  #stop(): void {
    for (const role of this.#playing.keys()) this.deps.track(role, null);
    this.#playing.clear();
  }

  #begin(offers: boolean): void {
    this.#healing.begin();
    if (offers && !this.#plain) this.#negotiation.start();
    else if (this.#plain) {
      const ms = offers ? PLAIN_START_MS.offers : PLAIN_START_MS.answers;
      this.#start = setTimeout(() => this.#negotiation.start(), ms);
    }
  }

  #open(): RTCPeerConnection {
    this.#layout.forget();
    this.#gauge.begin();
    this.#stop();
    const pc = this.deps.createPc();
    observe(pc, (state) => {
      if (pc === this.#negotiation.pc) this.#observe(state);
    });
    return pc;
  }

  #observe(state: RTCPeerConnectionState): void {
    this.#healing.observe(state);
    this.#was ||= state === "connected";
    if (state !== "connected") this.#told = null;
    this.#gauge.run(state === "connected");
    this.#tellWatching();
    this.#become(state);
  }

  #tellWatching(): void {
    const watch = this.#watching;
    if (watch === null || this.#plain || this.pc.connectionState !== "connected") return;
    const told = `${watch.camera} ${watch.screen}`;
    if (told === this.#told) return;
    this.#told = told;
    this.deps.send(writeSignal({ watch }, this.#dialect));
  }

  #become(state: RTCPeerConnectionState): void {
    const next = this.#judge(state);
    if (next === this.state) return;
    this.state = next;
    this.deps.changed(next);
  }

  #judge(state: RTCPeerConnectionState): LinkState {
    if (state === "connected") return "connected";
    if (this.#healing.attempts >= FAILED_AFTER) return "failed";
    return this.#was ? "interrupted" : "connecting";
  }

  #heal(remedy: Remedy): void {
    // Plain clients take a second connection for a stranger's: only paths can be renewed with them.
    if (remedy === "rebuild" && !this.#plain) this.#negotiation.rebuild();
    else this.#negotiation.restart(this.#healing.attempts > 1);
    this.#become(this.#negotiation.pc.connectionState === "connected" ? "connected" : "disconnected");
  }

  #received(receivers: ReadonlyMap<Role, RTCRtpReceiver>): void {
    for (const [role, { track }] of receivers) {
      if (this.#playing.get(role) === track) continue;
      this.#playing.set(role, track);
      this.deps.track(role, track);
    }
  }
}
