import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "Czat",
  "chat.log": "Wiadomości",
  "chat.empty": "Jeszcze nic nie napisano",
  "chat.emptyBody": "Przywitaj się albo zostaw link. Kto przyjdzie później, też to przeczyta.",
  "chat.message": "Wiadomość",
  "chat.placeholder": "Napisz do wszystkich",
  "chat.send": "Wyślij",
  "chat.you": "Ty",
  "chat.new": "Nowe",
  "chat.jump":
    "{count, plural, one {# nowa wiadomość} few {# nowe wiadomości} many {# nowych wiadomości} other {# nowej wiadomości}}",
  "chat.sending": "Wysyłanie",
  "chat.waiting": "Wyślemy, gdy tylko wróci połączenie",
  "chat.refused": "Nie wysłano",
  "chat.retry": "Spróbuj ponownie",
  "chat.left":
    "{count, plural, one {Został # bajt} few {Zostały # bajty} many {Zostało # bajtów} other {Zostało # bajtu}}",
  "chat.tooLong":
    "{count, plural, one {O # bajt za długo} few {O # bajty za długo} many {O # bajtów za długo} other {O # bajtu za długo}}",
} satisfies Translation<typeof en>;
