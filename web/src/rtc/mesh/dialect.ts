// `signal` messages: what we say and what we understand. The public contract wants `sdp` or `ice`, in an object
// or in a JSON string; the other fields are ours and ride along.

import { ROLES, type Role } from "../roles";
import type { SignalMessage } from "../session";

/** Ours, on every message to a peer of protocol 1. */
export interface Envelope {
  /** The sender's peer connection: a new one means that the old is gone (reload, rebuild). */
  readonly pc?: string;
  /** The receiver's peer connection this is meant for; absent in a first offer, which is for whoever is there. */
  readonly peer?: string;
}

export interface DescriptionSignal extends Envelope {
  readonly sdp: { readonly type: "offer" | "answer"; readonly sdp: string };
  /** Number of the offer; an answer repeats it. */
  readonly n?: number;
  /** What each m-line of an offer carries, by mid. */
  readonly tracks?: Readonly<Record<string, Role>>;
}

export interface CandidateSignal extends Envelope {
  readonly ice: RTCIceCandidateInit;
}

/** Asks whoever made the first offer of this connection for another one, with new paths. */
export interface RestartSignal extends Envelope {
  readonly restart: true;
}

/** How high the other side shows each of our pictures, its pixels; 0: not at all. */
export type Heights = Readonly<Record<"camera" | "screen", number>>;

/** Crosses the wire as an end of candidates with a field more, which is nothing to whoever does not know it. */
export interface WatchSignal {
  readonly watch: Heights;
}

/** What a negotiation is made of. */
export type Signal = DescriptionSignal | CandidateSignal | RestartSignal;
export type Said = Signal | WatchSignal;

function object(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function parsed(message: SignalMessage): Record<string, unknown> | null {
  if (typeof message !== "string") return object(message);
  try {
    return object(JSON.parse(message));
  } catch {
    return null;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.length <= 64 ? value : undefined;
}

function roles(value: unknown): Record<string, Role> | undefined {
  const map = object(value);
  if (map === null) return undefined;
  const known = Object.entries(map).filter((entry): entry is [string, Role] => ROLES.includes(entry[1] as Role));
  return Object.fromEntries(known.slice(0, 16));
}

/** What is no number hides nothing. */
function pixels(value: unknown): number {
  return typeof value === "number" && value >= 0 ? value : Number.POSITIVE_INFINITY;
}

function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}

/** What a peer said, or null when it is nothing we know: peers are strangers, so nothing here is trusted. */
export function readSignal(message: SignalMessage): Said | null {
  const said = parsed(message);
  if (said === null) return null;
  const envelope = { pc: text(said.pc), peer: text(said.peer) };
  const sdp = object(said.sdp);
  if (sdp !== null && (sdp.type === "offer" || sdp.type === "answer") && typeof sdp.sdp === "string") {
    const n = typeof said.n === "number" ? said.n : undefined;
    const description = { sdp: { type: sdp.type, sdp: sdp.sdp }, n, tracks: roles(said.tracks) };
    return compact({ ...envelope, ...description }) as DescriptionSignal;
  }
  const watch = object(said.watch);
  if (watch !== null) return { watch: { camera: pixels(watch.camera), screen: pixels(watch.screen) } };
  if (said.restart === true) return compact({ ...envelope, restart: true }) as RestartSignal;
  const ice = object(said.ice);
  if (ice !== null && typeof ice.candidate === "string") {
    return compact({ ...envelope, ice: ice as RTCIceCandidateInit }) as CandidateSignal;
  }
  return null;
}

/**
 * As the peer will understand it. Clients of the public contract alone parse what they get as JSON text,
 * unless they have been heard to send objects.
 */
export function writeSignal(signal: Said, as: "object" | "text"): SignalMessage {
  if ("watch" in signal || "restart" in signal) return { ice: null, ...signal };
  if (as === "object") return signal as unknown as Record<string, unknown>;
  return JSON.stringify("sdp" in signal ? { sdp: signal.sdp } : { ice: signal.ice });
}
