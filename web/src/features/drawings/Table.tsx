import type { ReactNode } from "react";
import styles from "./Drawing.module.css";

/** The table of the mark, seen from above, and what lies on it: for states where there is little else to see. */
export function Table({ children }: { readonly children: ReactNode }) {
  return (
    <svg className={styles.drawing} viewBox="0 0 200 148" aria-hidden="true" focusable="false">
      <circle className={styles.pool} cx="100" cy="74" r="74" />
      <circle className={styles.pool} cx="100" cy="74" r="66" />
      <ellipse className={styles.cast} cx="100" cy="79" rx="58" ry="57" />
      <circle className={styles.wood} cx="100" cy="74" r="57" />
      <path className={styles.grain} d="M57 55Q96 49 141 58M49 75Q100 68 151 77M55 96Q104 88 144 95" />
      <circle className={styles.rim} cx="100" cy="74" r="55.5" />
      {children}
    </svg>
  );
}
