import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "Discussion",
  "chat.log": "Messages",
  "chat.empty": "Rien d’écrit pour l’instant",
  "chat.emptyBody": "Dites bonjour, ou laissez un lien. Qui arrive plus tard peut le lire aussi.",
  "chat.message": "Message",
  "chat.placeholder": "Écrire à tout le monde",
  "chat.send": "Envoyer",
  "chat.you": "Vous",
  "chat.new": "Nouveau",
  "chat.jump": "{count, plural, one {# nouveau message} other {# nouveaux messages}}",
  "chat.sending": "Envoi",
  "chat.waiting": "Partira dès que la connexion sera revenue",
  "chat.refused": "Non envoyé",
  "chat.retry": "Réessayer",
  "chat.left": "{count, plural, one {Il reste # octet} other {Il reste # octets}}",
  "chat.tooLong": "{count, plural, one {# octet de trop} other {# octets de trop}}",
} satisfies Translation<typeof en>;
