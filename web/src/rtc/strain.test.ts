import { expect, test } from "vitest";
import { type Ease, Strain } from "./strain";

type Line = (ease: Ease, second: number) => { loss?: number; rttMs?: number | null; roomBps?: number };

/** A line on which one report each second says what `now` gives for how much we ease it. */
function line(now: Line) {
  const strain = new Strain();
  const eased: Ease[] = [];
  let second = 0;
  const run = (seconds: number) => {
    for (let n = 0; n < seconds; n += 1) {
      const { loss = 0, rttMs = 25, roomBps = null } = now(strain.ease, second);
      eased.push(strain.see(1000 * second++, { loss, rttMs, roomBps }));
    }
    return eased;
  };
  /** From when on it was eased like this, seconds; -1 if never. */
  const since = (ease: Ease) => eased.indexOf(ease);
  return { run, since, eased };
}

test("a line that loses a little, or stutters now and then, is left alone", () => {
  const { run } = line((_, second) => ({ loss: second % 5 ? 0.02 : 0.3, rttMs: second % 5 === 2 ? 400 : 40 }));
  expect(new Set(run(600))).toEqual(new Set(["none"]));
});

test("a long way is no queue", () => {
  const { run } = line((_, second) => ({ rttMs: 600 + (second % 2) * 300 }));
  expect(new Set(run(60))).toEqual(new Set(["none"]));
});

test("a browser that knows of enough room is left alone, and one that knows of little is not", () => {
  const jam = (roomBps: number) => line((_, second) => ({ loss: second >= 5 ? 0.5 : 0, rttMs: 400, roomBps }));
  expect(new Set(jam(450_000).run(20))).toEqual(new Set(["none"]));
  const little = jam(120_000);
  little.run(10);
  expect(little.since("least")).toBe(5);
});

test("a browser is taken to know of room as long as it said so just now", () => {
  const strain = new Strain();
  expect(strain.knowsOfRoom(0)).toBe(false);
  strain.see(0, { loss: null, rttMs: null, roomBps: 400_000 });
  expect([strain.knowsOfRoom(1000), strain.knowsOfRoom(1001)]).toEqual([true, false]);
});

test("a way that has become longer is no queue that never ends", () => {
  const { run } = line((_, second) => ({ loss: second > 20 && second < 24 ? 0.6 : 0, rttMs: second < 10 ? 20 : 70 }));
  const eased = run(80);
  expect(eased[24]).toBe("least");
  expect(eased.slice(50)).toEqual(Array(30).fill("none"));
});

test("where much is lost pictures become as small as they can be", () => {
  const lossy = line((ease, second) => ({ loss: second >= 5 && ease === "none" ? 0.35 : 0, rttMs: null }));
  lossy.run(8);
  expect([lossy.since("least"), lossy.since("less")]).toEqual([6, -1]);
  const very = line((ease, second) => ({ loss: second >= 5 && ease === "none" ? 0.7 : 0 }));
  very.run(8);
  expect(very.since("least")).toBe(5);
});

test("a queue that grows is met before anything is lost: smaller first, and again if that is not enough", () => {
  const enough = line((ease, second) => ({ rttMs: second >= 5 && ease === "none" ? 220 : 25 }));
  enough.run(10);
  expect([enough.since("less"), enough.since("least")]).toEqual([6, -1]);
  const not = line((ease, second) => ({
    rttMs: second >= 5 && ease !== "least" ? 220 : 25,
    loss: second >= 5 ? 0.04 : 0,
  }));
  not.run(10);
  expect([not.since("less"), not.since("least")]).toEqual([5, 6]);
});

test("what it can bear again is tried in two steps, sooner where nothing waits on the way", () => {
  const unknown = line((_, second) => ({ loss: second < 3 ? 0.7 : 0, rttMs: null }));
  unknown.run(30);
  expect([unknown.since("least"), unknown.since("less")]).toEqual([0, 14]);
  expect(unknown.eased.indexOf("none")).toBe(19);
  const free = line((_, second) => ({ loss: second < 3 ? 0.7 : 0, rttMs: 25 }));
  free.run(30);
  expect([free.since("least"), free.since("less"), free.eased.indexOf("none")]).toEqual([0, 5, 7]);
  const held = line((_, second) => ({ loss: second < 3 ? 0.7 : 0, rttMs: second === 0 ? 25 : 70 }));
  held.run(30);
  expect(held.since("less")).toBe(14);
});

