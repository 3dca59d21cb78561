import { useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { CallState, Watched } from "@/call/contract";
import { useCall, useController } from "./CallProvider";
import type { PlacedTile, TileKey } from "./compose";

/** Tiles glide and windows are dragged: what is looked at is told once it has come to rest. */
const RESTS_MS = 150;

/** The tiles of others as the call wants to know them. */
export function watchedTiles(
  tiles: readonly PlacedTile[],
  selfId: string | null,
  pinned: TileKey | null,
  ratio: number,
): Watched[] {
  const others = tiles.filter(({ id }) => id !== selfId);
  return others.map(({ key, id, source, rect }) => ({
    id,
    source,
    width: Math.round(rect.width * ratio),
    height: Math.round(rect.height * ratio),
    pinned: key === pinned,
  }));
}

/** How high a shared screen without a place is asked for: enough to be there at once when it gets one. */
const UNPLACED_HEIGHT = 180;

/** Whose screens are shared with us. */
export function sharedScreens({ order, peers }: Pick<CallState, "order" | "peers">): string[] {
  return order.filter((id) => peers[id]?.state.screen && !peers[id].isSelf);
}

/**
 * Shared screens that have no tile. A screen gets one when its picture comes, and its picture comes only when it is
 * watched: so each is watched from the moment that its owner says it is there.
 */
export function unplacedScreens(
  shared: readonly string[],
  come: readonly string[],
  tiles: readonly PlacedTile[],
  heightPx: number,
): Watched[] {
  const placed = new Set(tiles.filter(({ source }) => source === "screen").map(({ id }) => id));
  const unplaced = shared.filter((id) => !placed.has(id));
  return unplaced.map((id) => {
    const height = come.includes(id) ? UNPLACED_HEIGHT : heightPx;
    return { id, source: "screen", width: Math.round((height * 16) / 9), height, pinned: false };
  });
}

/** Tells the call what is on screen, so that nothing else is sent here. `elsewhere`: in a small window of its own, too. */
export function useWatch(tiles: readonly PlacedTile[], pinned: TileKey | null, elsewhere: boolean): void {
  const call = useController();
  const selfId = useCall((s) => s.selfId);
  const seen = useSeen() || elsewhere;
  const shared = useCall(useShallow(sharedScreens));
  const come = useCall(useShallow((s) => shared.filter((id) => s.peers[id]?.has.screen)));
  useEffect(() => {
    const tell = () => {
      const ratio = window.devicePixelRatio;
      const unplaced = unplacedScreens(shared, come, tiles, Math.round(window.innerHeight * ratio));
      call.watch(seen ? [...watchedTiles(tiles, selfId, pinned, ratio), ...unplaced] : []);
    };
    const timer = setTimeout(tell, RESTS_MS);
    return () => clearTimeout(timer);
  }, [call, tiles, selfId, pinned, seen, shared, come]);
}

/** Whether anybody can see this page; a picture that was taken out of it counts. */
const isSeen = () => !document.hidden || Boolean(document.pictureInPictureElement);

function useSeen(): boolean {
  const [seen, setSeen] = useState(isSeen);
  useEffect(() => {
    const look = () => setSeen(isSeen());
    document.addEventListener("visibilitychange", look);
    document.addEventListener("enterpictureinpicture", look, true);
    document.addEventListener("leavepictureinpicture", look, true);
    return () => {
      document.removeEventListener("visibilitychange", look);
      document.removeEventListener("enterpictureinpicture", look, true);
      document.removeEventListener("leavepictureinpicture", look, true);
    };
  }, []);
  return seen;
}
