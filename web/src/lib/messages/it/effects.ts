import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "Sfondo e audio",
  "effects.background": "Sfondo",
  "effects.backgroundHint": "Lo fa questo computer; la tua stanza non ne esce mai. Usa un po’ della sua potenza.",
  "effects.none": "Com’è",
  "effects.blur": "Sfocato",
  "effects.image.dusk-window": "Finestra al crepuscolo",
  "effects.image.cafe": "Caffè",
  "effects.image.bookshelf": "Libreria",
  "effects.image.warm-wall": "Parete calda",
  "effects.own": "Una tua immagine",
  "effects.quiet": "Togli il rumore dal mio microfono",
  "effects.quietHint": "Ventole, tastiere e strade. Lascialo spento per la musica.",
  "effects.backgroundFailed":
    "Questo browser non può sostituire il tuo sfondo. Per mostrare la fotocamera, scegli «Com’è».",
  "effects.quietFailed": "Questo browser non può togliere il rumore dal tuo microfono.",
  "effects.slow": "Il tuo sfondo dà molto lavoro a questo computer.",
  "effects.stop": "Mostra la mia stanza",
} satisfies Translation<typeof en>;
