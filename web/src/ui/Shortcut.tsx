import { keysOf, type ShortcutId } from "@/lib/shortcuts";
import styles from "./Shortcut.module.css";

interface ShortcutProps {
  readonly id: ShortcutId;
  /** Every combination rather than the first. */
  readonly all?: boolean;
}

/** The keys of a shortcut, as printed on this keyboard. */
export function Shortcut({ id, all }: ShortcutProps) {
  const combos = keysOf(id).slice(0, all ? undefined : 1);
  return (
    <span className={styles.combos}>
      {combos.map((keys) => (
        <span key={keys.join()} className={styles.combo}>
          {keys.map((key) => (
            <kbd key={key} className={styles.key}>
              {key}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
