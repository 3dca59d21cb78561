import { expect, test } from "vitest";
import type { JoinAck, Participant, Snapshot } from "@/protocol/messages.gen";
import { type Effect, type Event, IDLE, type Machine, step } from "./machine";

const person = (id: string, joinedAt: number): Participant => ({
  id,
  name: id.toUpperCase(),
  userId: null,
  joinedAt,
  onlineSince: joinedAt,
  away: false,
  protocol: 1,
  state: { mic: true, camera: true, screen: false, hand: false, handSince: null },
});

function snapshot(ids: string[], { boot = "b", rev = 0, settling = false } = {}): Snapshot {
  const participants = ids.map((id, i) => person(id, i));
  const topology = { mode: "mesh", epoch: 1, meshLimit: 8, held: null } as const;
  return { boot, rev, room: "garden", title: "Garden", sitting: "s", settling, topology, participants };
}

function ack(
  ids: string[],
  { me = "me", resumed = false, ...rest } = {} as Partial<Snapshot> & { me?: string; resumed?: boolean },
): JoinAck {
  const you = { id: me, name: "Me", userId: null };
  return {
    ok: true,
    you,
    resume: "secret",
    seatPass: "pass",
    fileBytes: 5,
    resumed,
    graceS: 30,
    snapshot: { ...snapshot(ids), ...rest },
    chat: [],
  };
}

function run(events: Event[], from: Machine = IDLE): { machine: Machine; effects: readonly Effect[] } {
  let machine = from;
  let effects: readonly Effect[] = [];
  for (const event of events) [machine, effects] = step(machine, event);
  return { machine, effects };
}

const JOIN: Event = { type: "join", room: "garden", name: "Me", move: false };
const live = run([JOIN, { type: "up" }, { type: "accepted", ack: ack(["a", "me"]), at: 1000 }]).machine;
const kinds = (effects: readonly Effect[]) => effects.map((effect) => effect.type);
const problem = (code: string, retryAfterS: number | null = null) => ({
  code,
  message: "No.",
  field: null,
  retryAfterS,
});

test("joining opens the wire, says join once it is up, and sits down when let in", () => {
  expect(kinds(run([JOIN]).effects)).toEqual(["open-wire"]);
  expect(run([JOIN, { type: "up" }]).effects).toEqual([{ type: "say-join", token: "present", afterMs: 0 }]);
  expect(live).toMatchObject({ phase: "live", joinedAt: 1000, self: { id: "me" } });
});

test("joining twice is joining once", () => {
  expect(run([JOIN, JOIN]).effects).toEqual([]);
});

test("a lost connection changes the phase at once and nothing about the room", () => {
  const { machine, effects } = run([{ type: "down", at: 5000 }], live);
  expect(machine).toMatchObject({ phase: "reconnecting", reconnectingSince: 5000 });
  expect(machine.room).toBe(live.room);
  expect(kinds(effects)).toEqual(["pause"]);
});

test("reconnecting counts from the first loss", () => {
  const { machine } = run([{ type: "down", at: 5000 }, { type: "up" }, { type: "down", at: 9000 }], live);
  expect(machine.reconnectingSince).toBe(5000);
});

test.each([
  ["resumed", ack(["a", "me"], { resumed: true })],
  ["restarted", ack(["a", "me"], { resumed: true, boot: "c" })],
  ["replaced", ack(["a", "me2"], { me: "me2" })],
] as const)("coming back is told apart: %s", (how, answer) => {
  const { machine, effects } = run(
    [{ type: "down", at: 5000 }, { type: "up" }, { type: "accepted", ack: answer, at: 6000 }],
    live,
  );
  expect(effects[0]).toMatchObject({ type: "seated", how });
  expect(machine).toMatchObject({ phase: "live", reconnectingSince: null });
});

test("a seat taken back by a new page is a reload, not a resume", () => {
  const { effects } = run([
    JOIN,
    { type: "up" },
    { type: "accepted", ack: ack(["a", "me"], { resumed: true }), at: 1 },
  ]);
  expect(effects[0]).toMatchObject({ type: "seated", how: "reloaded" });
});

