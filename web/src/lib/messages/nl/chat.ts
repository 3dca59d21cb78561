import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "Chat",
  "chat.log": "Berichten",
  "chat.empty": "Nog niets geschreven",
  "chat.emptyBody": "Zeg hallo of laat een link achter. Wie later komt, kan het ook lezen.",
  "chat.message": "Bericht",
  "chat.placeholder": "Schrijf aan iedereen",
  "chat.send": "Versturen",
  "chat.you": "Jij",
  "chat.new": "Nieuw",
  "chat.jump": "{count, plural, one {# nieuw bericht} other {# nieuwe berichten}}",
  "chat.sending": "Wordt verstuurd",
  "chat.waiting": "Wordt verstuurd zodra we weer verbonden zijn",
  "chat.refused": "Niet verstuurd",
  "chat.retry": "Opnieuw proberen",
  "chat.left": "{count, plural, one {Nog # byte} other {Nog # bytes}}",
  "chat.tooLong": "{count, plural, one {# byte te lang} other {# bytes te lang}}",
} satisfies Translation<typeof en>;
