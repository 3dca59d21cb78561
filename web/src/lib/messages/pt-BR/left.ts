import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "Você saiu da reunião",
  "left.lost": "Seu lugar foi liberado",
  "left.lostBody": "A conexão ficou fora por tempo demais. Você pode voltar agora mesmo.",
  "left.rejoin": "Voltar",
  "left.home": "Ir para o início",
  "left.duration": "Duração",
  "left.people": "Quem estava lá",
  "left.alone": "Só você",
  "left.chat": "Chat",
  "left.chatLines": "{count, plural, =0 {Nada foi escrito} one {# linha} other {# linhas}}",
  "left.morePeople": "{count, plural, one {e mais #} other {e mais #}}",
  "left.history": "Fica guardada no seu histórico.",
  "left.toHistory": "Abrir histórico",
  "left.guest": "Com uma conta você reencontra suas reuniões: quem estava lá e o que foi escrito.",
  "left.signUp": "Criar uma conta",
} satisfies Translation<typeof en>;
