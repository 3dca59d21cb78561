import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "Connexion avec {name}",
  "quality.lossIn": "Perdu à l’aller vers ici",
  "quality.lossOut": "Perdu à l’aller vers là-bas",
  "quality.roundTrip": "Aller-retour",
  "quality.incoming": "Reçu",
  "quality.outgoing": "Envoyé",
  "quality.picture": "Image",
  "quality.way": "Chemin",
  "quality.noPicture": "Aucune",
  "quality.pictureNow": "{width} × {height}, {fps, plural, one {# image} other {# images}} par seconde",
  "quality.rule": "Bonne veut dire moins de 6 % de pertes et moins de 400 ms aller-retour.",
} satisfies Translation<typeof en>;
