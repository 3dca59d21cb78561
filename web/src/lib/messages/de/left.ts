import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "Du hast das Treffen verlassen",
  "left.lost": "Dein Platz wurde frei",
  "left.lostBody": "Die Verbindung war zu lange weg. Du kannst gleich wieder hereinkommen.",
  "left.rejoin": "Wieder hinein",
  "left.home": "Zur Startseite",
  "left.duration": "Wie lange",
  "left.people": "Wer da war",
  "left.alone": "Nur du",
  "left.chat": "Chat",
  "left.chatLines": "{count, plural, =0 {Nichts wurde geschrieben} one {# Zeile} other {# Zeilen}}",
  "left.morePeople": "{count, plural, one {und # weitere Person} other {und # weitere}}",
  "left.history": "Es steht in deinem Verlauf.",
  "left.toHistory": "Verlauf öffnen",
  "left.guest": "Mit einem Konto findest du deine Treffen wieder: wer da war und was geschrieben wurde.",
  "left.signUp": "Konto anlegen",
} satisfies Translation<typeof en>;
