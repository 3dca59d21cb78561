import type { ChatEntry } from "@/call/contract";

/** Lines of one sender, close together in time, under one name. */
export interface ChatGroup {
  readonly key: string;
  readonly senderId: string;
  readonly name: string;
  readonly mine: boolean;
  readonly at: number;
  /** The first line on another day than the group before. */
  readonly newDay: boolean;
  /** The "new" divider goes above this group. */
  readonly firstUnread: boolean;
  readonly lines: readonly ChatEntry[];
}

const CLOSE_MS = 5 * 60_000;

/** Groups in order. `firstUnread` is the key of the first line that was not seen when the panel opened. */
export function groupChat(chat: readonly ChatEntry[], firstUnread: string | null): ChatGroup[] {
  const groups: {
    -readonly [K in keyof ChatGroup]: ChatGroup[K] extends readonly ChatEntry[] ? ChatEntry[] : ChatGroup[K];
  }[] = [];
  for (const entry of chat) {
    const last = groups.at(-1);
    const previous = last?.lines.at(-1);
    const newDay = !previous || new Date(previous.at).toDateString() !== new Date(entry.at).toDateString();
    const together =
      last !== undefined &&
      previous !== undefined &&
      last.senderId === entry.senderId &&
      last.name === entry.name &&
      entry.at - previous.at < CLOSE_MS &&
      !newDay &&
      entry.key !== firstUnread;
    if (together) last.lines.push(entry);
    else
      groups.push({
        key: entry.key,
        senderId: entry.senderId,
        name: entry.name,
        mine: entry.mine,
        at: entry.at,
        newDay: newDay && groups.length > 0,
        firstUnread: entry.key === firstUnread,
        lines: [entry],
      });
  }
  return groups;
}

/** The first of the last `unread` lines that others wrote; null when everything was seen. */
export function firstUnreadKey(chat: readonly ChatEntry[], unread: number): string | null {
  let left = unread;
  let key: string | null = null;
  for (let i = chat.length - 1; i >= 0 && left > 0; i -= 1) {
    const entry = chat[i] as ChatEntry;
    if (entry.mine) continue;
    key = entry.key;
    left -= 1;
  }
  return key;
}

const encoder = new TextEncoder();

/** The server's limit for one line, UTF-8 bytes. */
export const CHAT_BYTES = 4096;

/** How many bytes are left; only worth showing near the end. */
export function bytesLeft(text: string): number {
  return CHAT_BYTES - encoder.encode(text).length;
}
