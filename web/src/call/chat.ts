// What was said, in order, each line once; what we typed and the server does not have yet stands at the end. Pure.

import { describe } from "@/api/words";
import { t } from "@/lib/i18n";
import type { ChatLine, Problem } from "@/protocol/messages.gen";
import type { ChatEntry } from "./contract";

export interface Chat {
  /** By seq; then our own without one, as they were typed. */
  readonly entries: readonly ChatEntry[];
  /** The last line the server told us of: what a resume asks from. */
  readonly heard: number;
  readonly unread: number;
}

export const SILENCE: Chat = { entries: [], heard: 0, unread: 0 };

function ordered(entries: readonly ChatEntry[]): ChatEntry[] {
  const rank = (entry: ChatEntry) => entry.seq ?? Number.POSITIVE_INFINITY;
  // infinities would subtract to NaN; sort is stable, so unsent lines keep their order
  return [...entries].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

export function typed(chat: Chat, entry: Omit<ChatEntry, "seq" | "status" | "mine">): Chat {
  return { ...chat, entries: [...chat.entries, { ...entry, seq: null, status: "sending", mine: true }] };
}

/** Lines the server told us of. `live`: they were said just now, so others' count as unread. */
export function heard(chat: Chat, lines: readonly ChatLine[], mine: (line: ChatLine) => boolean, live: boolean): Chat {
  const known = new Map(chat.entries.map((entry) => [entry.key, entry]));
  let unread = chat.unread;
  for (const line of lines) {
    const ours = known.get(line.key)?.mine === true || mine(line);
    if (live && !ours && !known.has(line.key)) unread += 1;
    known.set(line.key, {
      key: line.key,
      seq: line.seq,
      text: line.text,
      name: line.name || t("call.nameless"),
      senderId: line.senderId,
      mine: ours,
      at: line.at * 1000,
      status: "sent",
      reply: line.reply ?? null,
      files: line.files ?? [],
    });
  }
  const last = lines.reduce((max, line) => Math.max(max, line.seq), chat.heard);
  return { entries: ordered([...known.values()]), heard: last, unread };
}

function patched(chat: Chat, key: string, change: Partial<ChatEntry>): Chat {
  const entries = chat.entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry));
  return { ...chat, entries: ordered(entries) };
}

export function delivered(chat: Chat, key: string, seq: number, at: number): Chat {
  return patched(chat, key, { seq, at: at * 1000, status: "sent" });
}

export function refused(chat: Chat, key: string, problem: Problem): Chat {
  return patched(chat, key, { status: "refused", problem: describe(problem) });
}

/** Typed again: it goes to the end of what waits. */
export function retried(chat: Chat, key: string): Chat {
  const entry = chat.entries.find((e) => e.key === key && e.status === "refused");
  if (entry === undefined) return chat;
  const { problem: _, ...rest } = entry;
  return { ...chat, entries: [...chat.entries.filter((e) => e !== entry), { ...rest, status: "sending" }] };
}

/** The line to send now; the next one only when this one is answered, so that they arrive as they were typed. */
export function next(chat: Chat): ChatEntry | undefined {
  return chat.entries.find((entry) => entry.status === "sending");
}

export function read(chat: Chat): Chat {
  return chat.unread === 0 ? chat : { ...chat, unread: 0 };
}
