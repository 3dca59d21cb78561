// What a screen reader hears of a busy room: at most one sentence per kind and breath.

export interface Happening {
  readonly kind: "joined" | "left" | "hand" | "sharing" | "message" | "reaction";
  readonly name: string;
  /** What was thrown, in words. */
  readonly what?: string;
}

export interface Summary extends Happening {
  /** `name` and `what` are the first one's. */
  readonly count: number;
}

/** One summary per kind, in the order in which the kinds first happened. Who claps three times is one who claps. */
export function summarize(happenings: readonly Happening[]): Summary[] {
  const byKind = new Map<Happening["kind"], Summary>();
  const clapped = new Set<string>();
  for (const happening of happenings) {
    const { kind, name } = happening;
    if (kind === "reaction" && clapped.size === clapped.add(name).size) continue;
    byKind.set(kind, { ...(byKind.get(kind) ?? happening), count: (byKind.get(kind)?.count ?? 0) + 1 });
  }
  return [...byKind.values()];
}

export interface RoomSight {
  readonly people: Readonly<
    Record<string, { readonly name: string; readonly hand: boolean; readonly screen: boolean }>
  >;
}

/** What changed between two sights of the room, for people other than `selfId`. */
export function happenings(before: RoomSight, now: RoomSight, selfId: string | null): Happening[] {
  const list: Happening[] = [];
  for (const [id, person] of Object.entries(now.people)) {
    if (id === selfId) continue;
    const was = before.people[id];
    if (!was) list.push({ kind: "joined", name: person.name });
    if (person.hand && !was?.hand) list.push({ kind: "hand", name: person.name });
    if (person.screen && !was?.screen) list.push({ kind: "sharing", name: person.name });
  }
  for (const [id, person] of Object.entries(before.people)) {
    if (id !== selfId && !now.people[id]) list.push({ kind: "left", name: person.name });
  }
  return list;
}
