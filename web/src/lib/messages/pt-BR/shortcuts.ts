import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "Ligar ou desligar o microfone",
  "shortcut.camera": "Ligar ou desligar a câmera",
  "shortcut.talk": "Segurar para falar",
  "shortcut.hand": "Levantar ou abaixar a mão",
  "shortcut.react": "Mostrar ou esconder as reações",
  "shortcut.chat": "Abrir ou fechar o chat",
  "shortcut.people": "Abrir ou fechar a lista de pessoas",
  "shortcut.share": "Compartilhar sua tela ou parar",
  "shortcut.layout": "Mudar o layout",
  "shortcut.fullscreen": "Tela cheia",
  "shortcut.leave": "Sair da reunião",
  "shortcut.help": "Mostrar estes atalhos",
} satisfies Translation<typeof en>;
