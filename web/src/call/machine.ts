// The phases of a call: (machine, event) -> [machine, effects]. Pure; call/controller.ts runs the effects.

import type { JoinAck, Problem, RoomChanges, Snapshot } from "@/protocol/messages.gen";
import { adopt, fold, type Room } from "@/signaling/fold";
import type { CallProblem, Phase } from "./contract";

export interface Machine {
  readonly phase: Phase;
  readonly problem: CallProblem | null;
  readonly wish: Wish | null;
  readonly self: JoinAck["you"] | null;
  readonly room: Room | null;
  /** Unix ms. */
  readonly reconnectingSince: number | null;
  readonly joinedAt: number | null;
  /** What we say we are in this attempt to join: the token we have, a fresh one, or, when that fails, a guest. */
  readonly token: Token;
  /** A `sync-room` is on its way: changes that do not fit are no news until it is answered. */
  readonly syncing: boolean;
}

export type Token = "present" | "fresh" | "none";

/** `move`: at the seat that another tab of this browser has, if one does. */
export interface Wish {
  readonly room: string;
  readonly name: string;
  readonly move: boolean;
}

export type Event =
  | ({ readonly type: "join" } & Wish)
  | { readonly type: "up" }
  | { readonly type: "down"; readonly at: number }
  | { readonly type: "accepted"; readonly ack: JoinAck; readonly at: number }
  | { readonly type: "refused"; readonly problem: Problem }
  /** `join-call` or `sync-room` got no answer. */
  | { readonly type: "unanswered" }
  /** We have been trying to get in for a while. */
  | { readonly type: "unreachable" }
  | { readonly type: "changes"; readonly changes: RoomChanges }
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  | { readonly type: "seat-taken" }
  | { readonly type: "leave" };

export type Effect =
  | { readonly type: "open-wire" }
  | { readonly type: "renew-wire" }
  | { readonly type: "close-wire" }
  | { readonly type: "say-join"; readonly token: Token; readonly afterMs: number }
  | { readonly type: "say-leave" }
  | { readonly type: "sync" }
  /** We sit: remember the seat, take the history, let what waited go. */
  | { readonly type: "seated"; readonly ack: JoinAck; readonly how: Seating }
  /** Signals and chat lines wait from now on. */
  | { readonly type: "pause" }
  | { readonly type: "tell"; readonly kind: "peer-joined" | "peer-left"; readonly id: string; readonly name: string }
  /** Links, sounds and devices. */
  | { readonly type: "release" };

/**
 * new: a seat we never had · reloaded: the page is new, the seat is not · resumed: same page, same seat ·
 * restarted: as resumed, but the server forgot what it had not delivered · replaced: our seat was given up
 */
export type Seating = "new" | "reloaded" | "resumed" | "restarted" | "replaced";

export const IDLE: Machine = {
  phase: "idle",
  problem: null,
  wish: null,
  self: null,
  room: null,
  reconnectingSince: null,
  joinedAt: null,
  token: "present",
  syncing: false,
};

const TOKEN_PROBLEMS = new Set(["token_expired", "token_invalid", "session_ended"]);
const NEXT_TOKEN: Record<Token, Token | null> = { present: "fresh", fresh: "none", none: null };
/** Asked again by itself. */
const PASSING_PROBLEMS = new Set(["busy", "unavailable", "room_lost"]);

type Step = readonly [Machine, readonly Effect[]];

const inside = ({ phase }: Machine): boolean => phase === "joining" || phase === "live" || phase === "reconnecting";

