import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "Ustawienia",
  "settings.devices": "Urządzenia",
  "settings.sounds": "Dźwięki",
  "settings.soundJoin": "Ktoś wchodzi",
  "settings.soundLeave": "Ktoś wychodzi",
  "settings.soundMessage": "Nowa wiadomość",
  "settings.soundHand": "Podniesiona ręka",
  "settings.appearance": "Wygląd",
  "settings.shortcuts": "Skróty",
  "settings.theme": "Kolory",
  "settings.themeHint": "Podczas rozmowy scena jest zawsze ciemna; to dotyczy wszystkiego wokół.",
  "settings.textSize": "Wielkość tekstu",
  "settings.textSizeHint": "Wszystko rośnie razem z nim. Powiększenie przeglądarki się dolicza.",
  "textSize.normal": "Zwykły",
  "textSize.large": "Duży",
  "textSize.larger": "Większy",
  "settings.language": "Język",
  "settings.languageAuto": "Jak w przeglądarce: {name}",
  "settings.keptHere": "Zostaje w tej przeglądarce. Z kontem przejdzie też do innych.",
  "settings.keptAccount": "Idzie za kontem do twoich innych przeglądarek.",
  "settings.keptDevice": "Zostaje w tej przeglądarce, dla tego urządzenia.",
  "settings.singleLetters": "Skróty jednoliterowe",
  "settings.singleLettersHint": "Wyłącz je, jeśli dyktujesz albo jeśli przeszkadzają. Skróty z Ctrl lub ⌘ zostają.",
} satisfies Translation<typeof en>;
