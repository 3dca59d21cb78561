import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Post } from "./post";
import type { Answer } from "./wire";

type Heard = (answer: Answer<unknown>) => void;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function office(waiting = new Set<string>()) {
  const said: { to: string; message: unknown; heard: Heard }[] = [];
  const post = new Post({
    ask: (_event, [to, message], heard) => said.push({ to: String(to), message, heard }),
    waitsFor: (id) => waiting.has(id),
  });
  return { post, said, texts: () => said.map((letter) => letter.message) };
}

test("nothing is said before the seat is ours, then everything in order", () => {
  const { post, texts } = office();
  post.send("a", "1");
  post.send("b", "2");
  post.send("a", "3");
  expect(texts()).toEqual([]);
  post.resume();
  expect(texts()).toEqual(["1", "2", "3"]);
});

test("what was not acknowledged is said again after the connection came back, and nothing else", () => {
  const { post, said, texts } = office();
  post.resume();
  for (const message of ["1", "2", "3"]) post.send("a", message);
  said[0]?.heard({ ok: true });
  said[1]?.heard(null);
  said[2]?.heard(null);
  post.pause();
  said.length = 0;
  post.resume();
  expect(texts()).toEqual(["2", "3"]);
});

test("signals for someone the restarted server does not know yet wait until they are back", () => {
  const waiting = new Set(["a"]);
  const { post, texts } = office(waiting);
  post.resume();
  post.send("a", "for a");
  post.send("b", "for b");
  expect(texts()).toEqual(["for b"]);
  waiting.clear();
  post.flush();
  expect(texts()).toEqual(["for b", "for a"]);
});

test("who is gone for good gets nothing more", () => {
  const { post, texts } = office();
  post.send("a", "1");
  post.send("b", "2");
  post.drop("a");
  post.resume();
  expect(texts()).toEqual(["2"]);
});

test("it keeps below what the server allows", () => {
  const { post, said } = office();
  post.resume();
  for (let i = 0; i < 300; i++) post.send("a", String(i));
  expect(said).toHaveLength(150);
  vi.advanceTimersByTime(1000);
  expect(said.length).toBeGreaterThan(180);
  expect(said.length).toBeLessThanOrEqual(192);
});

test("when the server is busy all the same, the signal is said again when it said to", () => {
  const { post, said, texts } = office();
  post.resume();
  post.send("a", "1");
  said[0]?.heard({ ok: false, error: { code: "busy", message: "", field: null, retryAfterS: 0.5 } });
  expect(texts()).toEqual(["1"]);
  vi.advanceTimersByTime(500);
  expect(texts()).toEqual(["1", "1"]);
});

test("a refused signal is not said again", () => {
  const { post, said, texts } = office();
  post.resume();
  post.send("a", "1");
  said[0]?.heard({ ok: false, error: { code: "unknown_participant", message: "", field: null, retryAfterS: null } });
  post.resume();
  expect(texts()).toEqual(["1"]);
});
