import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "Chercher un émoji",
  "emoji.groups": "Sortes d’émojis",
  "emoji.loading": "Chargement des émojis",
  "emoji.failed": "Les émojis n’ont pas pu être chargés. Fermez ceci et réessayez.",
  "emoji.found": "{count, plural, =0 {Rien trouvé} one {# trouvé} other {# trouvés}}",
  "emoji.recent": "Récents",
  "emoji.smileys": "Smileys",
  "emoji.people": "Personnes",
  "emoji.nature": "Animaux et nature",
  "emoji.food": "À manger et à boire",
  "emoji.travel": "Voyages et lieux",
  "emoji.activities": "Activités",
  "emoji.objects": "Objets",
  "emoji.symbols": "Symboles",
  "emoji.flags": "Drapeaux",
} satisfies Translation<typeof en>;
