import type en from "../en/lobby";
import type { Translation } from "../ids";

export default {
  "lobby.looking": "Recherche de la réunion",
  "lobby.insideNobody": "Il n’y a encore personne.",
  "lobby.inside": "{count, plural, one {{names} est déjà là.} other {{names} sont déjà là.}}",
  "lobby.insideMore": "{count, plural, one {# autre} other {# autres}}",
  "lobby.yourName": "Votre nom",
  "lobby.nameMissing": "Saisissez un nom, pour que les autres sachent qui vous êtes.",
  "lobby.nameTooLong": "Un nom compte 64 caractères au plus.",
  "lobby.signedInAs": "Vous utilisez votre compte : voici donc son nom.",
  "lobby.join": "Entrer",
  "lobby.joining": "Entrée en cours",
  "lobby.retryJoin": "Réessayer",
  "lobby.elsewhereBody": "Vous pouvez la ramener dans cet onglet : l’autre la quitte et vous gardez votre place.",
  "lobby.move": "Ramener l’appel ici",
  "lobby.joinTwice": "Entrer comme une autre personne, micro coupé",
  "lobby.preview": "Votre image",
  "lobby.cameraIsOff": "Votre caméra est coupée",
  "lobby.cameraStarting": "Votre caméra démarre",
  "lobby.micLevel": "Niveau du micro",
  "lobby.microphone": "Micro",
  "lobby.camera": "Caméra",
  "lobby.speaker": "Haut-parleur",
  "lobby.testSpeaker": "Jouer un son",
  "lobby.testing": "En lecture",
  "lobby.systemDefault": "Celui du système",
  "lobby.unnamedDevice": "{kind} {number}",
  "lobby.devices": "Appareils",
  "lobby.explainTitle": "Voulez-vous qu’on vous voie et vous entende ?",
  "lobby.explainBody":
    "Votre navigateur demandera la caméra et le micro. Vous verrez d’abord l’image ici, et pourrez couper l’un ou l’autre à tout moment.",
  "lobby.allow": "Autoriser la caméra et le micro",
  "lobby.without": "Continuer sans caméra ni micro",
  "lobby.askingTitle": "Votre navigateur demande",
  "lobby.askingBody": "Cherchez sa question près de la barre d’adresse, et choisissez Autoriser.",
  "lobby.deniedTitle": "La caméra et le micro sont bloqués",
  "lobby.deniedMic": "Le micro est bloqué",
  "lobby.deniedCamera": "La caméra est bloquée",
  "lobby.deniedBody":
    "Vous pouvez entrer quand même pour regarder, écouter et écrire. Pour qu’on vous voie et vous entende :",
  "lobby.fixChrome":
    "Cliquez sur l’icône à gauche de la barre d’adresse, activez la caméra et le micro, puis choisissez Réessayer.",
  "lobby.fixFirefox":
    "Cliquez sur la caméra ou le micro barré dans la barre d’adresse, levez le blocage, puis choisissez Réessayer.",
  "lobby.fixSafari":
    "Dans le menu Safari, choisissez Réglages pour ce site web, autorisez la caméra et le micro, puis choisissez Réessayer.",
  "lobby.fixIos":
    "Touchez l’icône de la barre d’adresse, choisissez Réglages du site web, autorisez la caméra et le micro, puis choisissez Réessayer.",
  "lobby.fixAndroid":
    "Touchez l’icône à gauche de l’adresse, choisissez Autorisations, autorisez la caméra et le micro, puis choisissez Réessayer.",
  "lobby.fixOther":
    "Autorisez la caméra et le micro pour cette page dans les réglages de votre navigateur, puis choisissez Réessayer.",
  "lobby.fixSystem":
    "Le navigateur peut s’en servir, mais votre système l’en empêche. Autorisez-le dans les réglages de confidentialité du système, puis choisissez Réessayer.",
  "lobby.tryAgain": "Réessayer",
  "lobby.missingMic": "Aucun micro n’a été trouvé. Branchez-en un, ou entrez pour écouter.",
  "lobby.missingCamera": "Aucune caméra n’a été trouvée. Vous pouvez entrer sans elle.",
  "lobby.missingBoth": "Ni caméra ni micro n’ont été trouvés. Vous pouvez entrer pour regarder et écouter.",
  "lobby.busyMic": "Un autre programme utilise le micro. Fermez-le et réessayez.",
  "lobby.busyCamera": "Un autre programme utilise la caméra. Fermez-le et réessayez.",
  "lobby.busyBoth": "Un autre programme utilise votre caméra et votre micro. Fermez-le et réessayez.",
  "lobby.endedDevice": "Votre appareil a été débranché.",
  "lobby.insecureTitle": "La caméra et le micro demandent une adresse sécurisée",
  "lobby.insecureBody":
    "Les navigateurs ne les donnent qu’aux pages qui arrivent par HTTPS. Vous pouvez entrer pour lire et écrire. Qui s’occupe de ce serveur peut le lancer avec --tls-self-signed et partager l’adresse https.",
  "lobby.unsupportedTitle": "Ce navigateur ne sait pas faire d’appels",
  "lobby.unsupportedBody": "Il n’a pas WebRTC. Un Firefox, Chrome, Edge ou Safari récent le peut.",
  "lobby.unknownTitle": "Personne ne s’est encore réuni ici",
  "lobby.unknownBody":
    "Vous avez reçu une invitation ? Alors vérifiez le lien. Sinon, entrez : la réunion commence avec vous, et les autres vous trouvent à cette adresse.",
  "lobby.goHome": "Aller à l’accueil",
  "lobby.badTitle": "Ce n’est pas l’adresse d’une réunion",
  "lobby.badBody":
    "Son nom est trop long, ou contient des caractères qu’une salle ne peut pas avoir. Vérifiez le lien.",
  "lobby.unreachableTitle": "Le serveur ne répond pas",
  "lobby.unreachableBody": "Il démarre peut-être, ou votre réseau est coupé. Nous réessayons de nous-mêmes.",
  "lobby.fullTitle": "La salle est pleine",
  "lobby.fullBody": "Toutes les places sont prises. Réessayez quand quelqu’un sera parti.",
  "lobby.endedTitle": "Cette réunion est terminée",
  "lobby.endedBody": "La personne qui la menait a fermé la salle.",
  "lobby.failedTitle": "Nous n’avons pas pu vous faire entrer",
  "lobby.busy":
    "Beaucoup de monde entre en ce moment. {seconds, plural, =0 {Réessayez dans un instant.} one {Réessayez dans # seconde.} other {Réessayez dans # secondes.}}",
  "lobby.stillTrying": "Le serveur ne répond pas en ce moment. Nous continuons d’essayer.",
  "lobby.stillBusy": "Beaucoup de monde entre en ce moment. Nous continuons d’essayer.",
} satisfies Translation<typeof en>;
