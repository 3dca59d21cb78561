import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "Tło i dźwięk",
  "effects.background": "Tło",
  "effects.backgroundHint": "Robi to ten komputer; twój pokój nigdy go nie opuszcza. Zużywa trochę jego mocy.",
  "effects.none": "Bez zmian",
  "effects.blur": "Rozmyte",
  "effects.image.dusk-window": "Okno o zmierzchu",
  "effects.image.cafe": "Kawiarnia",
  "effects.image.bookshelf": "Regał z książkami",
  "effects.image.warm-wall": "Ciepła ściana",
  "effects.own": "Własny obraz",
  "effects.quiet": "Usuń szum z mojego mikrofonu",
  "effects.quietHint": "Wentylatory, klawiatury i ulice. Do muzyki zostaw wyłączone.",
  "effects.backgroundFailed": "Ta przeglądarka nie potrafi zmienić tła. Aby pokazać kamerę, wybierz „Bez zmian”.",
  "effects.quietFailed": "Ta przeglądarka nie potrafi usunąć szumu z mikrofonu.",
  "effects.slow": "Tło to dla tego komputera dużo pracy.",
  "effects.stop": "Pokaż mój pokój",
} satisfies Translation<typeof en>;
