import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "Prenez place à table",
  "landing.lead": "Démarrez une réunion, partagez son lien et parlez. Sans compte, sans rien installer.",
  "landing.start": "Démarrer une réunion",
  "landing.starting": "On dresse la table",
  "landing.or": "ou rejoignez-en une",
  "landing.codeLabel": "Code ou lien de la réunion",
  "landing.codeHint": "Collez le lien reçu, ou saisissez son code.",
  "landing.join": "Rejoindre",
  "landing.codeMissing": "Saisissez le code de la réunion, ou collez son lien.",
  "landing.codeUnreadable": "Cela ne ressemble ni à un code ni à un lien de réunion.",
  "landing.illustration":
    "Une table de café vue d’en haut, à la lueur d’une lampe : cinq personnes avec leur café, et une chaise libre",
  "landing.factsTitle": "À quoi vous attendre",
  "landing.fact1Title": "Elle s’ouvre dans votre navigateur",
  "landing.fact1": "Sur ordinateur ou téléphone, avec ou sans compte.",
  "landing.fact2Title": "De personne à personne",
  "landing.fact2": "Dans les petites salles, le son et l’image vont droit d’un navigateur à l’autre, chiffrés.",
  "landing.fact3Title": "Vous la retrouvez",
  "landing.fact3": "Avec un compte, vous gardez qui était là et ce qui s’est écrit.",
  "landing.name": "Une tertulia est un cercle d’amis qui se retrouve dans le même café pour parler.",
} satisfies Translation<typeof en>;
