import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "Arrière-plan et son",
  "effects.background": "Arrière-plan",
  "effects.backgroundHint":
    "Cet ordinateur s’en charge ; votre pièce ne le quitte jamais. Cela prend un peu de sa puissance.",
  "effects.none": "Tel quel",
  "effects.blur": "Flou",
  "effects.image.dusk-window": "Fenêtre au crépuscule",
  "effects.image.cafe": "Café",
  "effects.image.bookshelf": "Bibliothèque",
  "effects.image.warm-wall": "Mur chaleureux",
  "effects.own": "Votre propre image",
  "effects.quiet": "Retirer le bruit de mon micro",
  "effects.quietHint": "Ventilateurs, claviers et rues. Laissez-le désactivé pour la musique.",
  "effects.backgroundFailed":
    "Ce navigateur ne peut pas remplacer votre arrière-plan. Pour montrer votre caméra, choisissez « Tel quel ».",
  "effects.quietFailed": "Ce navigateur ne peut pas retirer le bruit de votre micro.",
  "effects.slow": "Votre arrière-plan donne beaucoup de travail à cet ordinateur.",
  "effects.stop": "Montrer ma pièce",
} satisfies Translation<typeof en>;
