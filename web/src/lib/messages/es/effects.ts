import type en from "../en/effects";

export default {
  "effects.title": "Fondo y sonido",
  "effects.background": "Fondo",
  "effects.backgroundHint": "Lo hace este equipo; tu habitación no sale de él. Gasta algo de su potencia.",
  "effects.none": "Tal cual",
  "effects.blur": "Desenfocado",
  "effects.image.dusk-window": "Ventana al atardecer",
  "effects.image.cafe": "Café",
  "effects.image.bookshelf": "Estantería",
  "effects.image.warm-wall": "Pared cálida",
  "effects.own": "Tu propia imagen",
  "effects.quiet": "Quitar el ruido de mi micrófono",
  "effects.quietHint": "Ventiladores, teclados y calles. Déjalo apagado para la música.",
  "effects.backgroundFailed": "Este navegador no puede cambiar tu fondo. Para mostrar tu cámara, elige «Tal cual».",
  "effects.quietFailed": "Este navegador no puede quitar el ruido de tu micrófono.",
  "effects.slow": "Tu fondo da mucho trabajo a este equipo.",
  "effects.stop": "Mostrar mi habitación",
} satisfies Record<keyof typeof en, string>;
