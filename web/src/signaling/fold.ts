// What a client knows of its room: a snapshot and the numbered changes after it, folded. Pure.

import type { Change, Participant, RoomChanges, Snapshot } from "@/protocol/messages.gen";

export interface Room extends Omit<Snapshot, "participants"> {
  /** By joinedAt; those in `missing` included. */
  readonly participants: readonly Participant[];
  /**
   * Known before the server restarted and not back yet. Media with them may still flow, so they stay,
   * away, until the server says `settled`.
   */
  readonly missing: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Goes after the last participant whose joinedAt is not greater. */
function seated(people: readonly Participant[], newcomer: Participant): Participant[] {
  const others = people.filter((p) => p.id !== newcomer.id);
  const after = others.findLastIndex((p) => p.joinedAt <= newcomer.joinedAt);
  return others.toSpliced(after + 1, 0, newcomer);
}

/** Takes a whole snapshot; `before` is what was known of the same room until now. */
export function adopt(snapshot: Snapshot, before: Room | null): Room {
  const { participants, ...rest } = snapshot;
  const here = new Set(participants.map((p) => p.id));
  if (before === null || before.room !== snapshot.room || !snapshot.settling) {
    return { ...rest, participants, missing: NOBODY };
  }
  const missing = before.participants.filter((p) => !here.has(p.id));
  return {
    ...rest,
    participants: missing.reduce((people, p) => seated(people, { ...p, away: true }), [...participants]),
    missing: new Set(missing.map((p) => p.id)),
  };
}

function patched(room: Room, id: string, change: Partial<Participant>): Room {
  return { ...room, participants: room.participants.map((p) => (p.id === id ? { ...p, ...change } : p)) };
}

function without(room: Room, gone: (p: Participant) => boolean): Room {
  const participants = room.participants.filter((p) => !gone(p));
  const missing = new Set([...room.missing].filter((id) => participants.some((p) => p.id === id)));
  return { ...room, participants, missing };
}

function step(room: Room, change: Change): Room {
  switch (change.type) {
    case "joined": {
      const missing = new Set([...room.missing].filter((id) => id !== change.participant.id));
      return { ...room, participants: seated(room.participants, change.participant), missing };
    }
    case "left":
      return without(room, (p) => p.id === change.id);
    case "away":
      return patched(room, change.id, { away: true });
    case "back":
      return patched(room, change.id, { away: false, onlineSince: change.onlineSince });
    case "renamed":
      return patched(room, change.id, { name: change.name });
    case "state":
      return patched(room, change.id, { state: change.state });
    case "topology":
      return { ...room, topology: change.topology };
    case "settled":
      return { ...without(room, (p) => room.missing.has(p.id)), settling: false };
    default:
      return room; // a newer server; its number counts all the same
  }
}

/** The room after these changes; "gap" when some were missed and `sync-room` is needed. */
export function fold(room: Room, { boot, rev, changes }: RoomChanges): Room | "gap" {
  const first = rev - changes.length;
  if (boot !== room.boot || first > room.rev) return "gap";
  const fresh = changes.slice(room.rev - first); // what a snapshot already told comes again harmlessly
  return fresh.length === 0 ? room : { ...fresh.reduce(step, room), rev };
}
