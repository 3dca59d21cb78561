import { describe, expect, it } from "vitest";
import type { ChatEntry } from "@/call/contract";
import { bytesLeft, firstUnreadKey, groupChat } from "./groups";

const NOON = new Date(2026, 0, 5, 12).getTime();
const line = (key: string, senderId: string, at = NOON, more: Partial<ChatEntry> = {}): ChatEntry => ({
  key,
  seq: 1,
  text: key,
  name: senderId,
  senderId,
  mine: senderId === "me",
  at,
  status: "sent",
  reply: null,
  files: [],
  ...more,
});

describe("chat groups", () => {
  it("put lines of one person in a row under one name", () => {
    const groups = groupChat([line("1", "a"), line("2", "a"), line("3", "me"), line("4", "a")], null);
    expect(groups.map((g) => [g.senderId, g.lines.length])).toEqual([
      ["a", 2],
      ["me", 1],
      ["a", 1],
    ]);
  });

  it("start anew after a pause, on another day, and where the unread lines begin", () => {
    const later = NOON + 6 * 60_000;
    const tomorrow = NOON + 24 * 3_600_000;
    const groups = groupChat(
      [line("1", "a"), line("2", "a", later), line("3", "a", later), line("4", "a", tomorrow)],
      "3",
    );
    expect(groups.map((g) => g.lines.map((l) => l.key))).toEqual([["1"], ["2"], ["3"], ["4"]]);
    expect(groups.map((g) => g.newDay)).toEqual([false, false, false, true]);
    expect(groups.map((g) => g.firstUnread)).toEqual([false, false, true, false]);
  });

  it("keep two people apart who share an id after a rename", () => {
    expect(groupChat([line("1", "a"), line("2", "a", NOON, { name: "Ana" })], null)).toHaveLength(2);
  });
});

it("finds where the unread lines of others begin", () => {
  const chat = [line("1", "a"), line("2", "me"), line("3", "b"), line("4", "me"), line("5", "a")];
  expect(firstUnreadKey(chat, 2)).toBe("3");
  expect(firstUnreadKey(chat, 0)).toBeNull();
  expect(firstUnreadKey([], 3)).toBeNull();
});

it("counts bytes, not characters", () => {
  expect(bytesLeft("")).toBe(4096);
  expect(bytesLeft("é€😀")).toBe(4096 - 9);
});
