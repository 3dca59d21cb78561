// What the pages see of a call: plain state to read, orders to give, elements to bind.
// Media objects (streams, tracks, peer connections) stay below this line; nothing here holds one.

import type { StoreApi } from "zustand/vanilla";
import type { FileNote, Quote, Reaction as Thrown } from "@/protocol/messages.gen";
import type { LocalMedia, MediaNotice, Source } from "@/rtc/media/port";
import type { LinkReport } from "@/rtc/report";
import type { Watched } from "@/rtc/session";

export type { FileNote, Quote } from "@/protocol/messages.gen";
export type {
  BackgroundChoice,
  BackgroundImage,
  Device,
  DeviceKind,
  DeviceStatus,
  LocalMedia,
  MediaNotice,
  MediaState,
  ShareFor,
  Source,
} from "@/rtc/media/port";
export type { LinkReport } from "@/rtc/report";
export type { Watched } from "@/rtc/session";

/** idle -> joining -> live <-> reconnecting -> left | failed; `taken`: this seat is used by another tab now. */
export type Phase = "idle" | "joining" | "live" | "reconnecting" | "left" | "failed" | "taken";

/** direct link to one peer: none (ourselves, or beyond the mesh limit), connecting, connected, interrupted (healing), failed */
export type Link = "none" | "connecting" | "connected" | "interrupted" | "failed";

/** good: < 6 % loss; poor: 8-12 %; lost: no media for 3 s. `whose` names the side that suffers. */
export type Quality = "unknown" | "good" | "fair" | "poor" | "lost";
export type QualitySide = "none" | "yours" | "theirs" | "both" | "server";

export type Reaction = Thrown["reaction"];

export interface PeerState {
  readonly mic: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly hand: boolean;
}

export interface Peer {
  readonly id: string;
  readonly name: string;
  readonly userId: string | null;
  readonly isSelf: boolean;
  /** 0: an original client; it tells us no state, so what arrives is shown. */
  readonly protocol: number;
  readonly joinedAt: number;
  /** The connection to the server dropped; media may still flow. */
  readonly away: boolean;
  /** Inside the mesh limit: exchanges media. */
  readonly linked: boolean;
  readonly link: Link;
  readonly quality: Quality;
  readonly side: QualitySide;
  readonly state: PeerState;
  /** Place in the queue of raised hands, from 1; 0 while the hand is down. */
  readonly handPlace: number;
  /** Whether there is a picture to bind now (a live track has produced media). */
  readonly has: Readonly<Record<Source, boolean>>;
  readonly speaking: boolean;
}

export interface ChatEntry {
  /** Sender's own key: unique in the room; stable from typing to delivery. */
  readonly key: string;
  /** Null until the server has it. */
  readonly seq: number | null;
  readonly text: string;
  readonly name: string;
  readonly senderId: string;
  readonly mine: boolean;
  /** Unix time, milliseconds. */
  readonly at: number;
  /** sending: on its way or waiting for the connection; refused: the server said no (see `problem`). */
  readonly status: "sent" | "sending" | "refused";
  readonly problem?: string;
  /** The line that this one answers, as it was said. */
  readonly reply: Quote | null;
  readonly files: readonly FileNote[];
}

/** What a line may bring besides its text. */
export interface Along {
  /** The line it answers; one that the server does not have yet cannot be answered. */
  readonly reply?: ChatEntry | null;
  /** Files sent over REST before. */
  readonly files?: readonly FileNote[];
}

/** A stable code of the server (`room_full`, `busy`, ...) or of the browser (`offline`, `unsupported`). */
export interface CallProblem {
  readonly code: string;
  readonly message: string;
  readonly retryAfterS?: number;
}

export interface CallState {
  readonly phase: Phase;
  readonly problem: CallProblem | null;
  readonly room: string;
  readonly title: string;
  readonly selfId: string | null;
  /** Participant ids in join order, self included. */
  readonly order: readonly string[];
  readonly peers: Readonly<Record<string, Peer>>;
  readonly chat: readonly ChatEntry[];
  /** Lines of others that have come since `markRead`. */
  readonly unread: number;
  /** The largest file that may be shared here, bytes; 0: none. */
  readonly fileBytes: number;
  readonly topology: { readonly mode: "mesh" | "sfu"; readonly epoch: number; readonly meshLimit: number };
  /** Unix ms since when the server is out of reach; null while it is not. */
  readonly reconnectingSince: number | null;
  readonly joinedAt: number | null;
  /** The browser will not play sound before a gesture; see `resumeSound`. */
  readonly soundBlocked: boolean;
}

