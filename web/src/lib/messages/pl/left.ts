import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "Spotkanie opuszczone",
  "left.lost": "Twoje miejsce zostało zwolnione",
  "left.lostBody": "Połączenia nie było zbyt długo. Możesz od razu wejść z powrotem.",
  "left.rejoin": "Wróć",
  "left.home": "Na stronę główną",
  "left.duration": "Jak długo",
  "left.people": "Kto był",
  "left.alone": "Tylko ty",
  "left.chat": "Czat",
  "left.chatLines":
    "{count, plural, =0 {Nic nie napisano} one {# wiadomość} few {# wiadomości} many {# wiadomości} other {# wiadomości}}",
  "left.morePeople": "{count, plural, one {i jeszcze #} few {i jeszcze #} many {i jeszcze #} other {i jeszcze #}}",
  "left.history": "Zostaje w twojej historii.",
  "left.toHistory": "Otwórz historię",
  "left.guest": "Mając konto, odnajdziesz swoje spotkania: kto był i co napisano.",
  "left.signUp": "Załóż konto",
} satisfies Translation<typeof en>;