test("after a restart nobody is reported gone until the server says that it is settled", () => {
  const restarted: Event = {
    type: "accepted",
    ack: ack(["me"], { resumed: true, boot: "c", settling: true }),
    at: 6000,
  };
  const { machine, effects } = run([{ type: "down", at: 5000 }, { type: "up" }, restarted], live);
  expect(kinds(effects)).toEqual(["seated"]);
  const settled = run([{ type: "changes", changes: { boot: "c", rev: 1, changes: [{ type: "settled" }] } }], machine);
  expect(settled.effects).toEqual([{ type: "tell", kind: "peer-left", id: "a", name: "A" }]);
});

test("an expired token is refreshed once, and without one there is still a place for a guest", () => {
  const expired: Event = { type: "refused", problem: problem("token_expired") };
  expect(run([JOIN, { type: "up" }, expired]).effects).toEqual([{ type: "say-join", token: "fresh", afterMs: 0 }]);
  const twice = run([JOIN, { type: "up" }, expired, expired]);
  expect(twice.effects).toEqual([{ type: "say-join", token: "none", afterMs: 0 }]);
  expect(run([expired], twice.machine).machine.phase).toBe("failed");
});

test("a busy server is asked again when it said to", () => {
  const { machine, effects } = run([JOIN, { type: "up" }, { type: "refused", problem: problem("busy", 1.5) }]);
  expect(effects).toEqual([{ type: "say-join", token: "present", afterMs: 1500 }]);
  expect(machine).toMatchObject({ phase: "joining", problem: { code: "busy", retryAfterS: 1.5 } });
});

test("a full room ends it, says why, and lets go of everything", () => {
  const { machine, effects } = run([JOIN, { type: "up" }, { type: "refused", problem: problem("room_full") }]);
  expect(machine).toMatchObject({ phase: "failed", problem: { code: "room_full", message: "No." } });
  expect(kinds(effects)).toEqual(["close-wire", "release"]);
});

test("while nobody answers the door it goes on trying, and says so", () => {
  const { machine } = run([JOIN, { type: "unreachable" }]);
  expect(machine).toMatchObject({ phase: "joining", problem: { code: "offline" } });
  expect(run([{ type: "up" }, { type: "accepted", ack: ack(["me"]), at: 1 }], machine).machine.problem).toBeNull();
});

test("a gap is asked about once, and the answer closes it", () => {
  const gap: Event = { type: "changes", changes: { boot: "b", rev: 5, changes: [{ type: "away", id: "a" }] } };
  const first = run([gap], live);
  expect(kinds(first.effects)).toEqual(["sync"]);
  expect(run([gap], first.machine).effects).toEqual([]);
  const healed = run([{ type: "snapshot", snapshot: snapshot(["a", "me", "x"], { rev: 5 }) }], first.machine);
  expect(healed.machine.syncing).toBe(false);
  expect(healed.effects).toEqual([{ type: "tell", kind: "peer-joined", id: "x", name: "X" }]);
});

test("a snapshot from before the last change does not undo it", () => {
  const left: Event = {
    type: "changes",
    changes: { boot: "b", rev: 1, changes: [{ type: "left", id: "a", reason: "left" }] },
  };
  const { machine } = run([left, { type: "snapshot", snapshot: snapshot(["a", "me"]) }], live);
  expect(machine.room?.participants.map((p) => p.id)).toEqual(["me"]);
});

test("another tab that takes the seat ends this one", () => {
  const { machine, effects } = run([{ type: "seat-taken" }], live);
  expect(machine.phase).toBe("taken");
  expect(kinds(effects)).toEqual(["close-wire", "release"]);
});

test("leaving says so first, and nothing that comes later matters", () => {
  const { machine, effects } = run([{ type: "leave" }], live);
  expect(machine.phase).toBe("left");
  expect(kinds(effects)).toEqual(["say-leave", "close-wire", "release"]);
  expect(run([{ type: "up" }, { type: "down", at: 1 }, { type: "seat-taken" }], machine).machine.phase).toBe("left");
});

test("a connection that does not answer is made anew", () => {
  expect(kinds(run([{ type: "unanswered" }], live).effects)).toEqual(["renew-wire"]);
});
