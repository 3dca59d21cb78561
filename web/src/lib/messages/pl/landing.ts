import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "Przysiądź się",
  "landing.lead": "Zacznij spotkanie, podaj link i rozmawiaj. Bez konta i bez instalowania czegokolwiek.",
  "landing.start": "Zacznij spotkanie",
  "landing.starting": "Nakrywamy do stołu",
  "landing.or": "albo dołącz do innego",
  "landing.codeLabel": "Kod lub link spotkania",
  "landing.codeHint": "Wklej otrzymany link albo wpisz jego kod.",
  "landing.join": "Dołącz",
  "landing.codeMissing": "Wpisz kod spotkania albo wklej link.",
  "landing.codeUnreadable": "To nie wygląda na kod ani link spotkania.",
  "landing.illustration": "Stolik kawiarniany w świetle lampy, widziany z góry: pięć osób przy kawie i wolne krzesło",
  "landing.factsTitle": "Czego się spodziewać",
  "landing.fact1Title": "Otwiera się w przeglądarce",
  "landing.fact1": "Na komputerze lub telefonie, z kontem lub bez.",
  "landing.fact2Title": "Od osoby do osoby",
  "landing.fact2": "W małych salach dźwięk i obraz biegną zaszyfrowane prosto z przeglądarki do przeglądarki.",
  "landing.fact3Title": "Można do tego wrócić",
  "landing.fact3": "Mając konto, zachowujesz, kto był i co napisano.",
  "landing.name": "Tertulia to krąg przyjaciół, który spotyka się w tej samej kawiarni, żeby porozmawiać.",
} satisfies Translation<typeof en>;
