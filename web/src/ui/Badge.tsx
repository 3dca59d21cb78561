import type { ReactNode } from "react";
import styles from "./Badge.module.css";
import { cx } from "./cx";

interface BadgeProps {
  readonly tone?: "neutral" | "ember" | "live" | "danger";
  /** A dot alone says nothing: its meaning must stand in the control's name. */
  readonly dot?: boolean;
  readonly children?: ReactNode;
}

export function Badge({ tone = "neutral", dot, children }: BadgeProps) {
  return <span className={cx(styles.badge, styles[tone], dot && styles.dot)}>{dot ? null : children}</span>;
}

/** A count that fits: 1 to 99, then 99+. */
export function CountBadge({ count }: { readonly count: number }) {
  return count > 0 ? <Badge tone="ember">{count > 99 ? "99+" : count}</Badge> : null;
}
