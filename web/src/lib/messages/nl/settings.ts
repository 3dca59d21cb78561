import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "Instellingen",
  "settings.devices": "Apparaten",
  "settings.sounds": "Geluiden",
  "settings.soundJoin": "Er komt iemand binnen",
  "settings.soundLeave": "Er gaat iemand weg",
  "settings.soundMessage": "Een nieuw bericht",
  "settings.soundHand": "Een opgestoken hand",
  "settings.appearance": "Uiterlijk",
  "settings.shortcuts": "Sneltoetsen",
  "settings.theme": "Kleuren",
  "settings.themeHint": "Tijdens een gesprek is het toneel altijd donker; dit is voor alles eromheen.",
  "settings.textSize": "Tekstgrootte",
  "settings.textSizeHint": "Alles groeit mee. De zoom van je browser komt er nog bij.",
  "textSize.normal": "Gewoon",
  "textSize.large": "Groot",
  "textSize.larger": "Groter",
  "settings.language": "Taal",
  "settings.languageAuto": "Zoals je browser vraagt: {name}",
  "settings.keptHere": "Blijft in deze browser. Met een account gaat het mee naar je andere.",
  "settings.keptAccount": "Gaat met je account mee naar je andere browsers.",
  "settings.keptDevice": "Blijft in deze browser, voor dit apparaat.",
  "settings.singleLetters": "Sneltoetsen van één letter",
  "settings.singleLettersHint": "Zet ze uit als je dicteert of als ze in de weg zitten. Die met Ctrl of ⌘ blijven.",
} satisfies Translation<typeof en>;
