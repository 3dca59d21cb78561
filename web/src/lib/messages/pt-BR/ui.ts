import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "Fechar",
  "ui.loading": "Carregando",
  "ui.showPassword": "Mostrar a senha",
  "ui.hidePassword": "Ocultar a senha",
  "ui.capsLock": "Caps Lock está ligado",
  "ui.dismiss": "Dispensar",
  "ui.notifications": "Avisos",
  "ui.skipToContent": "Ir para o conteúdo",
  "ui.retry": "Tentar de novo",
  "ui.cancel": "Cancelar",
  "ui.optional": "opcional",
  "key.ctrl": "Ctrl",
  "key.shift": "Shift",
  "key.space": "Espaço",
} satisfies Translation<typeof en>;
