import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { cx } from "./cx";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton";
import { useT } from "./useT";

interface DialogProps {
  readonly open: boolean;
  /** Escape, the cross or a press beside it. */
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  /** The buttons, the one to do next last. */
  readonly actions?: ReactNode;
  readonly size?: "s" | "m" | "l";
  readonly children?: ReactNode;
}

/**
 * A modal dialog on the browser's own: it traps focus, makes the rest inert, and gives focus back to whatever
 * opened it. Focus starts on the first [autofocus] or else on the dialog's heading.
 */
export function Dialog({ open, onClose, title, description, actions, size = "m", children }: DialogProps) {
  const t = useT();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || !open) return;
    const opener = document.activeElement;
    dialog.showModal();
    if (!dialog.querySelector("[autofocus]")) dialog.querySelector<HTMLElement>("h2")?.focus();
    const cancelled = (event: Event) => {
      event.preventDefault(); // `open` is the truth; the owner closes
      close.current();
    };
    let pressedBeside = false;
    const beside = (event: PointerEvent) => {
      const box = dialog.getBoundingClientRect();
      const { clientX: x, clientY: y } = event;
      return event.target === dialog && (x < box.left || x > box.right || y < box.top || y > box.bottom);
    };
    const pressed = (event: PointerEvent) => {
      pressedBeside = beside(event);
    };
    const released = (event: PointerEvent) => {
      if (pressedBeside && beside(event)) close.current();
    };
    dialog.addEventListener("cancel", cancelled);
    dialog.addEventListener("pointerdown", pressed);
    dialog.addEventListener("pointerup", released);
    return () => {
      dialog.removeEventListener("cancel", cancelled);
      dialog.removeEventListener("pointerdown", pressed);
      dialog.removeEventListener("pointerup", released);
      dialog.close();
      // what opened it may be what it deleted
      const back = opener instanceof HTMLElement && opener.isConnected ? opener : document.querySelector("main");
      back?.focus();
    };
  }, [open]);

  return (
    <dialog
      ref={ref}
      className={cx(styles.dialog, styles[size])}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
    >
      {open && (
        <>
          <header className={styles.header}>
            <h2 id={`${id}-title`} tabIndex={-1}>
              {title}
            </h2>
            <IconButton label={t("ui.close")} icon={<X />} size="s" onClick={onClose} />
          </header>
          <div className={styles.body}>
            {description && (
              <p id={`${id}-description`} className={styles.description}>
                {description}
              </p>
            )}
            {children}
          </div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </>
      )}
    </dialog>
  );
}
