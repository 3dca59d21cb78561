import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { cx } from "./cx";
import { Mark } from "./Mark";
import { Link, type LinkProps } from "./router";

export interface ButtonLook {
  /** primary: the one thing to do next; quiet: everything else; ghost: no ground; danger: leave, delete. */
  readonly variant?: "primary" | "quiet" | "ghost" | "danger";
  readonly size?: "s" | "m" | "l";
  readonly icon?: ReactNode;
  /** As wide as its container. */
  readonly wide?: boolean;
}

interface ButtonProps extends ButtonLook, ComponentProps<"button"> {
  /** Keeps its name and its width, shows the mark, and does nothing when pressed. */
  readonly loading?: boolean;
}

function look({ variant = "quiet", size = "m", wide }: ButtonLook, className?: string): string {
  return cx(styles.button, styles[variant], styles[size], wide && styles.wide, className);
}

export function Button(props: ButtonProps) {
  const { variant, size, icon, wide, loading, className, children, onClick, type = "button", ...rest } = props;
  return (
    <button
      {...rest}
      type={loading ? "button" : type}
      className={look({ variant, size, wide } as ButtonLook, className)}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      onClick={loading ? undefined : onClick}
    >
      {loading ? <Mark size="1.25em" waiting /> : icon}
      <span className={styles.label}>{children}</span>
    </button>
  );
}

/** A link that looks like a button: it goes somewhere. */
export function ButtonLink(props: ButtonLook & LinkProps) {
  const { variant, size, icon, wide, className, children, ...rest } = props;
  return (
    <Link {...rest} className={look({ variant, size, wide } as ButtonLook, className)}>
      {icon}
      <span className={styles.label}>{children}</span>
    </Link>
  );
}
