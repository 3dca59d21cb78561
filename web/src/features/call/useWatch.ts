import { useEffect, useState } from "react";
import type { Watched } from "@/call/contract";
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

/** Tells the call what is on screen, so that nothing else is sent here. `elsewhere`: in a small window of its own, too. */
export function useWatch(tiles: readonly PlacedTile[], pinned: TileKey | null, elsewhere: boolean): void {
  const call = useController();
  const selfId = useCall((s) => s.selfId);
  const seen = useSeen() || elsewhere;
  useEffect(() => {
    const tell = () => call.watch(seen ? watchedTiles(tiles, selfId, pinned, window.devicePixelRatio) : []);
    const timer = setTimeout(tell, RESTS_MS);
    return () => clearTimeout(timer);
  }, [call, tiles, selfId, pinned, seen]);
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
