import { type RefObject, useLayoutEffect } from "react";

export type Side = "top" | "bottom";
export type Align = "start" | "center" | "end";

const GAP_PX = 8;
const EDGE_PX = 8;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a floating panel goes: on its side if it fits there or fits worse on the other, never outside the window. */
export function place(anchor: Box, panel: Size, view: Size, side: Side, align: Align, rtl = false) {
  const below = view.height - (anchor.top + anchor.height) - GAP_PX - EDGE_PX;
  const above = anchor.top - GAP_PX - EDGE_PX;
  const wanted = side === "bottom" ? below : above;
  const other = side === "bottom" ? above : below;
  const flips = panel.height > wanted && other > wanted;
  const finalSide: Side = flips ? (side === "bottom" ? "top" : "bottom") : side;
  const room = Math.max(finalSide === "bottom" ? below : above, 0);
  const height = Math.min(panel.height, room);
  const top = finalSide === "bottom" ? anchor.top + anchor.height + GAP_PX : anchor.top - GAP_PX - height;
  const toLeft = align === "center" ? 0.5 : (align === "start") !== rtl ? 0 : 1;
  const wished = anchor.left + (anchor.width - panel.width) * toLeft;
  const left = Math.max(EDGE_PX, Math.min(wished, view.width - panel.width - EDGE_PX));
  return { left, top, maxHeight: room, side: finalSide };
}

interface FloatingOptions {
  readonly open: boolean;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly panel: RefObject<HTMLElement | null>;
  readonly side: Side;
  readonly align: Align;
}

/** Shows `panel` in the browser's top layer beside `anchor` while `open`, and keeps it there. */
export function useFloating({ open, anchor, panel, side, align }: FloatingOptions): void {
  useLayoutEffect(() => {
    const element = panel.current;
    const target = anchor.current;
    if (!open || !element || !target) return;
    element.showPopover?.();
    const follow = () => {
      element.style.maxHeight = "";
      const rtl = getComputedStyle(element).direction === "rtl";
      const size = { width: element.offsetWidth, height: element.offsetHeight };
      const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const spot = place(target.getBoundingClientRect(), size, view, side, align, rtl);
      element.style.left = `${spot.left}px`;
      element.style.top = `${spot.top}px`;
      element.style.maxHeight = `${spot.maxHeight}px`;
      element.dataset.side = spot.side;
    };
    follow();
    const resized = new ResizeObserver(follow);
    resized.observe(target);
    resized.observe(element);
    window.addEventListener("resize", follow);
    window.addEventListener("scroll", follow, { capture: true, passive: true });
    return () => {
      resized.disconnect();
      window.removeEventListener("resize", follow);
      window.removeEventListener("scroll", follow, { capture: true });
      element.hidePopover?.();
    };
  }, [open, anchor, panel, side, align]);
}
