import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ANSWER_MS, Care, CONNECT_MS, PATIENCE_MS } from "./care";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function patient() {
  const tried: string[] = [];
  const care: Care = new Care((remedy) => {
    tried.push(remedy);
    if (remedy === "rebuild") care.begin();
    care.offered();
  });
  care.offered();
  return { care, tried };
}

function connected() {
  const { care, tried } = patient();
  care.answered();
  care.observe("connected");
  return { care, tried };
}

test("an offer that nobody answers is followed by a new connection", () => {
  const { care, tried } = patient();
  vi.advanceTimersByTime(ANSWER_MS + 1);
  expect(tried).toEqual(["rebuild"]);
  care.answered();
  vi.advanceTimersByTime(CONNECT_MS + 1);
  expect(tried).toEqual(["rebuild", "rebuild"]);
});

test("a connection that stands is left alone", () => {
  const { tried } = connected();
  vi.advanceTimersByTime(600_000);
  expect(tried).toEqual([]);
});

test("a short outage heals by itself, a longer one is helped, and what does not help is thrown away", () => {
  const { care, tried } = connected();
  care.observe("disconnected");
  vi.advanceTimersByTime(PATIENCE_MS - 100);
  care.observe("connected");
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual([]);
  care.observe("disconnected");
  vi.advanceTimersByTime(PATIENCE_MS);
  expect(tried).toEqual(["restart"]);
  vi.advanceTimersByTime(ANSWER_MS);
  expect(tried).toEqual(["restart", "rebuild"]);
});

test("attempts that lead nowhere come further and further apart", () => {
  const { care, tried } = connected();
  vi.advanceTimersByTime(60_000);
  const waits = Array.from({ length: 6 }, () => {
    const before = tried.length;
    care.lost();
    for (let ms = 0; ; ms += 50) {
      if (tried.length > before) return ms;
      vi.advanceTimersByTime(50);
    }
  });
  expect(waits[0]).toBeLessThanOrEqual(50);
  expect(waits.at(-1)).toBeGreaterThan(2000);
});

test("nothing is tried while the server cannot hear it, and at once when it can again", () => {
  const { care, tried } = connected();
  care.setReachable(false);
  care.observe("failed");
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual([]);
  care.setReachable(true);
  expect(tried).toEqual(["rebuild"]);
});
