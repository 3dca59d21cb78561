import { expect, it } from "vitest";
import { Silence } from "./silence";

it("tells of a microphone that gives nothing for twenty seconds, once, and when it is heard after all", () => {
  const silence = new Silence(0);
  expect(silence.hear(0, 19_999)).toBe(null);
  expect(silence.hear(0.001, 20_000)).toBe(true);
  expect(silence.hear(0, 60_000)).toBe(null);
  expect(silence.hear(0.1, 61_000)).toBe(false);
  expect(silence.hear(0, 120_000)).toBe(null);
});

it("never doubts a microphone that was heard once: people listen for long", () => {
  const silence = new Silence(0);
  expect(silence.hear(0.05, 100)).toBe(null);
  expect(silence.hear(0, 900_000)).toBe(null);
});
