// The one door to media with others, whichever way it goes: browser to browser (mesh/) or through the server.

import type { Source } from "./media/port";
import type { Side, Step } from "./quality";
import type { LocalTracks, Role } from "./roles";

/** What crosses the wire in `signal`. */
export type SignalMessage = string | Record<string, unknown>;

/** connecting: never had media yet · interrupted: had, and is healing · failed: several attempts led nowhere */
export type LinkState = "connecting" | "connected" | "interrupted" | "failed";

export interface SessionPeer {
  readonly id: string;
  readonly protocol: number;
  /** The one of the two that makes the first offer. */
  readonly offers: boolean;
  /** Out of the server's reach, so that signals would wait. */
  readonly away: boolean;
}

export interface SessionEvents {
  send(toId: string, message: SignalMessage): void;
  link(peerId: string, state: LinkState | "none"): void;
  /** A track to play; null when it will not come any more. A new one may replace one that never ended. */
  track(peerId: string, role: Role, track: MediaStreamTrack | null): void;
  /** What is heard over a direct link is lost again and again, and not because the line is full. */
  suffers?(): void;
}

/** A tile that is on screen now; pixels of the device. */
export interface Watched {
  readonly id: string;
  readonly source: Source;
  readonly width: number;
  readonly height: number;
  /** The person chose it. */
  readonly pinned: boolean;
}

/** What lies between the server and a peer, as the server sees it; loss 0..1. */
export interface Beyond {
  readonly lossIn: number | null;
  readonly lossOut: number | null;
  readonly roundTripMs: number | null;
}

/** A connection to measure; see stats.ts. */
export interface MeasuredLink {
  readonly peerId: string;
  readonly state: LinkState;
  readonly pc: RTCPeerConnection;
  receiver(role: Role): RTCRtpReceiver | null;
  /** Only where `pc` ends at the server; null: it has not said. */
  beyond?(): Beyond | null;
}

export type HealReason =
  /** The machine's network changed. */
  | "network"
  /** The server is in reach again; what waited may go. */
  | "resumed"
  /** The server forgot what it had not delivered. */
  | "restarted";

/** The media server's id among participants. */
export const SERVER = "sfu";

/** What a session through the server tells beyond a mesh: it has one state for all, and sounds that change owners. */
export interface ServerEvents extends SessionEvents {
  state(state: LinkState): void;
  /** The sound of slot number `slot`, whoever is in it; null when it will not come any more. */
  sound(slot: number, track: MediaStreamTrack | null): void;
  speaking(peerId: string, speaking: boolean): void;
  quality(peerId: string, step: Step, side: Side): void;
  /** Whether the peer says that it has something on. */
  expects(peerId: string): boolean;
}

export interface ServerDeps {
  readonly selfId: string;
  readonly tracks: LocalTracks;
  readonly iceServers: RTCIceServer[];
  readonly events: ServerEvents;
  /** A short name that is hardly ever made twice. */
  name(): string;
}

/** What a move has to know of the server's side. */
export interface ServerPath extends RtcSession {
  readonly state: LinkState;
  /** Whether anything of this peer arrives at the server. */
  publishes(peerId: string): boolean;
}

export interface DirectSession extends RtcSession {
  /** Nothing comes from this peer, and signals have just come to pass again: we may be where it does not look for us. */
  stranded(peerId: string): void;
}

export interface RtcSession {
  /** Exactly these peers, from now on. Saying the same again changes nothing. */
  sync(peers: readonly SessionPeer[]): void;
  publish(role: Role, track: MediaStreamTrack | null): void;
  /** Only these pictures need come, and no larger than this; null: all of them. */
  watch(tiles: readonly Watched[] | null): void;
  receive(fromId: string, message: SignalMessage): void;
  /** Whether signals reach the server now. */
  setOnline(online: boolean): void;
  setIceServers(servers: RTCIceServer[]): void;
  heal(reason: HealReason): void;
  /** Nothing comes from this peer any more, although the way to it is said to be well. */
  silent(peerId: string): void;
  /** After a silence something comes from this peer again. */
  back(peerId: string): void;
  links(): readonly MeasuredLink[];
  close(): void;
}
