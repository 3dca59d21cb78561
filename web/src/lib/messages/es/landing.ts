import type en from "../en/landing";

export default {
  "landing.title": "Arrima una silla",
  "landing.lead": "Empieza una reunión, comparte el enlace y a hablar. Sin cuenta y sin instalar nada.",
  "landing.start": "Empezar una reunión",
  "landing.starting": "Poniendo la mesa",
  "landing.or": "o únete a una",
  "landing.codeLabel": "Código o enlace de la reunión",
  "landing.codeHint": "Pega el enlace que te enviaron o escribe su código.",
  "landing.join": "Unirme",
  "landing.codeMissing": "Escribe el código de la reunión o pega su enlace.",
  "landing.codeUnreadable": "Eso no parece un código ni un enlace de reunión.",
  "landing.illustration":
    "Una mesa de café a la luz de una vela, vista desde arriba: cinco personas con su café y una silla libre",
  "landing.factsTitle": "Cómo es",
  "landing.fact1Title": "Se abre en el navegador",
  "landing.fact1": "En el ordenador o el móvil, con cuenta o sin ella.",
  "landing.fact2Title": "De persona a persona",
  "landing.fact2": "En salas pequeñas, el sonido y la imagen van cifrados y directos de un navegador al otro.",
  "landing.fact3Title": "La encuentras después",
  "landing.fact3": "Con una cuenta conservas quién estuvo y qué se escribió.",
  "landing.name": "Una tertulia es un círculo de amigos que se reúne a hablar en el mismo café.",
} satisfies Record<keyof typeof en, string>;
