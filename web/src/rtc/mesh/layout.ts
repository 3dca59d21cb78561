// The m-lines of one link. They are laid once, in both directions, and never change: turning something on or off
// is replacing a track, so nothing is ever negotiated again but paths.

import { preferTwice, preferVp8 } from "../codecs";
import { kindOf, type LocalTracks, PICTURES, PLAIN_ROLES, ROLES, type Role } from "../roles";
import { type Ease, type Report, reportedOf } from "../strain";
import { type Encoding, eased, encodingFor, shownAt } from "./budget";
import type { Heights } from "./dialect";
import type { Layout } from "./negotiation";
import { LinkSender, sendEncoding } from "./sender";

export interface LayoutDeps {
  /** Knows one sound and one picture: a shared screen takes the camera's place. */
  readonly plain: boolean;
  /** The receivers of every role, whenever they may have changed. */
  received(receivers: ReadonlyMap<Role, RTCRtpReceiver>): void;
  report(problem: unknown): void;
}

export class LinkLayout implements Layout {
  #senders = new Map<Role, LinkSender>();
  #receivers = new Map<Role, RTCRtpReceiver>();
  #tracks: LocalTracks;
  #links: number;
  #asked: Heights | null = null;
  #ease: Ease = "none";
  #cameraStream = new MediaStream();
  #screenStream = new MediaStream();

  constructor(
    private readonly deps: LayoutDeps,
    tracks: LocalTracks,
    links: number,
  ) {
    this.#tracks = tracks;
    this.#links = links;
  }

  /** The link has a new connection: nothing of the old one counts. */
  forget(): void {
    this.#senders.clear();
    this.#receivers.clear();
    this.#asked = null;
    this.#ease = "none";
  }

  /** The other side shows our pictures so high. If it has said so before, it may have missed some meanwhile. */
  ask(heights: Heights): void {
    const isAgain = this.#asked !== null;
    this.#asked = heights;
    this.set(this.#tracks, this.#links);
    if (isAgain) this.renewPictures();
  }

  renewPictures(): void {
    for (const sender of this.#senders.values()) sender.renewPicture();
  }

  /** How much the line must be spared. */
  spare(ease: Ease): void {
    if (ease === this.#ease) return;
    this.#ease = ease;
    this.set(this.#tracks, this.#links);
  }

  /** What the peer has reported of our pictures since it was last asked. */
  reported(): Promise<Report | null> {
    return reportedOf(PICTURES.map((role) => this.#senders.get(role)));
  }

  receiver(role: Role): RTCRtpReceiver | null {
    return this.#receivers.get(role) ?? null;
  }

  set(tracks: LocalTracks, links: number): void {
    this.#tracks = tracks;
    this.#links = links;
    for (const [role, sender] of this.#senders) sender.set(this.#trackFor(role), this.#encoding(role));
  }

  offer(pc: RTCPeerConnection): void {
    for (const role of this.deps.plain ? PLAIN_ROLES : ROLES) {
      const track = this.#trackFor(role);
      const transceiver = pc.addTransceiver(track ?? kindOf(role), {
        direction: "sendrecv",
        streams: [this.#streamOf(role)],
        sendEncodings: [sendEncoding(role, this.#encoding(role), track)],
      });
      this.#keep(role, transceiver);
    }
  }

  adopt(pc: RTCPeerConnection, tracks: Readonly<Record<string, Role>> | undefined): void {
    const live = pc.getTransceivers().filter((t) => t.mid !== null && t.direction !== "stopped");
    const roles = tracks === undefined ? guessRoles(live) : (t: RTCRtpTransceiver) => tracks[t.mid ?? ""];
    for (const transceiver of live) {
      const role = roles(transceiver);
      if (role === undefined || kindOf(role) !== transceiver.receiver.track.kind) continue;
      this.#receivers.set(role, transceiver.receiver);
      if (this.#senders.has(role) || (this.deps.plain && !PLAIN_ROLES.includes(role))) continue;
      transceiver.direction = "sendrecv";
      transceiver.sender.setStreams?.(this.#streamOf(role));
      this.#keep(role, transceiver);
    }
  }

  settled(_pc: RTCPeerConnection): void {
    for (const sender of this.#senders.values()) sender.refresh();
    this.deps.received(this.#receivers);
  }

  mids(_pc: RTCPeerConnection): Record<string, Role> {
    const pairs = [...this.#senders].map(([role, { transceiver }]) => [transceiver.mid, role] as const);
    return Object.fromEntries(pairs.filter(([mid]) => mid !== null));
  }

  #keep(role: Role, transceiver: RTCRtpTransceiver): void {
    if (kindOf(role) === "video") preferVp8(transceiver);
    if (role === "mic") preferTwice(transceiver);
    const sender = new LinkSender(role, transceiver, this.deps.report);
    sender.set(this.#trackFor(role), this.#encoding(role));
    this.#senders.set(role, sender);
    if (!this.#receivers.has(role)) this.#receivers.set(role, transceiver.receiver);
  }

  #encoding(role: Role): Encoding {
    const film = role === "screen" && this.#tracks.screen?.contentHint === "motion";
    const encoding = encodingFor(role, this.#links, film);
    const isPicture = role === "camera" || role === "screen";
    const shown = isPicture && this.#asked !== null ? shownAt(encoding, role, this.#asked[role]) : encoding;
    return eased(shown, role, this.#ease);
  }

  #trackFor(role: Role): MediaStreamTrack | null {
    if (this.deps.plain && role === "camera") return this.#tracks.screen ?? this.#tracks.camera;
    return this.#tracks[role];
  }

  #streamOf(role: Role): MediaStream {
    return role === "mic" || role === "camera" ? this.#cameraStream : this.#screenStream;
  }
}

/**
 * For offers that do not say what they carry. A plain client that switches to its screen may add an m-line
 * and leave the old one silent, so the newest picture that is sent is the one to show.
 */
function guessRoles(transceivers: readonly RTCRtpTransceiver[]): (t: RTCRtpTransceiver) => Role | undefined {
  const guessed = new Map<RTCRtpTransceiver, Role>();
  for (const [kind, main, second] of [
    ["audio", "mic", "screen-audio"],
    ["video", "camera", "screen"],
  ] as const) {
    const ofKind = transceivers.filter((t) => t.receiver.track.kind === kind);
    const newestFirst = ofKind.toReversed();
    const [first, next] = newestFirst;
    if (first) guessed.set(first, main);
    if (next && kind === "audio") guessed.set(next, second);
  }
  return (t) => guessed.get(t);
}
