import { describe, expect, it } from "vitest";
import { compose, firstInSight, nextSpeaker, type Scene } from "./compose";

const scene = (change: Partial<Scene> = {}): Scene => ({
  width: 1280,
  height: 700,
  order: ["me", "a", "b"],
  selfId: "me",
  screens: [],
  view: "auto",
  selfView: true,
  pinned: null,
  speaker: null,
  page: 0,
  corner: "bottom-end",
  ...change,
});
const shown = (s: Scene) => compose(s).tiles.map((t) => `${t.key} ${t.role}`);

describe("what is shown", () => {
  it("alone: the own picture in a corner, room for the invitation", () => {
    expect(compose(scene({ order: ["me"] })).kind).toBe("alone");
    expect(shown(scene({ order: ["me"] }))).toEqual(["me:camera floating"]);
  });

  it("two: the other one large, oneself in the chosen corner", () => {
    const duo = compose(scene({ order: ["me", "a"], corner: "top-start" }));
    expect(duo.kind).toBe("duo");
    expect(duo.tiles[0]).toMatchObject({ id: "a", rect: { x: 0, y: 0, width: 1280, height: 700 } });
    expect(duo.tiles[1]).toMatchObject({ id: "me", rect: { x: 16, y: 16 } });
  });

  it("three and more: everyone alike", () => {
    expect(shown(scene())).toEqual(["me:camera equal", "a:camera equal", "b:camera equal"]);
  });

  it("a shared screen takes the stage, people gather beside it", () => {
    expect(shown(scene({ screens: ["b"] }))).toEqual([
      "b:screen large",
      "me:camera small",
      "a:camera small",
      "b:camera small",
    ]);
  });

  it("the latest of two screens is large, the other one small", () => {
    expect(shown(scene({ screens: ["a", "b"] })).slice(0, 2)).toEqual(["b:screen large", "a:screen small"]);
  });

  it("a pinned tile comes before a screen", () => {
    expect(shown(scene({ screens: ["b"], pinned: "a:camera" })).slice(0, 2)).toEqual([
      "a:camera large",
      "b:screen small",
    ]);
  });

  it("one who does not want to see oneself does not, unless nobody else is there", () => {
    const hidden = (order: string[], change: Partial<Scene> = {}) =>
      shown(scene({ order, selfView: false, ...change }));
    expect(hidden(["me"])).toEqual(["me:camera floating"]);
    expect(hidden(["me", "a"])).toEqual(["a:camera large"]);
    expect(hidden(["me", "a", "b"])).toEqual(["a:camera equal", "b:camera equal"]);
    expect(hidden(["me", "a", "b"], { screens: ["b"] })).toEqual([
      "b:screen large",
      "a:camera small",
      "b:camera small",
    ]);
  });

  it("a pin on somebody who has gone is no pin", () => {
    expect(compose(scene({ pinned: "gone:camera" })).kind).toBe("grid");
  });

  it("in the spotlight is who speaks, or else the first of the others", () => {
    expect(shown(scene({ view: "spotlight", speaker: "b" }))[0]).toBe("b:camera large");
    expect(shown(scene({ view: "spotlight" }))[0]).toBe("a:camera large");
  });

  it("leads past everyone beside a screen, page by page, while the screen stays", () => {
    const order = ["me", ...Array.from({ length: 30 }, (_, i) => `p${i}`)];
    const pages = compose(scene({ order, screens: ["p1"] })).pages;
    expect(pages).toBeGreaterThan(1);
    const seen = Array.from({ length: pages }, (_, page) => compose(scene({ order, screens: ["p1"], page })));
    expect(seen.map(({ tiles }) => tiles[0])).toEqual(seen.map(() => seen[0]?.tiles[0]));
    expect(seen.flatMap(({ tiles }) => tiles.slice(1).map(({ id }) => id))).toEqual(order);
    expect(new Set(seen.flatMap(({ tiles }) => tiles.slice(1).map(({ rect }) => rect.width))).size).toBe(1);
  });

  it("counts those first in line who are seen without turning a page", () => {
    const order = ["me", ...Array.from({ length: 30 }, (_, i) => `p${i}`)];
    const beside = (change: Partial<Scene>) => {
      const { tiles } = compose(scene({ order, ...change }));
      const cameras = tiles.filter(({ source, role }) => source === "camera" && role !== "floating");
      return [firstInSight(scene({ order, ...change })), cameras.length];
    };
    for (const change of [{}, { screens: ["p1"] }, { screens: ["p1", "p2"] }, { pinned: "p1:camera" as const }]) {
      const [counted, placed] = beside(change);
      expect(counted, JSON.stringify(change)).toBe(placed);
    }
  });

  it("turns pages without changing the size of tiles", () => {
    const order = ["me", ...Array.from({ length: 10 }, (_, i) => `p${i}`)];
    const first = compose(scene({ order }));
    const second = compose(scene({ order, page: 1 }));
    expect([first.pages, first.tiles.length, second.tiles.length]).toEqual([2, 9, 2]);
    expect(second.tiles[0]?.rect.width).toBe(first.tiles[0]?.rect.width);
    expect(compose(scene({ order, page: 7 })).page).toBe(1);
  });

  it("draws nothing before the window has a size", () => {
    expect(compose(scene({ width: 0 })).tiles).toEqual([]);
  });
});

describe("the one who speaks", () => {
  const people = (...speaking: string[]) =>
    ["me", "a", "b"].map((id) => ({ id, isSelf: id === "me", speaking: speaking.includes(id) }));
  it("stays until quiet, and nobody follows oneself", () => {
    expect(nextSpeaker(null, people("a", "b"))).toBe("a");
    expect(nextSpeaker("b", people("a", "b"))).toBe("b");
    expect(nextSpeaker("b", people("a"))).toBe("a");
    expect(nextSpeaker("b", people("me"))).toBe("b");
    expect(nextSpeaker(null, people("me"))).toBeNull();
    expect(nextSpeaker("gone", people())).toBeNull();
  });
});
