import { expect, test } from "vitest";
import { type CaptionLine, fresh, STAYS_MS, withLine } from "./lines";

const line = (n: number, text: string, id = "ana", at = 0): CaptionLine => ({ id, line: n, name: id, text, at });
const read = (...news: CaptionLine[]) =>
  news.reduce<readonly CaptionLine[]>(withLine, []).map(({ id, text }) => `${id}: ${text}`);

test("a line grows at its place", () => {
  expect(read(line(1, "Good"), line(2, "We"), line(1, "Good day."))).toEqual(["ana: Good day.", "ana: We"]);
});

test("two lines are seen, the newest below", () => {
  expect(read(line(1, "one"), line(2, "two"), line(3, "three"))).toEqual(["ana: two", "ana: three"]);
});

test("lines of two writers are two lines, whatever their numbers", () => {
  expect(read(line(1, "one"), line(1, "uno", "bo"))).toEqual(["ana: one", "bo: uno"]);
});

test("what is taken back is gone, and nothing that was never there", () => {
  expect(read(line(1, "one"), line(2, "tow"), line(2, ""))).toEqual(["ana: one"]);
  expect(read(line(1, ""))).toEqual([]);
});

test("what nobody is reading any more goes", () => {
  const lines = [line(1, "one"), line(2, "two", "ana", 500)];
  expect(fresh(lines, STAYS_MS - 1)).toBe(lines);
  expect(fresh(lines, STAYS_MS)).toEqual([lines[1]]);
});
