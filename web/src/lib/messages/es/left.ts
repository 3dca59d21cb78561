import type en from "../en/left";

export default {
  "left.title": "Has salido de la reunión",
  "left.lost": "Tu asiento quedó libre",
  "left.lostBody": "La conexión faltó demasiado tiempo. Puedes volver a entrar ahora mismo.",
  "left.rejoin": "Volver a entrar",
  "left.home": "Ir al inicio",
  "left.duration": "Duración",
  "left.people": "Quién estuvo",
  "left.alone": "Solo tú",
  "left.chat": "Chat",
  "left.chatLines": "{count, plural, =0 {No se escribió nada} one {# línea} other {# líneas}}",
  "left.morePeople": "{count, plural, one {y # más} other {y # más}}",
  "left.history": "Queda en tu historial.",
  "left.toHistory": "Abrir historial",
  "left.guest": "Con una cuenta vuelves a encontrar tus reuniones: quién estuvo y qué se escribió.",
  "left.signUp": "Crear una cuenta",
} satisfies Record<keyof typeof en, string>;
