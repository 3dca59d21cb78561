// Who is in the room and how they are, from what the server says and what their media show. Pure.

import { t } from "@/lib/i18n";
import type { Participant } from "@/protocol/messages.gen";
import type { Reach } from "@/rtc/planes";
import type { SessionPeer } from "@/rtc/session";
import type { Room } from "@/signaling/fold";
import type { Link, Peer, PeerState, Quality, QualitySide, Source } from "./contract";

/** What we see and hear of a peer, whatever the server knows. */
export interface Sighting {
  readonly link: Link;
  readonly quality: Quality;
  readonly side: QualitySide;
  readonly speaking: boolean;
  /** Packets of it come now. */
  readonly flowing: Readonly<Record<Source, boolean>>;
  /** It has come since it was last turned on: the last picture may be kept while the link heals. */
  readonly shown: Readonly<Record<Source, boolean>>;
}

export const UNSEEN: Sighting = {
  link: "none",
  quality: "unknown",
  side: "none",
  speaking: false,
  flowing: { camera: false, screen: false },
  shown: { camera: false, screen: false },
};

/** Who exchanges media: in a mesh the first so many, in join order; through the server everyone who knows how. */
function circle({ participants, topology }: Room): readonly Participant[] {
  if (topology.mode === "sfu") return participants.filter(({ protocol }) => protocol > 0);
  return participants.slice(0, topology.meshLimit);
}

/** How media travel in a room, and with whom. */
export function reachOf(room: Room, selfId: string, mine: ReadonlySet<string>): Reach {
  const { mode, epoch, meshLimit } = room.topology;
  return {
    boot: room.boot,
    mode,
    epoch,
    people: linkedPeers(room, selfId, mine),
    direct: room.participants.length <= meshLimit,
  };
}

/**
 * Whom we exchange media with. Of two, the one who was there first offers, except that after a reload we offer
 * to everybody in `mine`: they cannot know that our connections are gone.
 */
export function linkedPeers(room: Room, selfId: string, mine: ReadonlySet<string>): SessionPeer[] {
  const people = circle(room);
  const self = people.findIndex((p) => p.id === selfId);
  if (self < 0) return [];
  return people.flatMap((p, i) =>
    i === self ? [] : [{ id: p.id, protocol: p.protocol, offers: self < i || mine.has(p.id), away: p.away }],
  );
}

/** A sighting after what is on at the peer changed: what was turned off must come again before it is shown. */
export function seen(sighting: Sighting, state: PeerState, protocol: number): Sighting {
  const on = (source: Source) => protocol === 0 || state[source];
  const shown = (source: Source) => {
    const interrupted = sighting.link !== "connected" || protocol !== 0;
    return on(source) && (sighting.flowing[source] || (sighting.shown[source] && interrupted));
  };
  const now = { camera: shown("camera"), screen: shown("screen") };
  const same = now.camera === sighting.shown.camera && now.screen === sighting.shown.screen;
  return same ? sighting : { ...sighting, shown: now };
}

/** Whose hand is up, the first one first: by the room's clock, ties in join order; a hand it has not heard of is last. */
function hands(room: Room, self: Self): readonly string[] {
  const isUp = (p: Participant) => (p.id === self.id ? self.state.hand : p.state.hand);
  const since = (p: Participant) => p.state.handSince ?? Number.POSITIVE_INFINITY;
  const before = (a: Participant, b: Participant) => (since(a) === since(b) ? 0 : since(a) - since(b));
  return room.participants
    .filter(isUp)
    .toSorted(before)
    .map((p) => p.id);
}

export interface Self {
  readonly id: string;
  readonly state: PeerState;
  readonly speaking: boolean;
}

/** The people of a room as the pages see them; those who did not change stay the same objects. */
export function roster(
  room: Room,
  self: Self,
  sightings: ReadonlyMap<string, Sighting>,
  before: Readonly<Record<string, Peer>>,
): Record<string, Peer> {
  const linked = new Set(circle(room).map((p) => p.id));
  const queue = hands(room, self);
  const entries = room.participants.map((p) => {
    const seen = p.id === self.id ? ourselves(p, self, linked) : other(p, sightings.get(p.id) ?? UNSEEN, linked);
    const peer: Peer = { ...seen, handPlace: queue.indexOf(p.id) + 1 };
    const was = before[p.id];
    return [p.id, was !== undefined && samePeer(was, peer) ? was : peer] as const;
  });
  return Object.fromEntries(entries);
}

/** An original client says its name with its first line of chat. */
export const nameOf = (p: Participant): string => p.name || t("call.nameless");

type Unqueued = Omit<Peer, "handPlace">;

function common(p: Participant, linked: ReadonlySet<string>) {
  const { id, userId, protocol, away } = p;
  return { id, name: nameOf(p), userId, protocol, away, joinedAt: p.joinedAt * 1000, linked: linked.has(id) };
}

function ourselves(p: Participant, { state, speaking }: Self, linked: ReadonlySet<string>): Unqueued {
  const has = { camera: state.camera, screen: state.screen };
  const rest = { link: "none", quality: "unknown", side: "none" } as const;
  return { ...common(p, linked), ...rest, isSelf: true, away: false, state, has, speaking: speaking && state.mic };
}

function other(p: Participant, sighting: Sighting, linked: ReadonlySet<string>): Unqueued {
  const { link, quality, side, speaking, shown: has } = sighting;
  // an original client tells nothing: what comes is on
  const state = p.protocol === 0 ? { ...p.state, mic: true, camera: has.camera, screen: has.screen } : p.state;
  return { ...common(p, linked), link, quality, side, isSelf: false, state, has, speaking: speaking && state.mic };
}

function samePeer(a: Peer, b: Peer): boolean {
  return (Object.keys(b) as (keyof Peer)[]).every((key) => {
    const [x, y] = [a[key], b[key]];
    return x === y || (typeof x === "object" && typeof y === "object" && sameFlags(x, y));
  });
}

function sameFlags(a: object | null, b: object | null): boolean {
  if (a === null || b === null) return a === b;
  return Object.entries(b).every(([key, value]) => (a as Record<string, unknown>)[key] === value);
}
