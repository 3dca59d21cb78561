// Emoji: which there are, found by their names in the person's language, and which were used lately.

import { kept, readJson } from "@/lib/storage";

/** [the emoji itself, its name, all it may be found by], in groups of the picker. */
export type Emoji = readonly [unicode: string, label: string, folded: string];

export const GROUPS = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
export type GroupName = (typeof GROUPS)[number];

const RECENT = "recent-emoji";
const RECENT_MOST = 24;
const JUMBO_MOST = 6;

/** One emoji, as far as a look at its beginning tells; `\p{RGI_Emoji}` would be exact, and takes a second to compile. */
const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u{1F1E6}-\u{1F1FF}]{2}|[#*0-9]\uFE0F?\u20E3|\p{Extended_Pictographic}\u200D)/u;

/** Nothing but a few emoji: they may be large. */
export function isJumbo(text: string): boolean {
  const shown = text.replace(/\s/g, "");
  if (shown === "" || shown.length > 80 || typeof Intl.Segmenter === "undefined") return false;
  const pieces = [...new Intl.Segmenter("en").segment(shown)];
  return pieces.length <= JUMBO_MOST && pieces.every(({ segment }) => EMOJI.test(segment));
}

/** Lower case, without accents: as the names were when the catalogue was made. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Those found by every word, names that begin with the words first. */
export function searchEmoji(groups: readonly (readonly Emoji[])[], query: string): Emoji[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = groups.flat().filter(([, , text]) => words.every((word) => ` ${text}`.includes(` ${word}`)));
  const first = words[0] as string;
  const rank = ([, label]: Emoji) => (folded(label).startsWith(first) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

export function recentEmoji(): string[] {
  const found: unknown = readJson(kept, RECENT, []);
  return Array.isArray(found) ? found.filter((each) => typeof each === "string").slice(0, RECENT_MOST) : [];
}

export function usedEmoji(unicode: string): void {
  const next = [unicode, ...recentEmoji().filter((each) => each !== unicode)].slice(0, RECENT_MOST);
  kept.set(RECENT, JSON.stringify(next));
}
