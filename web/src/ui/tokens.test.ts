import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

import { readFileSync } from "node:fs";
import { join } from "node:path";

type Rgb = readonly [number, number, number];
type Theme = "light" | "dark";

/** oklch(L C H) to linear sRGB, out-of-gamut channels clipped (CSS Color 4 section 9.3, 10). */
function linearRgb(source: string): Rgb {
  const numbers = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)/.exec(source);
  if (!numbers) throw new Error(`not an oklch colour: ${source}`);
  const [l, c, h] = numbers.slice(1).map(Number) as [number, number, number];
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const clip = (v: number) => Math.min(1, Math.max(0, v));
  return [
    clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
    clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
    clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z),
  ];
}

function contrast(one: Rgb, other: Rgb): number {
  const light = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [high, low] = [light(one), light(other)].sort((p, q) => q - p) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const colours = new Map<string, Record<Theme, string>>();
const rootBlock = css.slice(css.indexOf(":root {"), css.indexOf("\n}\n"));
for (const [, name, value] of rootBlock.matchAll(/--([\w-]+): ([^;]*oklch[^;]*);/g)) {
  if (!name || !value || name === "lift") continue;
  const both = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value);
  colours.set(name, both ? { light: both[1] ?? "", dark: both[2] ?? "" } : { light: value, dark: value });
}

const pairs = [...css.matchAll(/@pair ([\w-]+) on ([\w -]+?) ([\d.]+)\n/g)].flatMap(([, fore, backs, ratio]) =>
  (backs ?? "").split(" ").map((back) => ({ fore: fore ?? "", back, ratio: Number(ratio) })),
);

function colour(name: string, theme: Theme): Rgb {
  const value = colours.get(name)?.[theme];
  if (!value) throw new Error(`no such colour token: ${name}`);
  return linearRgb(value);
}

test("the file is really read", () => {
  expect(colours.size).toBeGreaterThan(35);
  expect(pairs.length).toBeGreaterThan(50);
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21);
});

describe.each<Theme>(["light", "dark"])("in the %s theme", (theme) => {
  test.each(pairs)("$fore can be read on $back ($ratio)", ({ fore, back, ratio }) => {
    expect(contrast(colour(fore, theme), colour(back, theme))).toBeGreaterThanOrEqual(ratio);
  });
});

test("every colour that is written or drawn with has a promise", () => {
  const promised = new Set(pairs.map((pair) => pair.fore));
  const inks = [...colours.keys()].filter((name) => /ink|^on-|focus|line-strong/.test(name));
  expect(inks.filter((name) => !promised.has(name))).toEqual([]);
});
