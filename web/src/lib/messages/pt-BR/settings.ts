import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "Configurações",
  "settings.devices": "Dispositivos",
  "settings.sounds": "Sons",
  "settings.soundJoin": "Alguém entra",
  "settings.soundLeave": "Alguém sai",
  "settings.soundMessage": "Uma nova mensagem",
  "settings.soundHand": "Uma mão levantada",
  "settings.appearance": "Aparência",
  "settings.shortcuts": "Atalhos",
  "settings.theme": "Cores",
  "settings.themeHint": "Durante uma chamada o palco é sempre escuro; isto vale para todo o resto.",
  "settings.textSize": "Tamanho do texto",
  "settings.textSizeHint": "Tudo cresce junto. O zoom do navegador se soma a ele.",
  "textSize.normal": "Normal",
  "textSize.large": "Grande",
  "textSize.larger": "Maior",
  "settings.language": "Idioma",
  "settings.languageAuto": "O que o navegador pede: {name}",
  "settings.keptHere": "Guardado neste navegador. Com uma conta, acompanha você nos outros.",
  "settings.keptAccount": "Acompanha sua conta nos seus outros navegadores.",
  "settings.keptDevice": "Guardado neste navegador, para este dispositivo.",
  "settings.singleLetters": "Atalhos de uma letra",
  "settings.singleLettersHint": "Desligue se você dita textos ou se eles atrapalham. Os atalhos com Ctrl ou ⌘ ficam.",
} satisfies Translation<typeof en>;