/** Something that happened once; for toasts and sounds, never for state. */
export type Notice =
  | MediaNotice
  | { readonly kind: "peer-joined"; readonly id: string; readonly name: string }
  | { readonly kind: "peer-left"; readonly id: string; readonly name: string }
  /** A line of somebody else came; history does not count. */
  | { readonly kind: "chat"; readonly key: string }
  /** Somebody, oneself included, threw this into the room. */
  | { readonly kind: "reaction"; readonly id: string; readonly name: string; readonly reaction: Reaction }
  /** One's own reaction did not get through: too many at once, or no connection. */
  | { readonly kind: "reaction-refused" }
  /** Somebody, oneself included, writes down what is being said: the whole of their line so far; "" takes it back. */
  | {
      readonly kind: "caption";
      readonly id: string;
      readonly name: string;
      readonly line: number;
      readonly text: string;
    }
  /** What one wrote oneself did not get through. */
  | { readonly kind: "caption-refused" };

/** What a call needs from outside; `createCall(deps)` is in call/controller.ts. */
export interface CallDeps {
  /** The access token of who is signed in; null for a guest. */
  readonly token: () => Promise<string | null>;
  /** After the server said `token_expired`: a fresh one, or null (then one joins as a guest). */
  readonly freshToken: () => Promise<string | null>;
  /** GET /api/v1/ice. `ttl`: seconds until it must be asked again, 0: never. */
  readonly ice: () => Promise<{ iceServers: RTCIceServer[]; ttl: number }>;
  /** Where Socket.IO listens; the page's own origin by default. */
  readonly url?: string;
}

export interface JoinOptions {
  readonly room: string;
  readonly name: string;
  /** At the seat that another tab of this browser has in the room, if one does; false when left out. */
  readonly move?: boolean;
}

export interface CallController {
  readonly store: StoreApi<CallState>;
  readonly media: LocalMedia;
  /** Stands at the door: connects, so that taking a seat costs one round trip. Says nothing of who one is. */
  approach(): void;
  /** Takes a seat. A seat of this tab (reload) is taken back by itself. Never throws; `phase` and `problem` tell. */
  join(options: JoinOptions): Promise<void>;
  leave(): void;
  /** A hand that goes up again within 15 s keeps its place in the queue. */
  setHand(up: boolean): void;
  /** Everyone in the room sees it once, oneself too; comes back as a notice. */
  react(reaction: Reaction): void;
  /** One's own line of captions so far. Told to whoever is there now, and not kept; at most three times a second. */
  caption(text: string, line: number): void;
  /** Queued while reconnecting; each line arrives once. */
  sendChat(text: string, along?: Along): void;
  retryChat(key: string): void;
  markRead(): void;
  /** What shows the REST API that we sit here, guests too; a secret of this tab. Null before one ever sat. */
  seatPass(): string | null;
  /** A peer's picture into a video element (muted; sound plays by itself); returns unbind. */
  bind(element: HTMLVideoElement, participantId: string, source: Source): () => void;
  /** Exactly these tiles of others are looked at, from now on: no other picture need be sent to us. Until it is said: all. */
  watch(tiles: readonly Watched[]): void;
  /** The numbers behind a peer's quality, once a second until unsubscribed; null while there is no link. */
  inspect(participantId: string, listener: (report: LinkReport | null) => void): () => void;
  /** Sound level 0..1 of a peer; returns unsubscribe. */
  onLevel(participantId: string, listener: (level: number) => void): () => void;
  /** The browser refused to play sound before a gesture: call from a click. */
  resumeSound(): void;
  /** Of the call and of its devices alike; returns unsubscribe. */
  onNotice(listener: (notice: Notice) => void): () => void;
  /** Leaves if one is inside, and releases everything. */
  dispose(): void;
}
