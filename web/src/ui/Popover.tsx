import { type ReactNode, type Ref, useEffect, useId, useRef, useState } from "react";
import { cx } from "./cx";
import styles from "./Popover.module.css";
import { useDismiss } from "./useDismiss";
import { type Align, type Side, useFloating } from "./useFloating";

/** What a trigger must pass on to its button. */
export interface TriggerProps {
  readonly ref: Ref<HTMLButtonElement>;
  readonly onClick: () => void;
  readonly "aria-haspopup": "menu" | "dialog";
  readonly "aria-expanded": boolean;
  readonly "aria-controls": string | undefined;
}

interface PopoverProps {
  /** The popover's accessible name. */
  readonly label: string;
  readonly trigger: (props: TriggerProps) => ReactNode;
  readonly side?: Side;
  readonly align?: Align;
  /** Content; a function is given `close`, which also returns focus to the trigger. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small non-modal dialog beside its trigger: Escape or a press elsewhere closes it. */
export function Popover({ label, trigger, side = "bottom", align = "center", children }: PopoverProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    anchor.current?.focus();
  };

  useFloating({ open, anchor, panel, side, align });
  useDismiss(open, [anchor, panel], (how) => (how === "escape" ? close() : setOpen(false)));
  useEffect(() => {
    if (open) panel.current?.focus({ preventScroll: true });
  }, [open]);

  return (
    <>
      {trigger({
        ref: anchor,
        onClick: () => setOpen(!open),
        "aria-haspopup": "dialog",
        "aria-expanded": open,
        "aria-controls": open ? id : undefined,
      })}
      <div
        ref={panel}
        id={id}
        className={cx(styles.panel, styles.popover)}
        popover="manual"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
      >
        {open && (typeof children === "function" ? children(close) : children)}
      </div>
    </>
  );
}
