import type en from "../en/lobby";
import type { Translation } from "../ids";

export default {
  "lobby.looking": "Het gesprek wordt gezocht",
  "lobby.insideNobody": "Er is nog niemand binnen.",
  "lobby.inside": "{count, plural, one {{names} is binnen.} other {{names} zijn binnen.}}",
  "lobby.insideMore": "{count, plural, one {nog # persoon} other {nog # mensen}}",
  "lobby.yourName": "Je naam",
  "lobby.nameMissing": "Typ een naam, zodat de anderen weten wie je bent.",
  "lobby.nameTooLong": "Een naam heeft hoogstens 64 tekens.",
  "lobby.signedInAs": "Je bent ingelogd, dus dit is de naam van je account.",
  "lobby.join": "Nu naar binnen",
  "lobby.joining": "Naar binnen",
  "lobby.retryJoin": "Opnieuw proberen",
  "lobby.elsewhereBody": "Je kunt het naar dit tabblad halen: het andere verlaat het en je houdt je plaats.",
  "lobby.move": "Gesprek hierheen halen",
  "lobby.joinTwice": "Als iemand anders meedoen, gedempt",
  "lobby.preview": "Je beeld",
  "lobby.cameraIsOff": "Je camera staat uit",
  "lobby.cameraStarting": "Je camera start",
  "lobby.micLevel": "Niveau van de microfoon",
  "lobby.microphone": "Microfoon",
  "lobby.camera": "Camera",
  "lobby.speaker": "Luidspreker",
  "lobby.testSpeaker": "Geluid afspelen",
  "lobby.testing": "Speelt af",
  "lobby.systemDefault": "Die van het systeem",
  "lobby.unnamedDevice": "{kind} {number}",
  "lobby.devices": "Apparaten",
  "lobby.explainTitle": "Mogen anderen je zien en horen?",
  "lobby.explainBody":
    "Je browser vraagt zo om de camera en de microfoon. Je ziet het beeld eerst hier, en kunt allebei altijd uitzetten.",
  "lobby.allow": "Camera en microfoon toestaan",
  "lobby.without": "Verder zonder camera en microfoon",
  "lobby.askingTitle": "Je browser vraagt iets",
  "lobby.askingBody": "Zoek de vraag bij de adresbalk en kies Toestaan.",
  "lobby.deniedTitle": "Camera en microfoon zijn geblokkeerd",
  "lobby.deniedMic": "De microfoon is geblokkeerd",
  "lobby.deniedCamera": "De camera is geblokkeerd",
  "lobby.deniedBody":
    "Je kunt toch naar binnen om te kijken, te luisteren en te schrijven. Om gezien en gehoord te worden:",
  "lobby.fixChrome":
    "Klik op het pictogram links in de adresbalk, zet camera en microfoon aan en kies Opnieuw proberen.",
  "lobby.fixFirefox":
    "Klik op de doorgestreepte camera of microfoon in de adresbalk, haal de blokkering weg en kies Opnieuw proberen.",
  "lobby.fixSafari":
    "Kies in het menu Safari ‘Instellingen voor deze website’, sta camera en microfoon toe en kies Opnieuw proberen.",
  "lobby.fixIos":
    "Tik op het symbool in de adresbalk, kies Website-instellingen, sta camera en microfoon toe en kies Opnieuw proberen.",
  "lobby.fixAndroid":
    "Tik op het pictogram links van het adres, kies Rechten, sta camera en microfoon toe en kies Opnieuw proberen.",
  "lobby.fixOther":
    "Sta camera en microfoon voor deze pagina toe in de instellingen van je browser en kies Opnieuw proberen.",
  "lobby.fixSystem":
    "De browser mag ze gebruiken, maar je systeem laat het niet toe. Sta het toe in de privacy-instellingen van het systeem en kies Opnieuw proberen.",
  "lobby.tryAgain": "Opnieuw proberen",
  "lobby.missingMic": "Er is geen microfoon gevonden. Sluit er een aan, of kom luisteren.",
  "lobby.missingCamera": "Er is geen camera gevonden. Je kunt zonder naar binnen.",
  "lobby.missingBoth": "Er is geen camera of microfoon gevonden. Je kunt komen kijken en luisteren.",
  "lobby.busyMic": "Een ander programma gebruikt de microfoon. Sluit het en probeer het opnieuw.",
  "lobby.busyCamera": "Een ander programma gebruikt de camera. Sluit het en probeer het opnieuw.",
  "lobby.busyBoth": "Een ander programma gebruikt je camera en microfoon. Sluit het en probeer het opnieuw.",
  "lobby.endedDevice": "Je apparaat is losgekoppeld.",
  "lobby.insecureTitle": "Camera en microfoon hebben een veilig adres nodig",
  "lobby.insecureBody":
    "Browsers geven ze alleen aan pagina’s die via HTTPS komen. Je kunt naar binnen om te lezen en te schrijven. Wie deze server beheert, kan hem starten met --tls-self-signed en het https-adres delen.",
  "lobby.unsupportedTitle": "Deze browser kan niet bellen",
  "lobby.unsupportedBody": "Hij heeft geen WebRTC. Een recente Firefox, Chrome, Edge of Safari kan het wel.",
  "lobby.unknownTitle": "Hier heeft nog niemand afgesproken",
  "lobby.unknownBody":
    "Ben je uitgenodigd? Kijk dan je link nog eens na. Zo niet, kom binnen: het gesprek begint met jou, en anderen vinden je op dit adres.",
  "lobby.goHome": "Naar het begin",
  "lobby.badTitle": "Dat is geen adres van een gesprek",
  "lobby.badBody": "De naam is te lang, of heeft tekens die een ruimte niet kan hebben. Kijk de link nog eens na.",
  "lobby.unreachableTitle": "De server antwoordt niet",
  "lobby.unreachableBody": "Misschien start hij nog, of ligt je netwerk eruit. We proberen het vanzelf opnieuw.",
  "lobby.fullTitle": "De ruimte is vol",
  "lobby.fullBody": "Alle plaatsen zijn bezet. Probeer het opnieuw als er iemand weg is.",
  "lobby.endedTitle": "Dit gesprek is afgelopen",
  "lobby.endedBody": "Wie het leidde, heeft de ruimte gesloten.",
  "lobby.failedTitle": "We konden je niet binnenlaten",
  "lobby.busy":
    "Er komen net veel mensen binnen. {seconds, plural, =0 {Probeer het zo opnieuw.} one {Probeer het over # seconde opnieuw.} other {Probeer het over # seconden opnieuw.}}",
  "lobby.stillTrying": "De server antwoordt nu niet. We blijven het proberen.",
  "lobby.stillBusy": "Er komen net veel mensen binnen. We blijven het proberen.",
} satisfies Translation<typeof en>;
