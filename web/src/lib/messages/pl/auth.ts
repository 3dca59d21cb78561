import type en from "../en/auth";
import type { Translation } from "../ids";

export default {
  "signIn.title": "Miło znów cię widzieć",
  "signIn.lead": "Zaloguj się, aby odnaleźć swoje spotkania.",
  "signIn.submit": "Zaloguj się",
  "signIn.noAccount": "Pierwszy raz tutaj?",
  "signIn.toSignUp": "Załóż konto",
  "signIn.wrong": "Nazwa użytkownika lub hasło się nie zgadza.",
  "signIn.comeBack": "Zaloguj się, a zabierzemy cię tam, dokąd zmierzasz.",
  "signUp.title": "Załóż konto",
  "signUp.lead": "Aby odnajdywać swoje spotkania: kto był i co napisano.",
  "signUp.submit": "Załóż moje konto",
  "signUp.hasAccount": "Masz już konto?",
  "signUp.toSignIn": "Zaloguj się",
  "auth.name": "Twoje imię",
  "auth.nameHint": "Tak widzą cię inni na spotkaniu.",
  "auth.username": "Nazwa użytkownika",
  "auth.usernameHint": "Od 3 do 64 znaków. Używasz jej tylko ty, do logowania.",
  "auth.password": "Hasło",
  "auth.passwordHint": "Co najmniej 8 znaków. Kilka słów pod rząd to dobry pomysł.",
  "auth.nameMissing": "Powiedz, jak się nazywasz.",
  "auth.nameTooLong": "Imię może mieć najwyżej 64 znaki.",
  "auth.usernameMissing": "Wpisz nazwę użytkownika.",
  "auth.usernameLength": "Nazwa użytkownika ma od 3 do 64 znaków.",
  "auth.usernameTaken": "Ta nazwa jest już zajęta. Spróbuj innej.",
  "auth.passwordMissing": "Wpisz hasło.",
  "auth.passwordShort":
    "{count, plural, one {Jeszcze # znak} few {Jeszcze # znaki} many {Jeszcze # znaków} other {Jeszcze # znaku}} i wystarczy.",
  "auth.passwordLong": "Hasło może mieć najwyżej 256 znaków.",
  "auth.passwordEnough": "Wystarczająco długie",
  "auth.wait":
    "Za dużo prób. Możesz spróbować znowu {seconds, plural, one {za # sekundę} few {za # sekundy} many {za # sekund} other {za # sekundy}}.",
  "auth.signedOutElsewhere": "Wylogowano cię w innej karcie.",
  "auth.signedOut": "Wylogowano. Do zobaczenia.",
  "auth.welcome": "Dobrze, że jesteś, {name}.",
} satisfies Translation<typeof en>;
