import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "Chat",
  "chat.log": "Mensagens",
  "chat.empty": "Nada escrito ainda",
  "chat.emptyBody": "Diga oi ou deixe um link. Quem chegar depois também pode ler.",
  "chat.message": "Mensagem",
  "chat.placeholder": "Escreva para todos",
  "chat.send": "Enviar",
  "chat.you": "Você",
  "chat.new": "Novo",
  "chat.jump": "{count, plural, one {# nova mensagem} other {# novas mensagens}}",
  "chat.sending": "Enviando",
  "chat.waiting": "Será enviada assim que a conexão voltar",
  "chat.refused": "Não enviada",
  "chat.retry": "Tentar de novo",
  "chat.left": "{count, plural, one {Resta # byte} other {Restam # bytes}}",
  "chat.tooLong": "{count, plural, one {# byte a mais} other {# bytes a mais}}",
} satisfies Translation<typeof en>;
