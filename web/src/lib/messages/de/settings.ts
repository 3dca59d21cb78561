import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "Einstellungen",
  "settings.devices": "Geräte",
  "settings.sounds": "Töne",
  "settings.soundJoin": "Jemand kommt",
  "settings.soundLeave": "Jemand geht",
  "settings.soundMessage": "Eine neue Nachricht",
  "settings.soundHand": "Eine gehobene Hand",
  "settings.appearance": "Aussehen",
  "settings.shortcuts": "Tastenkürzel",
  "settings.theme": "Farben",
  "settings.themeHint": "Während eines Anrufs bleibt die Bühne dunkel; dies gilt für alles drum herum.",
  "settings.textSize": "Schriftgröße",
  "settings.textSizeHint": "Alles wächst mit. Der Zoom des Browsers kommt noch dazu.",
  "textSize.normal": "Normal",
  "textSize.large": "Groß",
  "textSize.larger": "Größer",
  "settings.language": "Sprache",
  "settings.languageAuto": "Wie der Browser es will: {name}",
  "settings.keptHere": "Bleibt in diesem Browser. Mit einem Konto folgt es dir in deine anderen.",
  "settings.keptAccount": "Folgt deinem Konto in deine anderen Browser.",
  "settings.keptDevice": "Bleibt in diesem Browser, für dieses Gerät.",
  "settings.singleLetters": "Kürzel aus einem Buchstaben",
  "settings.singleLettersHint":
    "Schalte sie aus, wenn du diktierst oder sie dich stören. Kürzel mit Strg oder ⌘ bleiben.",
} satisfies Translation<typeof en>;
