import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "Emoji suchen",
  "emoji.groups": "Arten von Emojis",
  "emoji.loading": "Emojis werden geholt",
  "emoji.failed": "Die Emojis ließen sich nicht holen. Schließ dies und versuch es noch einmal.",
  "emoji.found": "{count, plural, =0 {Nichts gefunden} one {# gefunden} other {# gefunden}}",
  "emoji.recent": "Zuletzt benutzt",
  "emoji.smileys": "Smileys",
  "emoji.people": "Menschen",
  "emoji.nature": "Tiere und Natur",
  "emoji.food": "Essen und Trinken",
  "emoji.travel": "Reisen und Orte",
  "emoji.activities": "Aktivitäten",
  "emoji.objects": "Gegenstände",
  "emoji.symbols": "Symbole",
  "emoji.flags": "Flaggen",
} satisfies Translation<typeof en>;
