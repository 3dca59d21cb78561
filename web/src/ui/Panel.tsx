import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "./IconButton";
import styles from "./Panel.module.css";
import { useT } from "./useT";

interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Beside the title: a count, a menu. */
  readonly extra?: ReactNode;
  /** Stays below the scrolling content: the line one writes in. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A side panel that does not block the page; on phones a drawer from below. Mount it to open it. It takes focus
 * (its heading, unless something inside has autofocus) and gives it back when it goes.
 */
export function Panel({ title, onClose, extra, footer, children }: PanelProps) {
  const t = useT();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  // while rendering: something inside with autofocus has taken the focus before any effect runs
  const [opener] = useState(() => document.activeElement);

  useEffect(() => {
    const element = panel.current;
    if (!element?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true });
    return () => {
      const lost = document.activeElement === document.body || element?.contains(document.activeElement);
      if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [opener]);

  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };

  return (
    <aside ref={panel} className={styles.panel} aria-labelledby={id} onKeyDown={leave}>
      <header className={styles.header}>
        <h2 id={id} ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        {extra}
        <IconButton label={t("ui.close")} icon={<X />} size="s" onClick={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </aside>
  );
}
