import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "Connessione con {name}",
  "quality.lossIn": "Perso venendo qui",
  "quality.lossOut": "Perso andando là",
  "quality.roundTrip": "Andata e ritorno",
  "quality.incoming": "In arrivo",
  "quality.outgoing": "In uscita",
  "quality.picture": "Immagine",
  "quality.way": "Percorso",
  "quality.noPicture": "Nessuna",
  "quality.pictureNow": "{width} × {height}, {fps, plural, one {# fotogramma} other {# fotogrammi}} al secondo",
  "quality.rule": "Buona vuol dire meno del 6 % perso e meno di 400 ms tra andata e ritorno.",
} satisfies Translation<typeof en>;
