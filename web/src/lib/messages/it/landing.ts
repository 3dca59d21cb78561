import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "Prendi una sedia",
  "landing.lead": "Comincia una riunione, condividi il link e parla. Senza account e senza installare nulla.",
  "landing.start": "Comincia una riunione",
  "landing.starting": "Stiamo apparecchiando",
  "landing.or": "o entra in una",
  "landing.codeLabel": "Codice o link della riunione",
  "landing.codeHint": "Incolla il link che hai ricevuto, o scrivi il codice.",
  "landing.join": "Entra",
  "landing.codeMissing": "Scrivi il codice della riunione, o incolla il link.",
  "landing.codeUnreadable": "Non sembra il codice o il link di una riunione.",
  "landing.illustration":
    "Un tavolino di caffè alla luce di una lampada, visto dall’alto: cinque persone con il loro caffè e una sedia libera",
  "landing.factsTitle": "Che cosa aspettarsi",
  "landing.fact1Title": "Si apre nel browser",
  "landing.fact1": "Su computer o telefono, con o senza account.",
  "landing.fact2Title": "Da persona a persona",
  "landing.fact2": "Nelle stanze piccole audio e video vanno diretti da un browser all’altro, cifrati.",
  "landing.fact3Title": "La ritrovi",
  "landing.fact3": "Con un account conservi chi c’era e che cosa è stato scritto.",
  "landing.name": "Una tertulia è un gruppo di amici che si ritrova a parlare sempre nello stesso caffè.",
} satisfies Translation<typeof en>;
