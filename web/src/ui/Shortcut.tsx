import type { MessageId } from "@/lib/i18n";
import { keysOf, type ShortcutId } from "@/lib/shortcuts";
import styles from "./Shortcut.module.css";
import { useT } from "./useT";

/** Keys that keyboards name in their own language; all others are the same on each. */
const NAMED: Readonly<Record<string, MessageId>> = { Ctrl: "key.ctrl", Shift: "key.shift", Space: "key.space" };

interface ShortcutProps {
  readonly id: ShortcutId;
  /** Every combination rather than the first. */
  readonly all?: boolean;
}

/** The keys of a shortcut, as printed on this keyboard. */
export function Shortcut({ id, all }: ShortcutProps) {
  const t = useT();
  const combos = keysOf(id).slice(0, all ? undefined : 1);
  return (
    <span className={styles.combos}>
      {combos.map((keys) => (
        <span key={keys.join()} className={styles.combo}>
          {keys.map((key) => (
            <kbd key={key} className={styles.key}>
              {NAMED[key] ? t(NAMED[key]) : key}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
