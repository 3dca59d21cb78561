import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "Chat",
  "chat.log": "Nachrichten",
  "chat.empty": "Noch nichts geschrieben",
  "chat.emptyBody": "Sag hallo oder lass einen Link da. Wer später kommt, kann es auch lesen.",
  "chat.message": "Nachricht",
  "chat.placeholder": "Schreib an alle",
  "chat.send": "Senden",
  "chat.you": "Du",
  "chat.new": "Neu",
  "chat.jump": "{count, plural, one {# neue Nachricht} other {# neue Nachrichten}}",
  "chat.sending": "Wird gesendet",
  "chat.waiting": "Wird gesendet, sobald wir wieder verbunden sind",
  "chat.refused": "Nicht gesendet",
  "chat.retry": "Noch einmal versuchen",
  "chat.left": "{count, plural, one {Noch # Byte} other {Noch # Bytes}}",
  "chat.tooLong": "{count, plural, one {# Byte zu lang} other {# Bytes zu lang}}",
} satisfies Translation<typeof en>;
