import type en from "../en/ui";

export default {
  "ui.close": "Cerrar",
  "ui.loading": "Cargando",
  "ui.showPassword": "Mostrar la contraseña",
  "ui.hidePassword": "Ocultar la contraseña",
  "ui.capsLock": "Las mayúsculas están activadas",
  "ui.dismiss": "Descartar",
  "ui.notifications": "Avisos",
  "ui.skipToContent": "Ir al contenido",
  "ui.retry": "Reintentar",
  "ui.cancel": "Cancelar",
  "ui.optional": "opcional",
  "key.ctrl": "Ctrl",
  "key.shift": "Mayús",
  "key.space": "Espacio",
} satisfies Record<keyof typeof en, string>;
