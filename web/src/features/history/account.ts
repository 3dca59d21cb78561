import type { ActivityDetail, Attendee, SaidLine } from "@/api/types";

export interface Span {
  readonly fromMs: number;
  /** null: somebody is still there. */
  readonly toMs: number | null;
}

/** From the first to come to the last to go; null when nobody was noted. */
export function spanOf(people: readonly Attendee[]): Span | null {
  if (people.length === 0) return null;
  const fromMs = Math.min(...people.map((person) => Date.parse(person.joined_at)));
  const ends = people.map((person) => (person.left_at === null ? null : Date.parse(person.left_at)));
  return { fromMs, toMs: ends.includes(null) ? null : Math.max(...(ends as number[])) };
}

export interface Presence {
  readonly key: string;
  readonly name: string;
  readonly userId: string | null;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** One line per person: an account that came and went, or sat at two tabs, is one; guests are told apart by seat. */
export function presences(people: readonly Attendee[]): Presence[] {
  const found = new Map<string, Presence>();
  for (const person of people) {
    const key = person.user_id ?? `seat ${person.id}`;
    const fromMs = Date.parse(person.joined_at);
    const toMs = person.left_at === null ? null : Date.parse(person.left_at);
    const before = found.get(key);
    const ends = before ? [before.toMs, toMs] : [toMs];
    found.set(key, {
      key,
      name: person.name,
      userId: person.user_id,
      fromMs: Math.min(fromMs, before?.fromMs ?? fromMs),
      toMs: ends.includes(null) ? null : Math.max(...(ends as number[])),
    });
  }
  return [...found.values()].sort((a, b) => a.fromMs - b.fromMs);
}

export interface Turn {
  readonly key: number;
  readonly name: string;
  readonly senderId: string;
  readonly atMs: number;
  readonly lines: readonly SaidLine[];
}

const SAME_BREATH_MS = 5 * 60_000;

/** Lines that one person wrote in one go, under one name and time. */
export function turns(chat: ActivityDetail["chat"]): Turn[] {
  const found: { key: number; name: string; senderId: string; atMs: number; lines: SaidLine[] }[] = [];
  for (const line of chat) {
    const atMs = Date.parse(line.at);
    const last = found.at(-1);
    const sameBreath = last && atMs - Date.parse(last.lines.at(-1)?.at ?? line.at) < SAME_BREATH_MS;
    if (last?.senderId === line.sender_id && last.name === line.name && sameBreath) last.lines.push(line);
    else found.push({ key: line.seq, name: line.name, senderId: line.sender_id, atMs, lines: [line] });
  }
  return found;
}
