import type en from "../en/lobby";
import type { Translation } from "../ids";

export default {
  "lobby.looking": "Cerchiamo la riunione",
  "lobby.insideNobody": "Dentro non c’è ancora nessuno.",
  "lobby.inside": "{count, plural, one {{names} è dentro.} other {{names} sono dentro.}}",
  "lobby.insideMore": "{count, plural, one {# altra persona} other {altre # persone}}",
  "lobby.yourName": "Il tuo nome",
  "lobby.nameMissing": "Scrivi un nome, così gli altri sanno chi sei.",
  "lobby.nameTooLong": "Un nome ha al massimo 64 caratteri.",
  "lobby.signedInAs": "Usi il tuo account, quindi questo è il suo nome.",
  "lobby.join": "Entra ora",
  "lobby.joining": "Stai entrando",
  "lobby.retryJoin": "Riprova",
  "lobby.elsewhereBody":
    "Puoi portarla in questa scheda: l’altra esce, mantieni il tuo posto e nessuno si accorge di nulla.",
  "lobby.move": "Porta qui la chiamata",
  "lobby.joinTwice": "Entra come un’altra persona, in silenzio",
  "lobby.preview": "La tua immagine",
  "lobby.cameraIsOff": "La tua fotocamera è spenta",
  "lobby.cameraStarting": "Accendiamo la fotocamera",
  "lobby.micLevel": "Livello del microfono",
  "lobby.microphone": "Microfono",
  "lobby.camera": "Fotocamera",
  "lobby.speaker": "Altoparlante",
  "lobby.testSpeaker": "Fai un suono",
  "lobby.testing": "In riproduzione",
  "lobby.systemDefault": "Quello del sistema",
  "lobby.unnamedDevice": "{kind} {number}",
  "lobby.devices": "Dispositivi",
  "lobby.explainTitle": "Vuoi che gli altri ti vedano e ti sentano?",
  "lobby.explainBody":
    "Il browser chiederà fotocamera e microfono. L’immagine la vedi prima qui, e puoi spegnere l’una o l’altro in ogni momento.",
  "lobby.allow": "Consenti fotocamera e microfono",
  "lobby.without": "Continua senza fotocamera e microfono",
  "lobby.askingTitle": "Il browser sta chiedendo",
  "lobby.askingBody": "Cerca la sua domanda vicino alla barra degli indirizzi e scegli Consenti.",
  "lobby.deniedTitle": "Fotocamera e microfono sono bloccati",
  "lobby.deniedMic": "Il microfono è bloccato",
  "lobby.deniedCamera": "La fotocamera è bloccata",
  "lobby.deniedBody": "Puoi entrare lo stesso per guardare, ascoltare e scrivere. Perché ti vedano e ti sentano:",
  "lobby.fixChrome":
    "Fai clic sull’icona a sinistra della barra degli indirizzi, attiva fotocamera e microfono, poi scegli Riprova.",
  "lobby.fixFirefox":
    "Fai clic sulla fotocamera o sul microfono barrato nella barra degli indirizzi, togli il blocco, poi scegli Riprova.",
  "lobby.fixSafari":
    "Nel menu Safari scegli Impostazioni per questo sito web, consenti fotocamera e microfono, poi scegli Riprova.",
  "lobby.fixIos":
    "Tocca l’icona nella barra degli indirizzi, scegli Impostazioni sito web, consenti fotocamera e microfono, poi scegli Riprova.",
  "lobby.fixAndroid":
    "Tocca l’icona a sinistra dell’indirizzo, scegli Autorizzazioni, consenti fotocamera e microfono, poi scegli Riprova.",
  "lobby.fixOther":
    "Consenti fotocamera e microfono per questa pagina nelle impostazioni del browser, poi scegli Riprova.",
  "lobby.fixSystem":
    "Il browser potrebbe usarli, ma il sistema non glielo permette. Consentilo nelle impostazioni di privacy del sistema, poi scegli Riprova.",
  "lobby.tryAgain": "Riprova",
  "lobby.missingMic": "Nessun microfono trovato. Collegane uno, o entra per ascoltare.",
  "lobby.missingCamera": "Nessuna fotocamera trovata. Puoi entrare senza.",
  "lobby.missingBoth": "Nessuna fotocamera e nessun microfono trovati. Puoi entrare per guardare e ascoltare.",
  "lobby.busyMic": "Un altro programma sta usando il microfono. Chiudilo e riprova.",
  "lobby.busyCamera": "Un altro programma sta usando la fotocamera. Chiudilo e riprova.",
  "lobby.busyBoth": "Un altro programma sta usando fotocamera e microfono. Chiudilo e riprova.",
  "lobby.endedDevice": "Il tuo dispositivo è stato scollegato.",
  "lobby.insecureTitle": "Fotocamera e microfono vogliono un indirizzo sicuro",
  "lobby.insecureBody":
    "I browser li danno solo alle pagine che arrivano via HTTPS. Puoi entrare per leggere e scrivere. Chi gestisce questo server può avviarlo con --tls-self-signed e condividere l’indirizzo https.",
  "lobby.unsupportedTitle": "Questo browser non può fare chiamate",
  "lobby.unsupportedBody": "Non ha WebRTC. Un Firefox, Chrome, Edge o Safari recente sì.",
  "lobby.unknownTitle": "Qui non si è ancora riunito nessuno",
  "lobby.unknownBody":
    "Hai ricevuto un invito? Allora ricontrolla il link. Se no, entra: la riunione comincia con te, e gli altri ti trovano a questo indirizzo.",
  "lobby.goHome": "Vai all’inizio",
  "lobby.badTitle": "Questo non è l’indirizzo di una riunione",
  "lobby.badBody": "Il nome è troppo lungo, o ha caratteri che una stanza non può avere. Ricontrolla il link.",
  "lobby.unreachableTitle": "Il server non risponde",
  "lobby.unreachableBody": "Forse si sta avviando, o la tua rete non va. Riproviamo da soli.",
  "lobby.fullTitle": "La stanza è piena",
  "lobby.fullBody": "Tutti i posti sono occupati. Riprova quando qualcuno è uscito.",
  "lobby.endedTitle": "Questa riunione è finita",
  "lobby.endedBody": "Chi la conduceva ha chiuso la stanza.",
  "lobby.failedTitle": "Non è stato possibile farti entrare",
  "lobby.busy":
    "In questo momento stanno entrando in tanti. {seconds, plural, =0 {Riprova tra un momento.} one {Riprova tra # secondo.} other {Riprova tra # secondi.}}",
  "lobby.stillTrying": "In questo momento il server non risponde. Continuiamo a provare.",
  "lobby.stillBusy": "In questo momento stanno entrando in tanti. Continuiamo a provare.",
} satisfies Translation<typeof en>;
