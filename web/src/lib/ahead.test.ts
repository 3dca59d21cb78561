import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Ahead } from "./ahead";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, "now").mockImplementation(() => Date.now());
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("gives an answer once, to who asks for that", async () => {
  const ahead = new Ahead<string>();
  ahead.put("a", Promise.resolve("yes"));
  expect(ahead.take("b")).toBeNull();
  expect(await ahead.take("a")).toBe("yes");
  expect(ahead.take("a")).toBeNull();
});

it("does not give one that has grown old", () => {
  const ahead = new Ahead<string>();
  ahead.put("a", Promise.resolve("yes"));
  vi.advanceTimersByTime(6000);
  expect(ahead.take("a")).toBeNull();
});

it("keeps a refusal for who takes it, and complains to nobody else", async () => {
  const ahead = new Ahead<string>();
  ahead.put("a", Promise.reject(new Error("no")));
  await Promise.resolve();
  await expect(ahead.take("a")).rejects.toThrow("no");
});
