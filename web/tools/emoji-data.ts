import { createRequire } from "node:module";
import type { Plugin } from "vite";

const PREFIX = "virtual:emoji/";
/** Newer ones are boxes on machines that are a few years old. */
const NEWEST = 15;
/** Of emojibase, in the order of the picker's groups; components (2) are no emoji by themselves. */
const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9];

interface Entry {
  readonly emoji: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
  readonly version: number;
}

const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Names and search words of every emoji in one language, as a chunk of its own: `import("virtual:emoji/es")`. */
export function emojiData(): Plugin {
  return {
    name: "tertulia:emoji",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const language = id.slice(PREFIX.length + 1);
      const entries: Entry[] = createRequire(import.meta.url)(`emojibase-data/${language}/data.json`);
      const known = entries.filter((entry) => entry.group !== undefined && entry.version <= NEWEST);
      const groups = GROUPS.map((group) =>
        known
          .filter((entry) => entry.group === group)
          .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
          .map(({ emoji, label, tags = [] }) => {
            const words = new Set(
              [label, ...tags].flatMap((text) => folded(text).split(/[\s,:“”"()]+/)).filter(Boolean),
            );
            return [emoji, label, [...words].join(" ")];
          }),
      );
      return `export default ${JSON.stringify(groups)};`;
    },
  };
}
