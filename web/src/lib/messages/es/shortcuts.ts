import type en from "../en/shortcuts";

export default {
  "shortcut.mic": "Activar o silenciar el micrófono",
  "shortcut.camera": "Encender o apagar la cámara",
  "shortcut.talk": "Mantener pulsado para hablar",
  "shortcut.hand": "Levantar o bajar la mano",
  "shortcut.react": "Mostrar u ocultar las reacciones",
  "shortcut.chat": "Abrir o cerrar el chat",
  "shortcut.people": "Abrir o cerrar la lista de personas",
  "shortcut.share": "Compartir la pantalla o dejar de hacerlo",
  "shortcut.layout": "Cambiar la disposición",
  "shortcut.fullscreen": "Pantalla completa",
  "shortcut.leave": "Salir de la reunión",
  "shortcut.help": "Ver estos atajos",
} satisfies Record<keyof typeof en, string>;
