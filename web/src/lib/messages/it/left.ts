import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "Hai lasciato la riunione",
  "left.lost": "Il tuo posto è stato liberato",
  "left.lostBody": "La connessione è mancata troppo a lungo. Puoi rientrare subito.",
  "left.rejoin": "Rientra",
  "left.home": "Vai all’inizio",
  "left.duration": "Durata",
  "left.people": "Chi c’era",
  "left.alone": "Solo tu",
  "left.chat": "Chat",
  "left.chatLines": "{count, plural, =0 {Non è stato scritto nulla} one {# riga} other {# righe}}",
  "left.morePeople": "{count, plural, one {e # altra} other {e altre #}}",
  "left.history": "Resta nella tua cronologia.",
  "left.toHistory": "Apri la cronologia",
  "left.guest": "Con un account ritrovi le tue riunioni: chi c’era e che cosa è stato scritto.",
  "left.signUp": "Crea un account",
} satisfies Translation<typeof en>;
