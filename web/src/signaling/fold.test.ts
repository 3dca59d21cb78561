import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Participant, RoomChanges, Snapshot } from "@/protocol/messages.gen";
import { adopt, fold, type Room } from "./fold";

interface Case {
  readonly claim: string;
  readonly snapshot: Snapshot;
  readonly roomChanges: RoomChanges[];
  readonly result: Snapshot;
}

const examples: { cases: Case[] } = JSON.parse(readFileSync(resolve("../protocol/examples/fold.json"), "utf8"));

function folded(room: Room, changes: readonly RoomChanges[]): Room {
  return changes.reduce((known, next) => {
    const after = fold(known, next);
    if (after === "gap") throw new Error("gap");
    return after;
  }, room);
}

describe("as the server's examples say", () => {
  test.each(examples.cases)("$claim", ({ snapshot, roomChanges, result }) => {
    const { missing, ...room } = folded(adopt(snapshot, null), roomChanges);
    expect(room).toEqual(result);
    expect(missing.size).toBe(0);
  });
});

const person = (id: string, joinedAt: number, away = false): Participant => ({
  id,
  name: id,
  userId: null,
  joinedAt,
  onlineSince: joinedAt,
  away,
  protocol: 1,
  state: { mic: true, camera: true, screen: false, hand: false, handSince: null },
});

const snapshot = (boot: string, participants: Participant[], settling = false, rev = 0): Snapshot => ({
  boot,
  rev,
  room: "r",
  title: "",
  sitting: "s",
  settling,
  topology: { mode: "mesh", epoch: 1, meshLimit: 8, held: null },
  participants,
});

const ids = (room: Room) => room.participants.map((p) => p.id);

test("a missing change is a gap", () => {
  const room = adopt(snapshot("b", [person("a", 1)]), null);
  expect(fold(room, { boot: "b", rev: 2, changes: [{ type: "away", id: "a" }] })).toBe("gap");
});

test("changes of another boot are a gap", () => {
  const room = adopt(snapshot("b", [person("a", 1)]), null);
  expect(fold(room, { boot: "c", rev: 1, changes: [{ type: "away", id: "a" }] })).toBe("gap");
});

test("changes that a snapshot already contains apply only in so far as they are new", () => {
  const room = adopt(snapshot("b", [person("a", 1), person("c", 3)], false, 2), null);
  const after = fold(room, {
    boot: "b",
    rev: 3,
    changes: [
      { type: "joined", participant: person("c", 3) },
      { type: "away", id: "c" },
      { type: "left", id: "a", reason: "left" },
    ],
  });
  if (after === "gap") throw new Error("gap");
  expect(ids(after)).toEqual(["c"]);
  expect(after.participants[0]?.away).toBe(false);
  expect(after.rev).toBe(3);
});

test("after a restart of the server those not back yet stay, away, at their place", () => {
  const before = adopt(snapshot("b", [person("a", 1), person("me", 2), person("c", 3)], false, 9), null);
  const room = adopt(snapshot("c", [person("me", 2)], true), before);
  expect(ids(room)).toEqual(["a", "me", "c"]);
  expect(room.participants.map((p) => p.away)).toEqual([true, false, true]);
  expect([...room.missing]).toEqual(["a", "c"]);
});

test("who comes back is no longer missing, and who has not when it is settled is gone", () => {
  const before = adopt(snapshot("b", [person("a", 1), person("me", 2), person("c", 3)]), null);
  const restarted = adopt(snapshot("c", [person("me", 2)], true), before);
  const back = folded(restarted, [{ boot: "c", rev: 1, changes: [{ type: "joined", participant: person("a", 1) }] }]);
  expect([...back.missing]).toEqual(["c"]);
  expect(back.participants[0]?.away).toBe(false);
  const settled = folded(back, [{ boot: "c", rev: 2, changes: [{ type: "settled" }] }]);
  expect(ids(settled)).toEqual(["a", "me"]);
  expect(settled.missing.size).toBe(0);
});

test("a room that is settled is believed", () => {
  const before = adopt(snapshot("b", [person("a", 1), person("me", 2)]), null);
  expect(ids(adopt(snapshot("c", [person("me", 2)]), before))).toEqual(["me"]);
});

test("a change of a kind we do not know still counts", () => {
  const room = adopt(snapshot("b", [person("a", 1)]), null);
  const news = { boot: "b", rev: 1, changes: [{ type: "weather" }] } as unknown as RoomChanges;
  expect((fold(room, news) as Room).rev).toBe(1);
});
