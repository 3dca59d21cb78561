import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "Réglages",
  "settings.devices": "Appareils",
  "settings.sounds": "Sons",
  "settings.soundJoin": "Quelqu’un arrive",
  "settings.soundLeave": "Quelqu’un part",
  "settings.soundMessage": "Un nouveau message",
  "settings.soundHand": "Une main levée",
  "settings.appearance": "Apparence",
  "settings.shortcuts": "Raccourcis",
  "settings.theme": "Couleurs",
  "settings.themeHint": "Pendant un appel, la scène reste sombre ; ceci vaut pour tout ce qui l’entoure.",
  "settings.textSize": "Taille du texte",
  "settings.textSizeHint": "Tout grandit avec elle. Le zoom du navigateur s’y ajoute.",
  "textSize.normal": "Normale",
  "textSize.large": "Grande",
  "textSize.larger": "Très grande",
  "settings.language": "Langue",
  "settings.languageAuto": "Celle du navigateur : {name}",
  "settings.keptHere": "Gardé dans ce navigateur. Avec un compte, cela vous suit dans les autres.",
  "settings.keptAccount": "Suit votre compte dans vos autres navigateurs.",
  "settings.keptDevice": "Gardé dans ce navigateur, pour cet appareil.",
  "settings.singleLetters": "Raccourcis à une lettre",
  "settings.singleLettersHint": "Désactivez-les si vous dictez, ou s’ils vous gênent. Ceux avec Ctrl ou ⌘ restent.",
} satisfies Translation<typeof en>;
