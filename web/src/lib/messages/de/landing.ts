import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "Setz dich dazu",
  "landing.lead": "Beginne ein Treffen, teile den Link und rede. Ohne Konto, ohne Installation.",
  "landing.start": "Treffen beginnen",
  "landing.starting": "Der Tisch wird gedeckt",
  "landing.or": "oder komm zu einem dazu",
  "landing.codeLabel": "Code oder Link des Treffens",
  "landing.codeHint": "Füge den Link ein, den du bekommen hast, oder tippe den Code.",
  "landing.join": "Dazukommen",
  "landing.codeMissing": "Tippe den Code des Treffens oder füge den Link ein.",
  "landing.codeUnreadable": "Das sieht nicht nach Code oder Link eines Treffens aus.",
  "landing.illustration": "Ein Cafétisch im Lampenlicht, von oben gesehen: fünf Leute mit Kaffee und ein freier Stuhl",
  "landing.factsTitle": "Was dich erwartet",
  "landing.fact1Title": "Es öffnet sich im Browser",
  "landing.fact1": "Am Rechner oder Telefon, mit oder ohne Konto.",
  "landing.fact2Title": "Von Mensch zu Mensch",
  "landing.fact2": "In kleinen Räumen gehen Ton und Bild verschlüsselt direkt von Browser zu Browser.",
  "landing.fact3Title": "Du findest es wieder",
  "landing.fact3": "Mit einem Konto bleibt, wer da war und was geschrieben wurde.",
  "landing.name": "Eine Tertulia ist ein Kreis von Freunden, der sich immer im selben Café zum Reden trifft.",
} satisfies Translation<typeof en>;
