import type en from "../en/emoji";

export default {
  "emoji.search": "Buscar un emoji",
  "emoji.groups": "Tipos de emoji",
  "emoji.loading": "Trayendo los emojis",
  "emoji.failed": "No se pudieron traer los emojis. Cierra esto e inténtalo otra vez.",
  "emoji.found": "{count, plural, =0 {No hay ninguno} one {# encontrado} other {# encontrados}}",
  "emoji.recent": "Usados hace poco",
  "emoji.smileys": "Caras",
  "emoji.people": "Personas",
  "emoji.nature": "Animales y naturaleza",
  "emoji.food": "Comida y bebida",
  "emoji.travel": "Viajes y lugares",
  "emoji.activities": "Actividades",
  "emoji.objects": "Objetos",
  "emoji.symbols": "Símbolos",
  "emoji.flags": "Banderas",
} satisfies Record<keyof typeof en, string>;
