import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { t } from "@/lib/i18n";
import { type Corner, cornerToward, nearestCorner, type Rect } from "./layout";
import styles from "./Tile.module.css";
import type { Stage } from "./useStage";

interface HandleProps {
  readonly stage: Stage;
  readonly size: { readonly width: number; readonly height: number };
  readonly rect: Rect;
  readonly rtl: boolean;
}

interface Drag {
  readonly pointer: number;
  readonly startX: number;
  readonly startY: number;
  dx: number;
  dy: number;
}

/** Lets the own picture be put into another corner: by dragging it, or with the arrow keys. */
export function SelfViewHandle({ stage, size, rect, rtl }: HandleProps) {
  const drag = useRef<Drag | null>(null);
  const tileOf = (handle: Element) => handle.closest("article") as HTMLElement;
  const settle = (corner: Corner) => stage.setCorner(rtl ? mirrored(corner) : corner);

  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { pointer: event.pointerId, startX: event.clientX, startY: event.clientY, dx: 0, dy: 0 };
  };
  const move = (event: PointerEvent<HTMLButtonElement>) => {
    const now = drag.current;
    if (now?.pointer !== event.pointerId) return;
    now.dx = within(event.clientX - now.startX, -rect.x, size.width - rect.x - rect.width);
    now.dy = within(event.clientY - now.startY, -rect.y, size.height - rect.y - rect.height);
    const tile = tileOf(event.currentTarget);
    tile.dataset.dragging = "";
    tile.style.transform = `translate(${rect.x + now.dx}px, ${rect.y + now.dy}px)`;
  };
  const drop = (event: PointerEvent<HTMLButtonElement>) => {
    const now = drag.current;
    if (now?.pointer !== event.pointerId) return;
    drag.current = null;
    const tile = tileOf(event.currentTarget);
    delete tile.dataset.dragging;
    tile.style.transform = `translate(${rect.x}px, ${rect.y}px)`;
    settle(nearestCorner({ ...rect, x: rect.x + now.dx, y: rect.y + now.dy }, size.width, size.height));
  };
  const key = (event: KeyboardEvent) => {
    const here = rtl ? mirrored(stage.corner) : stage.corner;
    const there = cornerToward(here, event.key);
    if (there === here) return;
    event.preventDefault();
    settle(there);
  };
  return (
    <button
      type="button"
      className={styles.handle}
      aria-label={t("call.moveSelf")}
      title={t("call.moveSelf")}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={key}
    />
  );
}

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));

/** Corners are named by reading direction, pointers and arrows by the eye. */
function mirrored(corner: Corner): Corner {
  const [vertical, horizontal] = corner.split("-");
  return `${vertical}-${horizontal === "start" ? "end" : "start"}` as Corner;
}
