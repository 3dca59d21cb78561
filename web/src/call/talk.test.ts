import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatAck, ChatLine } from "@/protocol/messages.gen";
import type { Answer } from "@/signaling/wire";
import { Talk } from "./talk";

const SELF = { id: "me", name: "Me", userId: null };
type Heard = (answer: Answer<ChatAck>) => void;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const line = (seq: number, text: string, senderId = "a", key = `k${seq}`): ChatLine => ({
  seq,
  key,
  text,
  name: senderId,
  senderId,
  userId: null,
  at: seq,
  reply: null,
  files: [],
});

function table() {
  const asked: { text: string; key: string; along: unknown; heard: Heard }[] = [];
  const said: string[] = [];
  const talk = new Talk({
    ask: (_event, [text, , key, along], heard) => asked.push({ text: String(text), key: String(key), along, heard }),
    changed: () => {},
    said: (key) => said.push(key),
  });
  const shown = () => talk.entries.map((entry) => `${entry.text} ${entry.status}`);
  return { talk, asked, said, shown };
}

test("history is shown, is not unread, and makes no noise", () => {
  const { talk, said, shown } = table();
  talk.seated(SELF, [line(1, "hello"), line(2, "anyone?")]);
  expect(shown()).toEqual(["hello sent", "anyone? sent"]);
  expect(talk.unread).toBe(0);
  expect(said).toEqual([]);
});

test("a line is sent when the one before it has arrived, and shown once", () => {
  const { talk, asked, shown } = table();
  talk.seated(SELF, []);
  talk.send("one");
  talk.send("two");
  expect(asked.map((a) => a.text)).toEqual(["one"]);
  asked[0]?.heard({ ok: true, seq: 1, at: 1 });
  talk.receive("one", "Me", "me", { seq: 1, key: asked[0]?.key ?? "", userId: null, at: 1, reply: null, files: [] });
  expect(asked.map((a) => a.text)).toEqual(["one", "two"]);
  expect(shown()).toEqual(["one sent", "two sending"]);
  expect(talk.unread).toBe(0);
});

test("what is typed while the server is away arrives once and in order, under the same keys", () => {
  const { talk, asked, shown } = table();
  talk.seated(SELF, []);
  talk.send("one");
  talk.pause();
  asked[0]?.heard(null); // nobody knows whether it was heard
  talk.send("two");
  talk.send("three");
  expect(asked).toHaveLength(1);
  talk.seated(SELF, [line(1, "one", "me", asked[0]?.key)]); // it was
  expect(asked.slice(1).map((a) => a.text)).toEqual(["two"]);
  asked[1]?.heard({ ok: true, seq: 2, at: 2 });
  asked[2]?.heard({ ok: true, seq: 3, at: 3 });
  expect(asked.map((a) => a.text)).toEqual(["one", "two", "three"]);
  expect(shown()).toEqual(["one sent", "two sent", "three sent"]);
});

test("a line that was not heard is asked again under its key", () => {
  const { talk, asked } = table();
  talk.seated(SELF, []);
  talk.send("one");
  talk.pause();
  asked[0]?.heard(null);
  talk.seated(SELF, []);
  expect(asked.map((a) => a.key)).toEqual([asked[0]?.key, asked[0]?.key]);
});

test("an answer that comes after the connection was lost changes nothing that the new one asks", () => {
  const { talk, asked } = table();
  talk.seated(SELF, []);
  talk.send("one");
  talk.pause();
  talk.seated(SELF, []);
  asked[0]?.heard(null);
  vi.advanceTimersByTime(5000);
  expect(asked).toHaveLength(2);
});

test("lines of others are unread until they are read, missed ones too", () => {
  const { talk, said } = table();
  talk.seated(SELF, [line(1, "old")]);
  talk.receive("new", "a", "a", { seq: 2, key: "k2", userId: null, at: 2, reply: null, files: [] });
  talk.pause();
  talk.seated(SELF, [line(2, "new"), line(3, "missed")]);
  expect(talk.unread).toBe(2);
  expect(said).toEqual(["k2", "k3"]);
  expect(talk.heard).toBe(3);
  talk.markRead();
  expect(talk.unread).toBe(0);
});

test("lines stand in the server's order, whatever order they come in", () => {
  const { talk, asked, shown } = table();
  talk.seated(SELF, []);
  talk.send("mine");
  asked[0]?.heard({ ok: true, seq: 2, at: 2 });
  talk.receive("before mine", "a", "a", { seq: 1, key: "x", userId: null, at: 1, reply: null, files: [] });
  expect(shown()).toEqual(["before mine sent", "mine sent"]);
});

test("a busy server is asked again, a refusal is shown and can be tried again", () => {
  const { talk, asked, shown } = table();
  talk.seated(SELF, []);
  talk.send("one");
  const no = (code: string, retryAfterS: number | null) => ({ code, message: "Too long.", field: null, retryAfterS });
  asked[0]?.heard({ ok: false, error: no("busy", 0.5) });
  vi.advanceTimersByTime(500);
  expect(asked).toHaveLength(2);
  asked[1]?.heard({ ok: false, error: no("chat_too_long", null) });
  expect(shown()).toEqual(["one refused"]);
  expect(talk.entries[0]?.problem).toBe("That is more than the server takes.");
  talk.retry(talk.entries[0]?.key ?? "");
  expect(asked).toHaveLength(3);
  expect(shown()).toEqual(["one sending"]);
});

test("nothing is not said", () => {
  const { talk, asked } = table();
  talk.seated(SELF, []);
  talk.send("   ");
  expect(asked).toEqual([]);
});

test("a line brings its files and what it answers, and is as short as ever when it brings nothing", () => {
  const { talk, asked } = table();
  const file = { id: "f1", name: "plan.png", mediaType: "image/png", size: 5, width: 4, height: 3 };
  talk.seated(SELF, [line(7, "shall we?")], { pass: "secret", fileBytes: 10 });
  expect(talk.desk).toEqual({ pass: "secret", fileBytes: 10 });
  talk.send("", { reply: talk.entries[0] ?? null, files: [file] });
  talk.send("", {});
  talk.send("plain");
  expect(asked[0]?.along).toEqual({ replyTo: 7, files: ["f1"] });
  expect(talk.entries[1]).toMatchObject({ reply: { seq: 7, name: "a", text: "shall we?", files: [] }, files: [file] });
  asked[0]?.heard({ ok: true, seq: 8, at: 1 });
  expect(asked.map(({ text, along }) => [text, along])).toEqual([
    ["", { replyTo: 7, files: ["f1"] }],
    ["plain", undefined],
  ]);
});