test("a line that always loses a little is tried with more after a minute", () => {
  const { run, eased } = line((_, second) => ({ loss: second === 3 ? 1 : 0.12, rttMs: 60 }));
  run(140);
  expect([eased.indexOf("least"), eased.indexOf("less"), eased.lastIndexOf("less")]).toEqual([3, 63, 122]);
});

test("a queue that is long at once calls for the least", () => {
  const { run, since } = line((ease, second) => ({ rttMs: second >= 5 && ease === "none" ? 320 : 25 }));
  run(10);
  expect([since("least"), since("less")]).toEqual([6, -1]);
});

test("what helped stays, although it was not enough", () => {
  const { run, eased } = line((ease, second) => ({ loss: second < 3 ? 0 : ease === "least" ? 0.2 : 0.7 }));
  run(40);
  expect(new Set(eased.slice(3))).toEqual(new Set(["least"]));
});

test("one that stays narrow is tried with more less and less often", () => {
  const { run, eased } = line((ease) => ({ loss: ease === "least" ? 0.01 : 0.5 }));
  run(900);
  const tries = eased.flatMap((ease, i) => (ease === "less" && eased[i - 1] === "least" ? [i] : []));
  const waits = tries.slice(1).map((at, i) => at - (tries[i] ?? 0));
  expect(tries.length).toBeLessThan(26);
  expect(waits.every((wait, i) => i === 0 || wait >= (waits[i - 1] ?? 0))).toBe(true);
  expect(eased.includes("none")).toBe(false);
});

test.each<[string, Line]>([
  ["loses as much", () => ({ loss: 0.35 })],
  ["loses now more and now less", (_, second) => ({ loss: [0.2, 0.55, 0.2, 0.25][second % 4] ?? 0 })],
  ["is as slow", (_, second) => ({ rttMs: second < 2 ? 25 : 500 })],
])("a line that %s whatever we send keeps its picture, and is left alone for a minute", (_, now) => {
  const { run, since, eased } = line(now);
  run(60);
  const least = since("least");
  const again = eased.indexOf("none", least);
  expect(again - least).toBe(5);
  expect(new Set(eased.slice(again))).toEqual(new Set(["none"]));
});

test("what is lost behind a queue does not fit, and pictures stay small however much that still is", () => {
  const { run, eased } = line((_, second) => (second < 3 ? {} : { loss: 0.3, rttMs: second % 3 ? null : 230 }));
  run(60);
  expect(new Set(eased.slice(6))).toEqual(new Set(["least"]));
});

test("a queue that stays is not somebody else's where our browser knows of little room", () => {
  const slow = (roomBps: number) => line((_, second) => (second < 2 ? { roomBps } : { rttMs: 300, roomBps })).run(20);
  expect(new Set(slow(90_000).slice(5))).toEqual(new Set(["least"]));
});

test("after a minute a line that still loses much is eased again; one that is still slow is slow", () => {
  const last = (now: Line) => line(now).run(100).lastIndexOf("least");
  expect(last(() => ({ loss: 0.5 }))).toBeGreaterThan(60);
  expect(last((_, second) => ({ rttMs: second < 2 ? 25 : 500 }))).toBeLessThan(20);
});

test("a browser that knows of little room learns of more first, and lets pictures grow when it does", () => {
  const learns = (from: number) => {
    const strain = new Strain();
    const seen: string[] = [];
    for (let second = 0; second < 20; second += 1) {
      const jam = second < 3 ? { loss: 0.7, rttMs: 225 } : { loss: 0, rttMs: 25 };
      strain.see(1000 * second, { ...jam, roomBps: strain.widenings < from ? 90_000 : 1_200_000 });
      seen.push(`${strain.ease} ${strain.widenings}`);
    }
    return [...new Set(seen)];
  };
  expect(learns(1)).toEqual(["least 0", "less 1", "none 1"]);
  expect(learns(3)).toEqual(["least 0", "less 1", "less 2", "less 3", "none 3"]);
});
