import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BEAT_MS, levelOn } from "./level";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function bars() {
  const element = document.createElement("div");
  return { show: levelOn({ current: element }), set: vi.spyOn(element.style, "setProperty") };
}

const values = ({ set }: ReturnType<typeof bars>) => set.mock.calls.map(([, value]) => value);

it("touches the style only when there is something to see", () => {
  const meter = bars();
  for (const level of [0, 0.01, 0.5, 0.505, 0.5, 1]) {
    meter.show(level);
    vi.advanceTimersByTime(BEAT_MS);
  }
  expect(values(meter)).toEqual(["0.000", "0.500", "1.000"]);
});

it("moves all of them at the same moment, to the latest level of each", () => {
  const [one, other] = [bars(), bars()];
  one.show(0.25);
  vi.advanceTimersByTime(BEAT_MS / 4);
  one.show(0.75);
  other.show(1);
  expect([...values(one), ...values(other)]).toEqual([]);
  vi.advanceTimersByTime(BEAT_MS);
  expect([values(one), values(other)]).toEqual([["0.750"], ["1.000"]]);
});
