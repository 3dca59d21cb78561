import { expect, test } from "vitest";
import type { CallState } from "@/call/contract";
import type { PlacedTile } from "./compose";
import { sharedScreens, unplacedScreens } from "./useWatch";

const peer = (id: string, sharing: boolean) => ({
  id,
  isSelf: id === "me",
  state: { mic: true, camera: true, screen: sharing },
});

const call = (...peers: ReturnType<typeof peer>[]) =>
  ({
    order: peers.map(({ id }) => id),
    peers: Object.fromEntries(peers.map((p) => [p.id, p])),
  }) as unknown as CallState;

const tile = (id: string, source: "camera" | "screen") => ({ key: `${id}:${source}`, id, source }) as PlacedTile;

test("a screen is shared with us from when its owner says so; our own is not", () => {
  expect(sharedScreens(call(peer("me", true), peer("bo", true), peer("eva", false)))).toEqual(["bo"]);
});

test("a screen is watched from the moment it is shared, before there is a tile to show it in", () => {
  expect(unplacedScreens(["bo"], [], [tile("bo", "camera")], 720)).toEqual([
    { id: "bo", source: "screen", width: 1280, height: 720, pinned: false },
  ]);
});

test("a screen that has a tile is asked for by that tile alone", () => {
  expect(unplacedScreens(["bo"], ["bo"], [tile("bo", "camera"), tile("bo", "screen")], 720)).toEqual([]);
});

test("a screen that came and lost its place goes on small, so that it is not taken for gone", () => {
  const asked = unplacedScreens(["bo", "eva"], ["bo", "eva"], [tile("eva", "screen")], 720);
  expect(asked.map(({ id, height }) => [id, height])).toEqual([["bo", 180]]);
});
