import { describe, expect, test } from "vitest";
import { Experience, momentOf } from "./experience";
import { fakePeer } from "./testing/fakeCall";

const GOOD = { step: "good", side: "none" } as const;
const LOST = { step: "lost", side: "yours" } as const;
const POOR = { step: "poor", side: "theirs" } as const;

describe("a moment", () => {
  test("is as good as the worst link, and on the side that suffers there", () => {
    const fine = fakePeer("a", "Ana");
    const weak = fakePeer("b", "Bo", { quality: "poor", side: "theirs" });
    const ours = fakePeer("c", "Caro", { quality: "poor", side: "yours" });
    expect(momentOf([fine, weak])).toEqual(POOR);
    expect(momentOf([weak, fine])).toEqual(POOR);
    expect(momentOf([weak, ours])).toEqual({ step: "poor", side: "both" });
    expect(momentOf([fakePeer("d", "Dan", { quality: "unknown" })])).toEqual({ step: null, side: "none" });
    expect(momentOf([])).toEqual({ step: null, side: "none" });
  });
});

describe("an experience", () => {
  test("counts the time in each step, and what comes back at once is one drop", () => {
    const told = new Experience();
    told.see(GOOD, 0);
    told.see(POOR, 10_000);
    told.see(LOST, 12_000);
    told.see(GOOD, 15_000);
    told.see(LOST, 18_000);
    told.see(GOOD, 19_000);
    told.see(LOST, 40_000);
    expect(told.report(41_000)).toEqual({
      good_ms: 34_000,
      fair_ms: 0,
      poor_ms: 2000,
      lost_ms: 5000,
      drops: [
        { at: 10_000, lasted_ms: 9000, step: "lost", side: "both" },
        { at: 40_000, lasted_ms: 1000, step: "lost", side: "yours" },
      ],
    });
  });

  test("knows nothing of a time in which nobody looked, or in which nobody was there", () => {
    const told = new Experience();
    told.see(GOOD, 0);
    told.see(GOOD, 3_600_000); // the lid was closed
    told.see({ step: null, side: "none" }, 3_601_000);
    told.see(GOOD, 3_620_000);
    told.pause(3_622_000);
    expect(told.report(3_700_000)).toMatchObject({ good_ms: 3000, drops: [] });
  });

  test("goes on where it was before a reload, and anew at another seat", () => {
    const told = new Experience();
    told.begin({ good_ms: 5000, fair_ms: 0, poor_ms: 0, lost_ms: 0, drops: [] });
    told.see(GOOD, 0);
    expect(told.report(1000).good_ms).toBe(6000);
    told.begin();
    expect(told.report(1500).good_ms).toBe(500);
  });

  test("forgets the mildest drop when there are too many", () => {
    const told = new Experience();
    for (let n = 0; n < 60; n += 1) {
      told.see(n === 5 ? LOST : POOR, n * 20_000);
      told.see(GOOD, n * 20_000 + 1000 + n);
    }
    const { drops } = told.report(1_200_000);
    expect(drops).toHaveLength(40);
    expect(drops.some((drop) => drop.step === "lost")).toBe(true);
  });
});
