import { expect, test } from "vitest";
import { LinkQuality, type Sample, sideOf, type View } from "./quality";

/** Samples every 2 s, each with its share of 100 packets lost. */
function watch(losses: readonly number[], extra: Partial<Sample> = {}): View {
  const quality = new LinkQuality();
  let view: View = { step: "unknown", badIn: false, badOut: false };
  let [received, lost] = [0, 0];
  losses.forEach((loss, i) => {
    received += 100 * (1 - loss);
    lost += 100 * loss;
    const bytes = received * 100;
    view = quality.see({ at: i * 2000, received, lost, bytes, lossOut: null, rttS: 0.05, ...extra }, true);
  });
  return view;
}

test.each([
  [0, "good"],
  [0.05, "good"],
  [0.07, "fair"],
  [0.1, "poor"],
])("a loss of %d is %s", (loss, step) => {
  expect(watch([loss, loss, loss, loss, loss]).step).toBe(step);
});

test("one bad moment changes nothing", () => {
  expect(watch([0, 0, 0, 0, 0.12]).step).toBe("good");
});

test("it gets better only after it was better for a while", () => {
  expect(watch([0.2, 0.2, 0.2, 0, 0]).step).toBe("poor");
  expect(watch([0.2, 0.2, 0.2, 0, 0, 0, 0, 0, 0]).step).toBe("good");
});

test("a slow path is poor however little is lost", () => {
  expect(watch([0, 0, 0], { rttS: 0.9 }).step).toBe("poor");
});

test("nothing for three seconds is lost, unless there is nothing to come", () => {
  const still = (expected: boolean) => {
    const quality = new LinkQuality();
    const sample = (at: number, bytes: number) => ({ at, received: 1, lost: 0, bytes, lossOut: null, rttS: null });
    quality.see(sample(0, 10), expected);
    quality.see(sample(2000, 20), expected);
    quality.see(sample(4000, 20), expected);
    return quality.see(sample(6000, 20), expected).step;
  };
  expect(still(true)).toBe("lost");
  expect(still(false)).toBe("good");
});

test("whose side it is: ours when most links suffer, else the way it is bad tells", () => {
  const bad = (badIn: boolean, badOut: boolean): View => ({ step: "poor", badIn, badOut });
  const good: View = { step: "good", badIn: false, badOut: false };
  expect(sideOf(good, [good])).toBe("none");
  expect(sideOf(bad(true, false), [bad(true, false), bad(true, false), good])).toBe("yours");
  expect(sideOf(bad(true, false), [bad(true, false), good, good])).toBe("theirs");
  expect(sideOf(bad(false, true), [bad(false, true)])).toBe("yours");
  expect(sideOf(bad(true, true), [bad(true, true)])).toBe("both");
});
