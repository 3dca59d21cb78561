import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "Schuif aan",
  "landing.lead": "Begin een gesprek, deel de link en praat. Zonder account, zonder iets te installeren.",
  "landing.start": "Gesprek beginnen",
  "landing.starting": "De tafel wordt gedekt",
  "landing.or": "of schuif ergens aan",
  "landing.codeLabel": "Code of link van het gesprek",
  "landing.codeHint": "Plak de link die je kreeg, of typ de code.",
  "landing.join": "Aanschuiven",
  "landing.codeMissing": "Typ de code van het gesprek, of plak de link.",
  "landing.codeUnreadable": "Dat lijkt niet op een code of link van een gesprek.",
  "landing.illustration": "Een cafétafel bij lamplicht, van boven gezien: vijf mensen met koffie en een vrije stoel",
  "landing.factsTitle": "Wat je kunt verwachten",
  "landing.fact1Title": "Het opent in je browser",
  "landing.fact1": "Op computer of telefoon, met of zonder account.",
  "landing.fact2Title": "Van mens tot mens",
  "landing.fact2": "In kleine ruimtes gaan geluid en beeld versleuteld, recht van de ene browser naar de andere.",
  "landing.fact3Title": "Je vindt het terug",
  "landing.fact3": "Met een account bewaar je wie er was en wat er geschreven werd.",
  "landing.name": "Een tertulia is een kring vrienden die in steeds hetzelfde café bij elkaar komt om te praten.",
} satisfies Translation<typeof en>;
