import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "Emoji zoeken",
  "emoji.groups": "Soorten emoji",
  "emoji.loading": "Emoji worden opgehaald",
  "emoji.failed": "De emoji konden niet worden opgehaald. Sluit dit en probeer het opnieuw.",
  "emoji.found": "{count, plural, =0 {Niets gevonden} one {# gevonden} other {# gevonden}}",
  "emoji.recent": "Laatst gebruikt",
  "emoji.smileys": "Smileys",
  "emoji.people": "Mensen",
  "emoji.nature": "Dieren en natuur",
  "emoji.food": "Eten en drinken",
  "emoji.travel": "Reizen en plaatsen",
  "emoji.activities": "Activiteiten",
  "emoji.objects": "Voorwerpen",
  "emoji.symbols": "Symbolen",
  "emoji.flags": "Vlaggen",
} satisfies Translation<typeof en>;
