import { expect, test } from "vitest";
import type { Participant } from "@/protocol/messages.gen";
import type { Room } from "@/signaling/fold";
import { linkedPeers, roster, seen, UNSEEN } from "./roster";

const on = { mic: true, camera: true, screen: false, hand: false };

const person = (id: string, joinedAt: number, change: Partial<Participant> = {}): Participant => ({
  id,
  name: id,
  userId: null,
  joinedAt,
  onlineSince: joinedAt,
  away: false,
  protocol: 1,
  state: { ...on, handSince: null },
  ...change,
});

const room = (ids: string[], meshLimit = 8): Room => ({
  boot: "b",
  rev: 0,
  room: "r",
  title: "",
  sitting: "s",
  settling: false,
  topology: { mode: "mesh", epoch: 1, meshLimit, held: null },
  participants: ids.map((id, i) => person(id, i)),
  missing: new Set(),
});

const calls = (r: Room, me: string, mine: string[] = []) =>
  linkedPeers(r, me, new Set(mine)).map((p) => `${p.id}${p.offers ? " we" : ""}`);

test("of two the one who was there first offers", () => {
  expect(calls(room(["a", "me", "c"]), "me")).toEqual(["a", "c we"]);
});

test("after a reload we offer to everybody", () => {
  expect(calls(room(["a", "me", "c"]), "me", ["a", "c"])).toEqual(["a we", "c we"]);
});

test("only the first so many exchange media", () => {
  expect(calls(room(["a", "me", "c", "d"], 3), "me")).toEqual(["a", "c we"]);
  expect(calls(room(["a", "b", "c", "me"], 3), "me")).toEqual([]);
});

test("through the server everyone exchanges media but original clients", () => {
  const large = room(["a", "b", "o", "me"], 2);
  const old = { ...large, participants: large.participants.map((p) => (p.id === "o" ? { ...p, protocol: 0 } : p)) };
  const through: Room = { ...old, topology: { ...old.topology, mode: "sfu" } };
  expect(calls(through, "me")).toEqual(["a", "b"]);
});

test("when one of the first leaves the next one takes part", () => {
  expect(calls(room(["a", "c", "me"], 3), "me")).toEqual(["a", "c"]);
});

test("a picture is shown once it comes, and not again after it was off until it comes anew", () => {
  const flowing = { camera: true, screen: false };
  const live = seen({ ...UNSEEN, link: "connected", flowing }, on, 1);
  expect(live.shown.camera).toBe(true);
  const off = seen(live, { ...on, camera: false }, 1);
  expect(off.shown.camera).toBe(false);
  const onAgain = seen({ ...off, flowing: { camera: false, screen: false } }, on, 1);
  expect(onAgain.shown.camera).toBe(false);
});

test("the last picture stays while the link heals", () => {
  const live = seen({ ...UNSEEN, link: "connected", flowing: { camera: true, screen: false } }, on, 1);
  const stalled = seen({ ...live, link: "interrupted", flowing: { camera: false, screen: false } }, on, 1);
  expect(stalled.shown.camera).toBe(true);
});

test("of an original client what comes is on, and what stops is off", () => {
  const silent = { mic: false, camera: false, screen: false, hand: false };
  const live = seen({ ...UNSEEN, link: "connected", flowing: { camera: true, screen: false } }, silent, 0);
  expect(live.shown.camera).toBe(true);
  expect(seen({ ...live, flowing: { camera: false, screen: false } }, silent, 0).shown.camera).toBe(false);
});

test("who did not change stays the same object", () => {
  const self = { id: "me", state: on, speaking: false };
  const before = roster(room(["a", "me"]), self, new Map(), {});
  const after = roster(room(["a", "me", "c"]), { ...self, speaking: true }, new Map(), before);
  expect(after.a).toBe(before.a);
  expect(after.me).not.toBe(before.me);
  expect(after.me).toMatchObject({ isSelf: true, speaking: true, has: { camera: true, screen: false } });
});

test("hands queue by the room's clock, one's own as soon as it is up", () => {
  const since = (id: string, handSince: number | null) => ({ id, state: { ...on, hand: true, handSince } });
  const here = room(["a", "b", "me", "c"]);
  const raised = new Map([since("a", 20), since("c", 10)].map(({ id, state }) => [id, { state }]));
  const participants = here.participants.map((p) => ({ ...p, ...raised.get(p.id) }));
  const places = (hand: boolean, mine: number | null = null) => {
    const people = participants.map((p) => (p.id === "me" ? { ...p, ...since("me", mine) } : p));
    const self = { id: "me", state: { ...on, hand }, speaking: false };
    const peers = roster({ ...here, participants: people }, self, new Map(), {});
    return ["a", "b", "c", "me"].map((id) => peers[id]?.handPlace);
  };
  expect(places(false)).toEqual([2, 0, 1, 0]);
  expect(places(true)).toEqual([2, 0, 1, 3]);
  expect(places(true, 15)).toEqual([3, 0, 1, 2]);
});
