import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPen } from "./pen";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function pen() {
  const sent: string[] = [];
  return { sent, ...createPen((text, line) => sent.push(`${line} ${text}`)) };
}

test("the first letter goes at once, then what has come together in a third of a second", () => {
  const { sent, write } = pen();
  for (const text of ["G", "Go", "Goo"]) write(text);
  expect(sent).toEqual(["1 G"]);
  vi.advanceTimersByTime(333);
  expect(sent).toEqual(["1 G", "1 Goo"]);
  write("Good");
  vi.advanceTimersByTime(333);
  expect(sent.at(-1)).toBe("1 Good");
  vi.advanceTimersByTime(5000);
  expect(sent).toHaveLength(3);
});

test("a line that is done is sent whole, and the next one counts on", () => {
  const { sent, write, next } = pen();
  write("G");
  write("Good day.");
  next();
  write("We");
  expect(sent).toEqual(["1 G", "1 Good day."]);
  vi.advanceTimersByTime(333);
  expect(sent.at(-1)).toBe("2 We");
});

test("a line that was emptied is taken back, and its number is not used up", () => {
  const { sent, write, next } = pen();
  write("oops");
  write("");
  next();
  next();
  write("So");
  vi.advanceTimersByTime(333);
  expect(sent).toEqual(["1 oops", "1 ", "1 So"]);
});

test("what was typed last is sent when one stops", () => {
  const { sent, write, stop } = pen();
  write("a");
  write("an end");
  stop();
  vi.advanceTimersByTime(5000);
  expect(sent).toEqual(["1 a", "1 an end"]);
});
