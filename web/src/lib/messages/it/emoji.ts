import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "Cerca un’emoji",
  "emoji.groups": "Tipi di emoji",
  "emoji.loading": "Arrivano le emoji",
  "emoji.failed": "Non è stato possibile caricare le emoji. Chiudi e riprova.",
  "emoji.found": "{count, plural, =0 {Trovato nulla} one {# trovata} other {# trovate}}",
  "emoji.recent": "Usate di recente",
  "emoji.smileys": "Faccine",
  "emoji.people": "Persone",
  "emoji.nature": "Animali e natura",
  "emoji.food": "Cibo e bevande",
  "emoji.travel": "Viaggi e luoghi",
  "emoji.activities": "Attività",
  "emoji.objects": "Oggetti",
  "emoji.symbols": "Simboli",
  "emoji.flags": "Bandiere",
} satisfies Translation<typeof en>;
