import { expect, test } from "vitest";
import { eased, encodingFor, heightFor, scaleDown, shownAt } from "./budget";

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

test("what is shown small is sent small, what is not shown is not sent, and voices never hear of it", () => {
  const camera = encodingFor("camera", 1);
  expect(shownAt(camera, "camera", 360)).toEqual({ ...camera, maxHeight: 360, maxBitrate: 850_000 });
  expect(shownAt(camera, "camera", 1080)).toEqual(camera);
  expect(shownAt(camera, "camera", 0)).toMatchObject({ off: true });
  expect(shownAt(encodingFor("camera", 8), "camera", 8).maxBitrate).toBe(60_000);
});

test("on a line that must be eased pictures give way to voices, and are never larger than they were", () => {
  const camera = encodingFor("camera", 1);
  expect(eased(camera, "camera", "none")).toBe(camera);
  expect(eased(camera, "camera", "less")).toEqual({ maxBitrate: 300_000, maxFramerate: 15, maxHeight: 180 });
  expect(eased(encodingFor("screen", 1), "screen", "least")).toMatchObject({ maxBitrate: 100_000, maxHeight: 360 });
  expect(eased(encodingFor("mic", 1), "mic", "less").maxBitrate).toBeLessThan(encodingFor("mic", 1).maxBitrate);
  const tiny = shownAt(camera, "camera", 90);
  expect(eased(tiny, "camera", "less")).toMatchObject({ maxHeight: 90, maxBitrate: tiny.maxBitrate });
  expect(eased(shownAt(camera, "camera", 0), "camera", "least")).toMatchObject({ off: true });
});

test("a screen in a small tile keeps its pixels, because somebody may read it", () => {
  const screen = encodingFor("screen", 2);
  expect(shownAt(screen, "screen", 120)).toEqual(screen);
  expect(shownAt(screen, "screen", 0)).toMatchObject({ off: true });
});

test("a film may be smaller, and keeps its frames however many watch", () => {
  for (const links of LINKS)
    expect(encodingFor("screen", links, true)).toMatchObject({ maxFramerate: 30, maxHeight: 720 });
});

test.each([
  [0, 0],
  [1, 90],
  [94, 90],
  [100, 180],
  [700, 720],
  [2000, Number.MAX_SAFE_INTEGER],
])("a tile %i pixels high asks for %i", (height, asked) => {
  expect(heightFor(height)).toBe(asked);
});
