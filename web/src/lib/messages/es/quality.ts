import type en from "../en/quality";

export default {
  "quality.title": "Conexión con {name}",
  "quality.lossIn": "Perdido al venir",
  "quality.lossOut": "Perdido al ir",
  "quality.roundTrip": "Ida y vuelta",
  "quality.incoming": "Llega",
  "quality.outgoing": "Sale",
  "quality.picture": "Imagen",
  "quality.way": "Camino",
  "quality.noPicture": "Ninguna",
  "quality.pictureNow": "{width} × {height}, {fps, plural, one {# cuadro} other {# cuadros}} por segundo",
  "quality.rule": "Buena significa menos del 6 % perdido y menos de 400 ms de ida y vuelta.",
} satisfies Record<keyof typeof en, string>;
