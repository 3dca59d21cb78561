import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "Chat",
  "chat.log": "Messaggi",
  "chat.empty": "Ancora nulla di scritto",
  "chat.emptyBody": "Saluta, o lascia un link. Chi arriva dopo può leggerlo anche lui.",
  "chat.message": "Messaggio",
  "chat.placeholder": "Scrivi a tutti",
  "chat.send": "Invia",
  "chat.you": "Tu",
  "chat.new": "Nuovo",
  "chat.jump": "{count, plural, one {# nuovo messaggio} other {# nuovi messaggi}}",
  "chat.sending": "Invio",
  "chat.waiting": "Parte appena torna la connessione",
  "chat.refused": "Non inviato",
  "chat.retry": "Riprova",
  "chat.left": "{count, plural, one {Resta # byte} other {Restano # byte}}",
  "chat.tooLong": "{count, plural, one {# byte di troppo} other {# byte di troppo}}",
} satisfies Translation<typeof en>;
