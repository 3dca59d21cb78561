import { cx } from "./cx";
import { Mark } from "./Mark";
import styles from "./Spinner.module.css";
import { useT } from "./useT";
import { VisuallyHidden } from "./VisuallyHidden";

interface SpinnerProps {
  readonly size?: string;
  /** What is awaited, for those who do not see it; "Loading" otherwise. */
  readonly label?: string;
  /** Shows the label beside the mark. */
  readonly showLabel?: boolean;
  /** Takes the middle of its container. */
  readonly centred?: boolean;
}

export function Spinner({ size = "2.5rem", label, showLabel, centred }: SpinnerProps) {
  const t = useT();
  const words = label ?? t("ui.loading");
  return (
    <output className={cx(styles.spinner, centred && styles.centred)}>
      <Mark size={size} waiting />
      {showLabel ? <span>{words}</span> : <VisuallyHidden>{words}</VisuallyHidden>}
    </output>
  );
}
