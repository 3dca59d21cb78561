import { expect, test } from "vitest";
import type { CallState } from "@/call/contract";
import type { PlacedTile } from "./compose";
import { unplacedScreens } from "./useWatch";

const peer = (id: string, sharing: boolean, arrived: boolean) => ({
  id,
  isSelf: id === "me",
  state: { mic: true, camera: true, screen: sharing },
  has: { camera: true, screen: arrived },
});

const call = (...peers: ReturnType<typeof peer>[]) =>
  ({
    order: peers.map(({ id }) => id),
    peers: Object.fromEntries(peers.map((p) => [p.id, p])),
  }) as unknown as CallState;

const tile = (id: string, source: "camera" | "screen") => ({ key: `${id}:${source}`, id, source }) as PlacedTile;

test("a screen is watched from the moment it is shared, before there is a tile to show it in", () => {
  const state = call(peer("me", false, false), peer("bo", true, false));
  expect(unplacedScreens(state, [tile("bo", "camera")], 720)).toEqual([
    { id: "bo", source: "screen", width: 1280, height: 720, pinned: false },
  ]);
});

test("a screen that has a tile is asked for by that tile alone, and the own one by nobody", () => {
  const state = call(peer("me", true, true), peer("bo", true, true));
  expect(unplacedScreens(state, [tile("bo", "camera"), tile("bo", "screen")], 720)).toEqual([]);
});

test("a screen that came and lost its place goes on small, so that it is not taken for gone", () => {
  const state = call(peer("bo", true, true), peer("eva", true, true));
  expect(unplacedScreens(state, [tile("eva", "screen")], 720).map(({ id, height }) => [id, height])).toEqual([
    ["bo", 180],
  ]);
});
