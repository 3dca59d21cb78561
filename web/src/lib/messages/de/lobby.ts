import type en from "../en/lobby";
import type { Translation } from "../ids";

export default {
  "lobby.looking": "Das Treffen wird gesucht",
  "lobby.insideNobody": "Noch ist niemand drin.",
  "lobby.inside": "{count, plural, one {{names} ist drin.} other {{names} sind drin.}}",
  "lobby.insideMore": "{count, plural, one {# weitere Person} other {# weitere}}",
  "lobby.yourName": "Dein Name",
  "lobby.nameMissing": "Gib einen Namen ein, damit die anderen wissen, wer du bist.",
  "lobby.nameTooLong": "Ein Name hat höchstens 64 Zeichen.",
  "lobby.signedInAs": "Du bist angemeldet, deshalb steht hier der Name deines Kontos.",
  "lobby.join": "Jetzt hinein",
  "lobby.joining": "Du kommst hinein",
  "lobby.retryJoin": "Noch einmal versuchen",
  "lobby.elsewhereBody": "Du kannst es in diesen Tab holen: Der andere verlässt es, und du behältst deinen Platz.",
  "lobby.move": "Anruf hierher holen",
  "lobby.joinTwice": "Als jemand anderes stumm beitreten",
  "lobby.preview": "Dein Bild",
  "lobby.cameraIsOff": "Deine Kamera ist aus",
  "lobby.cameraStarting": "Deine Kamera startet",
  "lobby.micLevel": "Mikrofonpegel",
  "lobby.microphone": "Mikrofon",
  "lobby.camera": "Kamera",
  "lobby.speaker": "Lautsprecher",
  "lobby.testSpeaker": "Ton abspielen",
  "lobby.testing": "Spielt ab",
  "lobby.systemDefault": "Wie das System",
  "lobby.unnamedDevice": "{kind} {number}",
  "lobby.devices": "Geräte",
  "lobby.explainTitle": "Sollen andere dich sehen und hören?",
  "lobby.explainBody":
    "Dein Browser fragt gleich nach Kamera und Mikrofon. Du siehst das Bild zuerst hier und kannst beides jederzeit ausschalten.",
  "lobby.allow": "Kamera und Mikrofon erlauben",
  "lobby.without": "Ohne Kamera und Mikrofon weiter",
  "lobby.askingTitle": "Dein Browser fragt",
  "lobby.askingBody": "Such seine Frage bei der Adressleiste und wähle „Erlauben“ oder „Zulassen“.",
  "lobby.deniedTitle": "Kamera und Mikrofon sind gesperrt",
  "lobby.deniedMic": "Das Mikrofon ist gesperrt",
  "lobby.deniedCamera": "Die Kamera ist gesperrt",
  "lobby.deniedBody":
    "Du kannst trotzdem hineinkommen, zusehen, zuhören und schreiben. Damit andere dich sehen und hören:",
  "lobby.fixChrome":
    "Klick auf das Symbol links in der Adressleiste, schalte Kamera und Mikrofon ein und wähle „Noch einmal versuchen“.",
  "lobby.fixFirefox":
    "Klick auf die durchgestrichene Kamera oder das Mikrofon in der Adressleiste, heb die Sperre auf und wähle „Noch einmal versuchen“.",
  "lobby.fixSafari":
    "Wähle im Menü Safari „Einstellungen für diese Website“, erlaube Kamera und Mikrofon und wähle „Noch einmal versuchen“.",
  "lobby.fixIos":
    "Tipp auf das Symbol in der Adressleiste, wähle „Website-Einstellungen“, erlaube Kamera und Mikrofon und wähle „Noch einmal versuchen“.",
  "lobby.fixAndroid":
    "Tipp auf das Symbol links neben der Adresse, wähle „Berechtigungen“, erlaube Kamera und Mikrofon und wähle „Noch einmal versuchen“.",
  "lobby.fixOther":
    "Erlaube Kamera und Mikrofon für diese Seite in den Einstellungen deines Browsers und wähle „Noch einmal versuchen“.",
  "lobby.fixSystem":
    "Der Browser dürfte, aber dein System lässt ihn nicht. Erlaube es in den Datenschutzeinstellungen des Systems und wähle „Noch einmal versuchen“.",
  "lobby.tryAgain": "Noch einmal versuchen",
  "lobby.missingMic": "Es wurde kein Mikrofon gefunden. Schließ eines an oder komm zum Zuhören.",
  "lobby.missingCamera": "Es wurde keine Kamera gefunden. Du kannst ohne hineinkommen.",
  "lobby.missingBoth": "Es wurde weder Kamera noch Mikrofon gefunden. Du kannst zusehen und zuhören.",
  "lobby.busyMic": "Ein anderes Programm benutzt das Mikrofon. Schließ es und versuch es noch einmal.",
  "lobby.busyCamera": "Ein anderes Programm benutzt die Kamera. Schließ es und versuch es noch einmal.",
  "lobby.busyBoth": "Ein anderes Programm benutzt Kamera und Mikrofon. Schließ es und versuch es noch einmal.",
  "lobby.endedDevice": "Dein Gerät wurde getrennt.",
  "lobby.insecureTitle": "Kamera und Mikrofon brauchen eine sichere Adresse",
  "lobby.insecureBody":
    "Browser geben sie nur Seiten, die über HTTPS kommen. Du kannst hineinkommen, lesen und schreiben. Wer diesen Server betreibt, kann ihn mit --tls-self-signed starten und die https-Adresse weitergeben.",
  "lobby.unsupportedTitle": "Dieser Browser kann nicht anrufen",
  "lobby.unsupportedBody": "Ihm fehlt WebRTC. Ein aktueller Firefox, Chrome, Edge oder Safari kann es.",
  "lobby.unknownTitle": "Hier hat sich noch niemand getroffen",
  "lobby.unknownBody":
    "Wurdest du eingeladen? Dann sieh dir deinen Link noch einmal an. Wenn nicht, komm herein: das Treffen beginnt mit dir, und andere finden dich unter dieser Adresse.",
  "lobby.goHome": "Zur Startseite",
  "lobby.badTitle": "Das ist keine Adresse eines Treffens",
  "lobby.badBody":
    "Der Name ist zu lang oder hat Zeichen, die ein Raum nicht haben kann. Sieh dir den Link noch einmal an.",
  "lobby.unreachableTitle": "Der Server antwortet nicht",
  "lobby.unreachableBody": "Vielleicht startet er gerade, oder dein Netz ist weg. Wir versuchen es von selbst wieder.",
  "lobby.fullTitle": "Der Raum ist voll",
  "lobby.fullBody": "Alle Plätze sind besetzt. Versuch es wieder, wenn jemand gegangen ist.",
  "lobby.endedTitle": "Dieses Treffen ist zu Ende",
  "lobby.endedBody": "Wer es geleitet hat, hat den Raum geschlossen.",
  "lobby.failedTitle": "Wir konnten dich nicht hineinlassen",
  "lobby.busy":
    "Gerade kommen viele herein. {seconds, plural, =0 {Versuch es gleich noch einmal.} one {Versuch es in # Sekunde noch einmal.} other {Versuch es in # Sekunden noch einmal.}}",
  "lobby.stillTrying": "Der Server antwortet gerade nicht. Wir versuchen es weiter.",
  "lobby.stillBusy": "Gerade kommen viele herein. Wir versuchen es weiter.",
} satisfies Translation<typeof en>;
