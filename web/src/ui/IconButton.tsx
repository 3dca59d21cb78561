import type { ComponentProps, ReactNode } from "react";
import { ariaKeys, type ShortcutId } from "@/lib/shortcuts";
import { cx } from "./cx";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip";
import type { Side } from "./useFloating";

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  /** Its accessible name and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /**
   * ghost: no ground; solid: a ground of the surface; stage: on the stage of a call;
   * off: a stage control whose device is off; danger: leave.
   */
  readonly variant?: "ghost" | "solid" | "stage" | "off" | "danger";
  readonly size?: "s" | "m" | "l";
  readonly shortcut?: ShortcutId;
  /** For a control that is on or off under one constant name. */
  readonly pressed?: boolean;
  /** A small count or dot in the corner (a Badge). */
  readonly badge?: ReactNode;
  readonly tooltipSide?: Side;
}

export function IconButton(props: IconButtonProps) {
  const {
    label,
    icon,
    variant = "ghost",
    size = "m",
    shortcut,
    pressed,
    badge,
    tooltipSide,
    className,
    ...rest
  } = props;
  return (
    <Tooltip label={label} shortcut={shortcut} {...(tooltipSide && { side: tooltipSide })}>
      <button
        type="button"
        {...rest}
        className={cx(styles.button, styles[variant], styles[size], className)}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={shortcut && ariaKeys(shortcut)}
      >
        {icon}
        {badge && <span className={styles.badge}>{badge}</span>}
      </button>
    </Tooltip>
  );
}
