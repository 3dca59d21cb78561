import { describe, expect, it } from "vitest";
import { PaceKeeper } from "./pace";

const FRAME_MS = 33;
const run = (keeper: PaceKeeper, frames: number, workMs: number): void => {
  for (let i = 0; i < frames; i += 1) keeper.observe(workMs, FRAME_MS);
};

describe("the pace of a background", () => {
  it("stays full while there is room", () => {
    const keeper = new PaceKeeper();
    run(keeper, 1000, 8);
    expect(keeper.pace).toEqual({ maskEvery: 1, showEvery: 1 });
  });

  it("looks at every second picture, then shows fewer, while frames take too long", () => {
    const keeper = new PaceKeeper();
    const seen = new Set<string>();
    for (let i = 0; i < 400; i += 1) {
      keeper.observe(60, FRAME_MS);
      seen.add(`${keeper.pace.maskEvery}/${keeper.pace.showEvery}`);
    }
    expect([...seen]).toEqual(["1/1", "2/1", "1/2", "1/4"]);
  });

  it("says so only when even the slowest pace is too much", () => {
    const keeper = new PaceKeeper();
    run(keeper, 60, 60);
    expect(keeper.isStruggling).toBe(false);
    run(keeper, 600, 60);
    expect(keeper.isStruggling).toBe(true);
  });

  it("does not mind a single slow picture", () => {
    const keeper = new PaceKeeper();
    run(keeper, 100, 8);
    keeper.observe(500, FRAME_MS);
    run(keeper, 100, 8);
    expect(keeper.pace.showEvery).toBe(1);
  });

  it("comes back after a long calm, one step at a time", () => {
    const keeper = new PaceKeeper();
    run(keeper, 75, 60);
    expect(keeper.pace).toEqual({ maskEvery: 2, showEvery: 1 });
    run(keeper, 100, 2);
    expect(keeper.pace).toEqual({ maskEvery: 2, showEvery: 1 });
    run(keeper, 400, 2);
    expect(keeper.pace).toEqual({ maskEvery: 1, showEvery: 1 });
  });
});
