import { cx } from "./cx";
import styles from "./Mark.module.css";

const SEATS = 6;
const RADIUS = 8.6;
const HALF_SPAN = 0.25; // radians each seat takes to either side

function seat(index: number): string {
  const middle = (index * 2 * Math.PI) / SEATS - Math.PI / 2;
  const at = (angle: number) =>
    `${(12 + RADIUS * Math.cos(angle)).toFixed(2)} ${(12 + RADIUS * Math.sin(angle)).toFixed(2)}`;
  return `M${at(middle - HALF_SPAN)}A${RADIUS} ${RADIUS} 0 0 1 ${at(middle + HALF_SPAN)}`;
}

export const SEAT_PATHS = Array.from({ length: SEATS }, (_, index) => seat(index));

interface MarkProps {
  /** Any CSS length. */
  readonly size?: string;
  /** Seats light up one after the other. */
  readonly waiting?: boolean;
  readonly className?: string | undefined;
}

/** A round table seen from above: seats around it, one of them lit. Decorative: give it a name beside it. */
export function Mark({ size = "1.5em", waiting, className }: MarkProps) {
  return (
    <svg
      className={cx(styles.mark, waiting && styles.waiting, className)}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <circle className={styles.table} cx="12" cy="12" r="4.6" />
      {SEAT_PATHS.map((path, index) => (
        <path key={path} className={cx(styles.seat, styles[`seat${index}`])} d={path} />
      ))}
    </svg>
  );
}
