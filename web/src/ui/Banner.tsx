import type { ReactNode } from "react";
import styles from "./Banner.module.css";
import { cx } from "./cx";

interface BannerProps {
  readonly tone?: "plain" | "ember" | "live" | "danger";
  readonly icon?: ReactNode;
  /** A button at the end. */
  readonly action?: ReactNode;
  /** alert: said at once; status: said when there is a pause; none: it was there from the start. */
  readonly live?: "alert" | "status" | "none";
  readonly children: ReactNode;
}

export function Banner({ tone = "plain", icon, action, live = "status", children }: BannerProps) {
  return (
    <div className={cx(styles.banner, styles[tone])} role={live === "none" ? undefined : live}>
      {icon && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <div className={styles.words}>{children}</div>
      {action}
    </div>
  );
}
