import type en from "../en/chat";

export default {
  "chat.title": "Chat",
  "chat.log": "Mensajes",
  "chat.empty": "Aún no hay nada escrito",
  "chat.emptyBody": "Saluda o deja un enlace. Quien llegue después también podrá leerlo.",
  "chat.message": "Mensaje",
  "chat.placeholder": "Escribe a todos",
  "chat.send": "Enviar",
  "chat.you": "Tú",
  "chat.new": "Nuevo",
  "chat.jump": "{count, plural, one {# mensaje nuevo} other {# mensajes nuevos}}",
  "chat.sending": "Enviando",
  "chat.waiting": "Se enviará en cuanto volvamos a tener conexión",
  "chat.refused": "No enviado",
  "chat.retry": "Intentar otra vez",
  "chat.left": "{count, plural, one {Queda # byte} other {Quedan # bytes}}",
  "chat.tooLong": "{count, plural, one {Sobra # byte} other {Sobran # bytes}}",
} satisfies Record<keyof typeof en, string>;
