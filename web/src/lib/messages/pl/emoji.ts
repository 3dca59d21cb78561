import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "Znajdź emotikon",
  "emoji.groups": "Rodzaje emotikonów",
  "emoji.loading": "Wczytywanie emotikonów",
  "emoji.failed": "Nie udało się wczytać emotikonów. Zamknij to i spróbuj ponownie.",
  "emoji.found":
    "{count, plural, =0 {Nic nie znaleziono} one {Znaleziono: #} few {Znaleziono: #} many {Znaleziono: #} other {Znaleziono: #}}",
  "emoji.recent": "Ostatnio używane",
  "emoji.smileys": "Buźki",
  "emoji.people": "Ludzie",
  "emoji.nature": "Zwierzęta i natura",
  "emoji.food": "Jedzenie i picie",
  "emoji.travel": "Podróże i miejsca",
  "emoji.activities": "Zajęcia",
  "emoji.objects": "Przedmioty",
  "emoji.symbols": "Symbole",
  "emoji.flags": "Flagi",
} satisfies Translation<typeof en>;
