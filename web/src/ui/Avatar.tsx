import styles from "./Avatar.module.css";
import { cx } from "./cx";

const SEAT_COLOURS = 8;

/** Which seat colour a name wears, 1 to 8; the same on every device (FNV-1a). */
export function seatOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of name.normalize("NFC").toLowerCase()) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> 0) % SEAT_COLOURS) + 1;
}

/** "Ana María Ruiz" is AR, "ana" is A, "山田太郎" is 山; never half a character. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = (word: string | undefined) => {
    const [grapheme] = word ? new Intl.Segmenter().segment(word) : [];
    return grapheme?.segment.toLocaleUpperCase() ?? "";
  };
  return words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0]);
}

interface AvatarProps {
  readonly name: string;
  /** xs 24, s 32, m 40, l 64 px; fill: the size of its container's shorter side, for tiles. */
  readonly size?: "xs" | "s" | "m" | "l" | "fill";
}

/** A person without a picture. Decorative, its letters are no text of the page: the name stands beside it. */
export function Avatar({ name, size = "m" }: AvatarProps) {
  return (
    <span
      className={cx(styles.avatar, styles[size], styles[`seat${seatOf(name)}`])}
      data-initials={initials(name)}
      aria-hidden="true"
    />
  );
}
