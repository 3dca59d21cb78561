import { describe, expect, it } from "vitest";
import {
  cornerRect,
  cornerToward,
  grid,
  gridOptions,
  nearestCorner,
  pageSize,
  type Rect,
  stageWithStrip,
  WIDE,
} from "./layout";

const windows: readonly [number, number][] = [
  [1280, 720],
  [1920, 1000],
  [390, 700],
  [844, 330],
  [320, 500],
  [640, 640],
  [3000, 400],
  [300, 2000],
];
const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 20, 25];
const fixed = { gap: 8, widest: WIDE, narrowest: WIDE };
const every = windows.flatMap(([w, h]) => counts.map((n) => [n, w, h] as const));

const overlap = (a: Rect, b: Rect) =>
  a.x + a.width > b.x + 0.01 &&
  b.x + b.width > a.x + 0.01 &&
  a.y + a.height > b.y + 0.01 &&
  b.y + b.height > a.y + 0.01;
const inside = (r: Rect, w: number, h: number) =>
  r.x >= -0.01 && r.y >= -0.01 && r.x + r.width <= w + 0.01 && r.y + r.height <= h + 0.01;

describe("the grid", () => {
  it.each(every)("keeps %i tiles apart, inside and equal in %i x %i", (n, w, h) => {
    const rects = grid(n, w, h, gridOptions(w, h));
    expect(rects).toHaveLength(n);
    for (const [i, r] of rects.entries()) {
      expect(inside(r, w, h)).toBe(true);
      expect(r.width).toBeCloseTo(rects[0]?.width ?? 0);
      expect(r.height).toBeCloseTo(rects[0]?.height ?? 0);
      for (const other of rects.slice(i + 1)) expect(overlap(r, other)).toBe(false);
    }
  });

  it.each(every)("makes %i tiles about as large as any number of columns could in %i x %i", (n, w, h) => {
    const share = w > h ? 0.9 : 1;
    const area = (r: Rect | undefined) => (r ? r.width * r.height : 0);
    const chosen = area(grid(n, w, h, fixed)[0]);
    for (let columns = 1; columns <= n; columns += 1) {
      const rows = Math.ceil(n / columns);
      const width = Math.min((w - (columns - 1) * 8) / columns, ((h - (rows - 1) * 8) / rows) * WIDE);
      if (width > 0) expect(chosen).toBeGreaterThanOrEqual((share * (width * width)) / WIDE - 1);
    }
  });

  it("keeps 16:9 in wide windows and fills tall phones with taller tiles", () => {
    const wide = grid(3, 1280, 720, gridOptions(1280, 720))[0] as Rect;
    expect(wide.width / wide.height).toBeCloseTo(WIDE);
    const phone = grid(4, 390, 700, gridOptions(390, 700))[0] as Rect;
    expect(phone.width / phone.height).toBeLessThan(1.2);
    expect(phone.width * phone.height * 4).toBeGreaterThan(0.8 * 390 * 700);
  });

  it("has a row less where that costs little: five are three and two", () => {
    const rows = (n: number) => new Set(grid(n, 1280, 740, fixed).map(({ y }) => Math.round(y))).size;
    expect([2, 3, 4, 5, 6, 7, 9].map(rows)).toEqual([1, 2, 2, 2, 2, 3, 3]);
  });

  it("centres a short last row", () => {
    const rects = grid(5, 1280, 720, fixed);
    const last = rects.slice(3);
    const left = last[0]?.x ?? 0;
    const right = 1280 - ((last[1]?.x ?? 0) + (last[1]?.width ?? 0));
    expect(left).toBeCloseTo(right);
    expect(left).toBeGreaterThan(rects[0]?.x ?? 0);
  });

  it("draws nothing in no space", () => {
    expect(grid(3, 0, 100, fixed)).toEqual([]);
    expect(grid(0, 100, 100, fixed)).toEqual([]);
  });
});

describe("a page", () => {
  it("holds 9 on laptops, 25 on large screens and fewer on phones", () => {
    expect(pageSize(1280, 700)).toBe(9);
    expect(pageSize(1920, 960)).toBe(25);
    expect(pageSize(390, 700)).toBe(8);
    expect(pageSize(320, 480)).toBe(4);
  });
});

describe("the stage with a strip", () => {
  it.each(every)("keeps the large tile and %i others apart and inside %i x %i", (n, w, h) => {
    const { main, strip, pager } = stageWithStrip(n, w, h);
    const all = [main, ...strip, ...(pager ? [pager] : [])];
    expect(strip.length).toBeGreaterThan(0);
    expect(strip.length).toBeLessThanOrEqual(n);
    expect(pager === null).toBe(strip.length === n);
    for (const [i, r] of all.entries()) {
      expect(inside(r, w, h)).toBe(true);
      for (const other of all.slice(i + 1)) expect(overlap(r, other)).toBe(false);
    }
    expect(main.width * main.height).toBeGreaterThan((h > w * 1.3 ? 0.4 : 0.55) * w * h);
  });

  it("gives everything to the large tile when nobody else is there", () => {
    expect(stageWithStrip(0, 800, 600)).toEqual({
      main: { x: 0, y: 0, width: 800, height: 600 },
      strip: [],
      pager: null,
    });
  });
});

describe("the self view", () => {
  const size = { width: 200, height: 112 };
  it("snaps to the nearest corner", () => {
    expect(nearestCorner({ x: 10, y: 20, ...size }, 1000, 600)).toBe("top-start");
    expect(nearestCorner({ x: 700, y: 400, ...size }, 1000, 600)).toBe("bottom-end");
    expect(cornerRect("bottom-end", size, 1000, 600, 16)).toEqual({ x: 784, y: 472, ...size });
  });
  it("walks from corner to corner with the arrow keys", () => {
    expect(cornerToward("bottom-end", "ArrowUp")).toBe("top-end");
    expect(cornerToward("top-end", "ArrowLeft")).toBe("top-start");
    expect(cornerToward("top-start", "Enter")).toBe("top-start");
  });
});
