import { expect, it, vi } from "vitest";
import { levelOn } from "./level";

it("touches the style only when there is something to see", () => {
  const element = document.createElement("div");
  const set = vi.spyOn(element.style, "setProperty");
  const show = levelOn({ current: element });
  for (const level of [0, 0.01, 0.5, 0.505, 0.5, 1]) show(level);
  expect(set.mock.calls.map(([, value]) => value)).toEqual(["0.000", "0.500", "1.000"]);
});
