import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { CallState, Peer } from "@/call/contract";
import { monotonic } from "@/lib/clock";
import { settings } from "@/stores/settings";
import { useCall, useMedia } from "./CallProvider";
import { type Composition, compose, firstInSight, nextSpeaker, type TileKey, type View } from "./compose";
import type { Corner } from "./layout";
import { nextOrder, type Seat } from "./order";

/** The size of an element's content box, kept up to date; 0 x 0 until it is known. */
export function useSize(): [(element: HTMLElement | null) => void, { width: number; height: number }] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, size];
}

export interface Stage extends Composition {
  readonly corner: Corner;
  setCorner(corner: Corner): void;
  turnTo(page: number): void;
}

/** What to show in a stage of this size, kept stable as people come, speak and go. */
export function useStage(
  size: { readonly width: number; readonly height: number },
  view: View,
  pinned: TileKey | null,
): Stage {
  const [corner, setCorner] = useState<Corner>("bottom-end");
  const [page, setPage] = useState(0);
  const selfId = useCall((s) => s.selfId);
  const selfView = useStore(settings, (s) => s.selfView);
  const screens = useScreens();
  const inSight = useCallback<InSight>(
    (order, speaker) => firstInSight({ ...size, order, selfId, screens, view, pinned, speaker, selfView }),
    [size, selfId, screens, view, pinned, selfView],
  );
  const { order, speaker } = useOrder(inSight, pinned);
  const composition = useMemo(
    () => compose({ ...size, order, selfId, screens, view, pinned, speaker, page, corner, selfView }),
    [size, order, selfId, screens, view, pinned, speaker, page, corner, selfView],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another arrangement begins with its first page
  useEffect(() => setPage(0), [composition.kind]);
  return { ...composition, corner, setCorner, turnTo: setPage };
}

const seatOf = (peer: Peer, pinned: TileKey | null, spokeAt: number): Seat => ({
  id: peer.id,
  isSelf: peer.isSelf,
  pinned: pinned === `${peer.id}:camera`,
  speaking: peer.speaking,
  hasVideo: peer.has.camera,
  spokeAt,
});

/** How many of those first in `order` are seen without turning a page. */
type InSight = (order: readonly string[], speaker: string | null) => number;

/** Order and speaker carry their past with them: each is the next one after the last one shown. */
function useOrder(inSight: InSight, pinned: TileKey | null): { order: readonly string[]; speaker: string | null } {
  const people = useCall(useShallow((s) => s.order.map((id) => s.peers[id]).filter((p) => p !== undefined)));
  const past = useRef({ order: [] as readonly string[], speaker: null as string | null });
  const spokeAt = useRef(new Map<string, number>());
  const next = useMemo(() => {
    for (const peer of people) if (peer.speaking) spokeAt.current.set(peer.id, monotonic());
    const seats = people.map((peer) => seatOf(peer, pinned, spokeAt.current.get(peer.id) ?? 0));
    const speaker = nextSpeaker(past.current.speaker, people);
    const firstPage = inSight(
      people.map(({ id }) => id),
      speaker,
    );
    const order = nextOrder(past.current.order, seats, firstPage);
    const same = order === past.current.order && speaker === past.current.speaker;
    return same ? past.current : { order, speaker };
  }, [people, inSight, pinned]);
  useEffect(() => {
    past.current = { order: next.order, speaker: next.speaker };
  }, [next]);
  return next;
}

/** Who shares something that can be seen here, latest last. The own screen is not shown to oneself: no hall of mirrors. */
function useScreens(): readonly string[] {
  const sharing = useCall(useShallow((s) => s.order.filter((id) => id !== s.selfId && showsScreen(s, id))));
  const latestLast = useRef<readonly string[]>([]);
  return useMemo(() => {
    const still = latestLast.current.filter((id) => sharing.includes(id));
    latestLast.current = [...still, ...sharing.filter((id) => !still.includes(id))];
    return latestLast.current;
  }, [sharing]);
}

function showsScreen(state: CallState, id: string): boolean {
  const peer = state.peers[id];
  if (!peer?.has.screen) return false;
  return peer.protocol === 0 || peer.state.screen;
}

/** Whether the own camera has a picture to show. */
export function useOwnPicture(): boolean {
  return useMedia((m) => m.cameraOn && m.camera === "live");
}

/** Re-renders at most once a second while `running`; for clocks and waits that are told in words. */
export function useTick(running: boolean): void {
  const [, tick] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [running]);
}
