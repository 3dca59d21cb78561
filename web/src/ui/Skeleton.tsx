import { cx } from "./cx";
import styles from "./Skeleton.module.css";

interface SkeletonProps {
  readonly shape?: "line" | "circle" | "tile";
  readonly width?: "short" | "medium" | "long" | "full";
}

/** The place of something that is coming. Decorative: say "Loading" once around it. */
export function Skeleton({ shape = "line", width = "full" }: SkeletonProps) {
  return <span className={cx(styles.skeleton, styles[shape], styles[width])} aria-hidden="true" />;
}
