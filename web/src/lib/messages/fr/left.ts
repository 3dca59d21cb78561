import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "Vous avez quitté la réunion",
  "left.lost": "Votre place a été libérée",
  "left.lostBody": "La connexion a manqué trop longtemps. Vous pouvez revenir tout de suite.",
  "left.rejoin": "Revenir",
  "left.home": "Aller à l’accueil",
  "left.duration": "Durée",
  "left.people": "Qui était là",
  "left.alone": "Rien que vous",
  "left.chat": "Discussion",
  "left.chatLines": "{count, plural, =0 {Rien n’a été écrit} one {# ligne} other {# lignes}}",
  "left.morePeople": "{count, plural, one {et # autre} other {et # autres}}",
  "left.history": "Elle est gardée dans votre historique.",
  "left.toHistory": "Ouvrir l’historique",
  "left.guest": "Avec un compte, vous retrouvez vos réunions : qui était là, et ce qui s’est écrit.",
  "left.signUp": "Créer un compte",
} satisfies Translation<typeof en>;
