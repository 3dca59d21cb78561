import type en from "../en/captions";

export default {
  "captions.title": "Sous-titres",
  "captions.hint": "Affiche sur les images ce que quelqu’un écrit ici au fil de la parole",
  "captions.size": "Taille des sous-titres",
  "captions.write": "Écrire des sous-titres",
  "captions.field": "Ce qui se dit",
  "captions.how": "Entrée : ligne suivante",
  "captions.end": "Ne plus écrire de sous-titres",
  "captions.offer": "{name} écrit des sous-titres.",
  "captions.show": "Afficher les sous-titres",
} satisfies Record<keyof typeof en, string>;
