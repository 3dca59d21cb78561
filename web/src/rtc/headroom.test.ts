import { expect, test } from "vitest";
import { Headroom } from "./headroom";

/** Looks twice a second for so long at a line that carries so much, and at a browser that sends what it may in sizes of so much; what it tried, and when. */
function looked(seconds: number, carriesBps: number, sizes: readonly number[], isFree = (_: number) => true) {
  const headroom = new Headroom();
  const tries: string[] = [];
  let bps = 304_000;
  let sent = 0;
  for (let at = 0; at < 1000 * seconds; at += 500) {
    const used = sizes.filter((size) => size <= bps).at(-1) ?? 0;
    sent += used / 16;
    const tried = headroom.see(at, { loss: null, rttMs: null, roomBps: bps, sentBytes: sent }, isFree(at / 1000));
    if (tried !== null) tries.push(`${at / 1000}: ${Math.round(tried / 1000)}`);
    bps = Math.min(tried ?? Math.max(bps, 1.5 * used + 10_000), carriesBps); // as Chromium does
  }
  return tries;
}

test("where less is sent than there is room for, and nothing waits, more is tried until all is sent", () => {
  expect(looked(60, 5_000_000, [196_000, 360_000, 1_300_000])).toEqual(["4: 456", "9: 825", "13.5: 1238", "18: 1856"]);
});

test("while something waits, and where what is sent is what there is room for, nothing is tried", () => {
  expect(looked(60, 5_000_000, [196_000, 360_000, 1_300_000], (second) => second % 4 !== 0)).toEqual([]);
  expect(looked(60, 304_000, [230_000, 360_000])).toEqual([]);
});

test("a line that carries no more is tried less and less often", () => {
  expect(looked(60, 320_000, [196_000, 360_000])).toEqual(["4: 456", "16: 480", "40: 480"]);
});
