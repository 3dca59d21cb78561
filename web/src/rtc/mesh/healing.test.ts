import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Healing } from "./healing";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function patient(polite = false) {
  const tried: string[] = [];
  const healing = new Healing(polite, (remedy) => tried.push(remedy));
  return { healing, tried };
}

test("an outage that passes by itself is left alone", () => {
  const { healing, tried } = patient();
  healing.observe("connected");
  healing.observe("disconnected");
  vi.advanceTimersByTime(1500);
  healing.observe("connected");
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual([]);
});

test("two seconds without a path are enough, and the impolite one acts first", () => {
  const impolite = patient(false);
  const polite = patient(true);
  for (const { healing } of [impolite, polite]) {
    healing.observe("connected");
    healing.observe("disconnected");
  }
  vi.advanceTimersByTime(2000);
  expect([impolite.tried, polite.tried]).toEqual([["restart"], []]);
  vi.advanceTimersByTime(1000);
  expect(polite.tried).toEqual(["restart"]);
});

test("a failed path is renewed at once", () => {
  const { healing, tried } = patient();
  healing.observe("connected");
  healing.observe("failed");
  vi.advanceTimersByTime(0);
  expect(tried).toEqual(["restart"]);
});

test("a peer that never answers is tried ever less often, with a new connection now and then", () => {
  const { healing, tried } = patient();
  healing.begin();
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual(["restart", "restart", "rebuild", "restart", "restart"]);
  vi.advanceTimersByTime(600_000);
  expect(tried.length).toBeLessThanOrEqual(5 + 20);
});

test("while signals cannot reach the peer nothing is tried, and the moment they can it is", () => {
  const { healing, tried } = patient();
  healing.observe("connected");
  healing.setReachable(false);
  healing.observe("failed");
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual([]);
  healing.setReachable(true);
  expect(tried).toEqual(["restart"]);
});

test("what was tried while nobody knew that the peer was gone does not count, once", () => {
  const { healing, tried } = patient();
  healing.observe("connected");
  healing.observe("disconnected");
  vi.advanceTimersByTime(2000);
  expect([tried, healing.attempts]).toEqual([["restart"], 1]);
  for (const attempts of [1, 2]) {
    healing.setReachable(false);
    vi.advanceTimersByTime(20_000);
    healing.setReachable(true);
    expect(healing.attempts).toBe(attempts);
  }
  expect(tried).toEqual(["restart", "restart", "restart"]);
});

test("a change of network looks for new paths even while all is well", () => {
  const { healing, tried } = patient();
  healing.observe("connected");
  healing.nudge(false);
  expect(tried).toEqual([]);
  healing.nudge(true);
  expect(tried).toEqual(["restart"]);
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual(["restart"]);
});

test("what was to be tried once it could be said is let be when something comes again by itself", () => {
  const { healing, tried } = patient();
  healing.observe("connected");
  healing.setReachable(false);
  healing.nudge(true);
  healing.back();
  healing.setReachable(true);
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual([]);
  healing.setReachable(false);
  healing.observe("disconnected");
  vi.advanceTimersByTime(2000);
  healing.back();
  healing.setReachable(true);
  expect(tried, "the path is not well").toEqual(["restart"]);
});

test("where there is nothing to lose a new connection is made at once, and it gets its time", () => {
  const { healing, tried } = patient();
  healing.observe("connected");
  healing.renew();
  expect(tried).toEqual(["rebuild"]);
  healing.observe("new");
  vi.advanceTimersByTime(7900);
  expect(tried).toEqual(["rebuild"]);
  vi.advanceTimersByTime(200);
  expect(tried).toEqual(["rebuild", "restart"]);
});

test("a link that is closed is never tried again", () => {
  const { healing, tried } = patient();
  healing.begin();
  healing.stop();
  vi.advanceTimersByTime(60_000);
  expect(tried).toEqual([]);
});
