import { expect, test } from "vitest";
import { encodingFor, scaleDown } from "./budget";

const LINKS = [1, 2, 3, 4, 5, 6, 7, 8, 12];

test.each(["camera", "screen"] as const)("a link's %s gets no more as the mesh grows", (role) => {
  const rates = LINKS.map((links) => encodingFor(role, links).maxBitrate);
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  expect(rates[0]).toBeGreaterThan(rates.at(-1) ?? 0);
});

test("all cameras together stay within a home connection", () => {
  for (const links of LINKS.slice(0, 7)) {
    expect(links * encodingFor("camera", links).maxBitrate).toBeLessThanOrEqual(2_300_000);
  }
});

test("voice is never cut", () => {
  expect(LINKS.map((links) => encodingFor("mic", links).maxBitrate)).toEqual(LINKS.map(() => 40_000));
});

test("a screen keeps its pixels and gives up frames", () => {
  for (const links of LINKS) expect(encodingFor("screen", links).maxHeight).toBeUndefined();
  expect(encodingFor("screen", 8).maxFramerate).toBeLessThan(encodingFor("screen", 1).maxFramerate ?? 0);
});

test("a picture is scaled down to what was allowed, never up", () => {
  expect(scaleDown({ maxBitrate: 1, maxHeight: 360 }, 720)).toBe(2);
  expect(scaleDown({ maxBitrate: 1, maxHeight: 720 }, 480)).toBe(1);
  expect(scaleDown({ maxBitrate: 1 }, 2160)).toBe(1);
  expect(scaleDown({ maxBitrate: 1, maxHeight: 360 }, undefined)).toBe(1);
});