export function step(m: Machine, event: Event): Step {
  if (event.type === "join") {
    if (inside(m)) return [m, []];
    const { room, name, move } = event;
    const wish = { room, name, move };
    return [{ ...IDLE, phase: "joining", wish }, [{ type: "open-wire" }]];
  }
  if (!inside(m)) return [m, []];
  switch (event.type) {
    case "up":
      return [{ ...m, token: "present", syncing: false }, [{ type: "say-join", token: "present", afterMs: 0 }]];
    case "down":
      if (m.phase === "joining") return [m, []];
      return [{ ...m, phase: "reconnecting", reconnectingSince: m.reconnectingSince ?? event.at }, [{ type: "pause" }]];
    case "accepted":
      return accepted(m, event.ack, event.at);
    case "refused":
      return refused(m, event.problem);
    case "unanswered":
      return [{ ...m, syncing: false }, [{ type: "renew-wire" }]];
    case "unreachable":
      if (m.phase !== "joining" || m.problem !== null) return [m, []];
      return [{ ...m, problem: { code: "offline", message: "The server cannot be reached." } }, []];
    case "changes":
      return changed(m, event.changes);
    case "snapshot":
      return snapshot(m, event.snapshot);
    case "seat-taken":
      return ended(m, "taken", null, []);
    case "leave":
      return ended(m, "left", null, [{ type: "say-leave" }]);
  }
}

function ended(m: Machine, phase: Phase, problem: CallProblem | null, first: Effect[]): Step {
  const effects: Effect[] = [...first, { type: "close-wire" }, { type: "release" }];
  return [{ ...m, phase, problem, reconnectingSince: null }, effects];
}

function seating(m: Machine, ack: JoinAck): Seating {
  if (m.self === null || m.room === null) return ack.resumed ? "reloaded" : "new";
  if (m.self.id !== ack.you.id) return "replaced";
  return m.room.boot === ack.snapshot.boot ? "resumed" : "restarted";
}

function accepted(m: Machine, ack: JoinAck, at: number): Step {
  const how = seating(m, ack);
  const before = how === "replaced" ? null : m.room;
  const room = adopt(ack.snapshot, before);
  const next: Machine = {
    ...m,
    phase: "live",
    problem: null,
    self: ack.you,
    room,
    reconnectingSince: null,
    joinedAt: how === "resumed" || how === "restarted" ? m.joinedAt : at,
    syncing: false,
  };
  return [next, [{ type: "seated", ack, how }, ...news(m.room, room, ack.you.id)]];
}

function refused(m: Machine, problem: Problem): Step {
  const said: CallProblem = {
    code: problem.code,
    message: problem.message,
    ...(problem.retryAfterS === null ? {} : { retryAfterS: problem.retryAfterS }),
  };
  const token = TOKEN_PROBLEMS.has(problem.code) ? NEXT_TOKEN[m.token] : null;
  if (token !== null) return [{ ...m, token }, [{ type: "say-join", token, afterMs: 0 }]];
  if (PASSING_PROBLEMS.has(problem.code)) {
    const afterMs = 1000 * (problem.retryAfterS ?? 2);
    return [{ ...m, problem: said }, [{ type: "say-join", token: m.token, afterMs }]];
  }
  return ended(m, "failed", said, []);
}

function changed(m: Machine, changes: RoomChanges): Step {
  if (m.room === null || m.phase !== "live") return [m, []]; // the snapshot to come has it
  const room = fold(m.room, changes);
  if (room === "gap") return m.syncing ? [m, []] : [{ ...m, syncing: true }, [{ type: "sync" }]];
  return [{ ...m, room }, news(m.room, room, m.self?.id)];
}

function snapshot(m: Machine, whole: Snapshot): Step {
  if (m.room === null || m.phase !== "live") return [m, []];
  const old = whole.boot === m.room.boot && whole.rev < m.room.rev;
  const room = old ? m.room : adopt(whole, m.room);
  return [{ ...m, room, syncing: false }, news(m.room, room, m.self?.id)];
}

/** Who came and who went between two states of a room; nothing about the first one. */
function news(before: Room | null, after: Room, selfId: string | undefined): Effect[] {
  if (before === null || before.participants === after.participants) return [];
  const was = new Set(before.participants.map((p) => p.id));
  const is = new Set(after.participants.map((p) => p.id));
  const gone = before.participants.filter((p) => !is.has(p.id) && p.id !== selfId);
  const come = after.participants.filter((p) => !was.has(p.id) && p.id !== selfId);
  return [
    ...gone.map(({ id, name }): Effect => ({ type: "tell", kind: "peer-left", id, name })),
    ...come.map(({ id, name }): Effect => ({ type: "tell", kind: "peer-joined", id, name })),
  ];
}
