import { X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { createAnnouncer } from "./announcer";
import { Button } from "./Button";
import { cx } from "./cx";
import { IconButton } from "./IconButton";
import styles from "./Toast.module.css";
import { useT } from "./useT";
import { VisuallyHidden } from "./VisuallyHidden";

const STAYS_MS = 5000;
const STAYS_WITH_ACTION_MS = 10_000;
const AT_ONCE = 3;

export interface Toast {
  readonly text: string;
  readonly tone?: "plain" | "live" | "danger";
  readonly icon?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Milliseconds; Infinity stays until dismissed. Longer when there is something to press. */
  readonly staysMs?: number;
  /** A second toast with the same key takes the place of the first. */
  readonly key?: string;
}

export interface Toasts {
  /** Shows and says it; the oldest goes when there are more than three. Returns its key. */
  show(toast: Toast): string;
  dismiss(key: string): void;
  /** Says it without showing it; many within a second are said as one. */
  announce(text: string): void;
}

const ToastContext = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error("useToasts outside of ToastProvider");
  return toasts;
}

type Shown = Toast & { readonly key: string };

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const t = useT();
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [said, setSaid] = useState("");
  const region = useRef<HTMLElement>(null);
  const counter = useRef(0);
  const announcer = useRef(createAnnouncer(setSaid));
  useEffect(() => () => announcer.current.stop(), []);

  const isEmpty = shown.length === 0;
  useEffect(() => {
    if (isEmpty) return;
    const element = region.current;
    element?.showPopover?.(); // above a dialog that is open
    return () => element?.hidePopover?.();
  }, [isEmpty]);

  const dismiss = useCallback((key: string) => setShown((all) => all.filter((toast) => toast.key !== key)), []);
  const toasts = useMemo<Toasts>(
    () => ({
      show(toast) {
        const key = toast.key ?? `toast-${++counter.current}`;
        setShown((all) => [...all.filter((other) => other.key !== key), { ...toast, key }].slice(-AT_ONCE));
        announcer.current.say(toast.text);
        return key;
      },
      dismiss,
      announce: (text) => announcer.current.say(text),
    }),
    [dismiss],
  );

  return (
    <ToastContext value={toasts}>
      {children}
      <section ref={region} className={styles.region} popover="manual" aria-label={t("ui.notifications")}>
        {shown.map((toast) => (
          <ToastView key={toast.key} toast={toast} onDone={dismiss} />
        ))}
      </section>
      <VisuallyHidden>
        <output aria-live="polite">{said}</output>
      </VisuallyHidden>
    </ToastContext>
  );
}

function ToastView({ toast, onDone }: { readonly toast: Shown; readonly onDone: (key: string) => void }) {
  const t = useT();
  const [held, setHeld] = useState(false);
  const { key, text, tone = "plain", icon, action } = toast;
  const staysMs = toast.staysMs ?? (action ? STAYS_WITH_ACTION_MS : STAYS_MS);

  useEffect(() => {
    if (held || !Number.isFinite(staysMs)) return;
    const timer = setTimeout(() => onDone(key), staysMs);
    return () => clearTimeout(timer);
  }, [held, staysMs, key, onDone]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it or focusing in it only holds its time
    <div
      className={cx(styles.toast, styles[tone])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {icon && <span className={styles.icon}>{icon}</span>}
      <span className={styles.text}>{text}</span>
      {action && (
        <Button
          size="s"
          variant="ghost"
          className={styles.action}
          onClick={() => {
            action.run();
            onDone(key);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton size="s" label={t("ui.dismiss")} icon={<X />} onClick={() => onDone(key)} />
    </div>
  );
}
