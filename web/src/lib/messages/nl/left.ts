import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "Je hebt het gesprek verlaten",
  "left.lost": "Je plaats is vrijgegeven",
  "left.lostBody": "De verbinding was te lang weg. Je kunt meteen weer naar binnen.",
  "left.rejoin": "Weer naar binnen",
  "left.home": "Naar het begin",
  "left.duration": "Hoe lang",
  "left.people": "Wie er was",
  "left.alone": "Alleen jij",
  "left.chat": "Chat",
  "left.chatLines": "{count, plural, =0 {Er is niets geschreven} one {# regel} other {# regels}}",
  "left.morePeople": "{count, plural, one {en nog #} other {en nog #}}",
  "left.history": "Het staat in je geschiedenis.",
  "left.toHistory": "Geschiedenis openen",
  "left.guest": "Met een account vind je je gesprekken terug: wie er was en wat er geschreven werd.",
  "left.signUp": "Maak een account",
} satisfies Translation<typeof en>;
