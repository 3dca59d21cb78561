import type en from "../en/settings";

export default {
  "settings.title": "Ajustes",
  "settings.devices": "Dispositivos",
  "settings.appearance": "Aspecto",
  "settings.shortcuts": "Atajos",
  "settings.theme": "Colores",
  "settings.themeHint": "Durante una llamada el escenario siempre es oscuro; esto vale para todo lo demás.",
  "settings.language": "Idioma",
  "settings.singleLetters": "Atajos de una sola letra",
  "settings.singleLettersHint": "Desactívalos si dictas o si te estorban. Los atajos con Ctrl o ⌘ se quedan.",
  "settings.needPermission": "Los nombres de los dispositivos aparecen cuando el navegador nos deja usarlos.",
  "settings.or": "o",
} satisfies Record<keyof typeof en, string>;
