import { type PointerEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import type { ShortcutId } from "@/lib/shortcuts";
import { onHoverIntent } from "./hoverIntent";
import { Shortcut } from "./Shortcut";
import styles from "./Tooltip.module.css";
import { useDismiss } from "./useDismiss";
import { type Side, useFloating } from "./useFloating";

interface TooltipProps {
  /** What it is; the same words as the control's accessible name, so it is not said twice. */
  readonly label: ReactNode;
  readonly shortcut?: ShortcutId | undefined;
  readonly side?: Side;
  readonly children: ReactNode;
}

/** Shows the name of the control inside it after a moment of hovering, or at once on keyboard focus. */
export function Tooltip({ label, shortcut, side = "top", children }: TooltipProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const panel = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const intent = useRef(onHoverIntent(setOpen));

  useFloating({ open, anchor: anchor as RefObject<HTMLElement | null>, panel, side, align: "center" });
  useDismiss(open, [], () => intent.current.now(false));
  useEffect(() => () => intent.current.stop(), []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches its child; the name is the child's own
    <span
      ref={anchor}
      className={styles.anchor}
      onPointerEnter={(event: PointerEvent) => event.pointerType !== "touch" && intent.current.soon(true)}
      onPointerLeave={() => intent.current.soon(false)}
      onPointerDown={() => intent.current.now(false)} // who presses it knows what it is
      onFocus={(event) => event.target.matches(":focus-visible") && intent.current.now(true)}
      onBlur={() => intent.current.now(false)}
    >
      {children}
      <span ref={panel} className={styles.panel} popover="manual" aria-hidden="true">
        {open && (
          <>
            {label}
            {shortcut && <Shortcut id={shortcut} />}
          </>
        )}
      </span>
    </span>
  );
}
