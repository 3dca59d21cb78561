// What of the captions is on the screen. Nothing here knows of pages.

export interface CaptionLine {
  /** Of its writer, and which of their lines. */
  readonly id: string;
  readonly line: number;
  readonly name: string;
  readonly text: string;
  /** When it was last changed, ms. */
  readonly at: number;
}

/** More rows than these would hide the people who speak. */
const AT_ONCE = 2;
/** Nobody reads slower than this; who reads on has the chat. */
export const STAYS_MS = 10_000;

/** The lines with `news` among them: at the place of what it mends, otherwise below. Oldest first. */
export function withLine(lines: readonly CaptionLine[], news: CaptionLine): readonly CaptionLine[] {
  const at = lines.findIndex(({ id, line }) => id === news.id && line === news.line);
  if (at < 0) return news.text === "" ? lines : [...lines, news].slice(-AT_ONCE);
  return news.text === "" ? lines.toSpliced(at, 1) : lines.with(at, news);
}

/** Those that one may still be reading at `now`; the same array when that is all of them. */
export function fresh(lines: readonly CaptionLine[], now: number): readonly CaptionLine[] {
  const left = lines.filter(({ at }) => now - at < STAYS_MS);
  return left.length === lines.length ? lines : left;
}
