import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "Połączenie: {name}",
  "quality.lossIn": "Zgubione w drodze tutaj",
  "quality.lossOut": "Zgubione w drodze tam",
  "quality.roundTrip": "Tam i z powrotem",
  "quality.incoming": "Przychodzi",
  "quality.outgoing": "Wychodzi",
  "quality.picture": "Obraz",
  "quality.way": "Droga",
  "quality.noPicture": "Brak",
  "quality.pictureNow":
    "{width} × {height}, {fps, plural, one {# klatka} few {# klatki} many {# klatek} other {# klatki}} na sekundę",
  "quality.rule": "Dobre to mniej niż 6 % strat i mniej niż 400 ms tam i z powrotem.",
} satisfies Translation<typeof en>;
