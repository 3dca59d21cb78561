import { expect, test } from "vitest";
import type { CallReport, Drop } from "@/api/types";
import { percent, sentences } from "./sentences";

const at = (minute: number) => new Date(2031, 3, 9, 10, minute).getTime();
const drop = (minute: number, seconds: number, change: Partial<Drop> = {}): Drop => ({
  at: at(minute),
  lasted_ms: seconds * 1000,
  step: "lost",
  side: "yours",
  ...change,
});
const report = (change: Partial<CallReport>): CallReport => ({
  good_ms: 970_000,
  fair_ms: 0,
  poor_ms: 0,
  lost_ms: 30_000,
  drops: [],
  ...change,
});
const said = (change: Partial<CallReport>) =>
  sentences(report(change))
    .join(" ")
    .replace(/\u202f|\u00a0/g, " ");

test("a call is told in a sentence or two", () => {
  expect(said({ lost_ms: 0 })).toBe("Good the whole time.");
  expect(said({ drops: [drop(41, 9), drop(42, 12)] })).toMatch(
    /^Good for 97 ?% of the time\. 2 short breaks around 10:42( AM)?, on your side\.$/,
  );
  expect(said({ drops: [drop(5, 60, { step: "poor", side: "theirs" })] })).toMatch(
    /One weak time around 10:05( AM)?, on the other side\. The longest lasted 60 seconds\.$/,
  );
  expect(said({ drops: [drop(5, 200), drop(55, 9, { side: "theirs" })] })).toMatch(
    /2 breaks between 10:05( AM)? and 10:55( AM)?\. The longest lasted 3 minutes\.$/,
  );
  expect(said({ good_ms: 1000, lost_ms: 0 })).toBe("");
});

test("what was not quite all of the time is not said to be", () => {
  expect(percent(0.9999).replace(/\s/g, "")).toBe("99%");
  expect(percent(1).replace(/\s/g, "")).toBe("100%");
});
