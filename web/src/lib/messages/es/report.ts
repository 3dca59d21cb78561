import type en from "../en/report";

export default {
  "report.title": "Qué tal fue la conexión",
  "report.allGood": "Buena todo el tiempo.",
  "report.good": "Buena el {share} del tiempo.",
  "report.drops":
    "{count, plural, one {{step, select, lost {Un corte breve} other {Un momento débil}}} other {# {step, select, lost {cortes breves} other {momentos débiles}}}} hacia las {time}{side, select, yours {, de tu lado} theirs {, del otro lado} both {, de ambos lados} server {, entre tú y el servidor} other {}}.",
  "report.dropsLong":
    "{count, plural, one {{step, select, lost {Un corte} other {Un rato débil}}} other {# {step, select, lost {cortes} other {ratos débiles}}}} hacia las {time}{side, select, yours {, de tu lado} theirs {, del otro lado} both {, de ambos lados} server {, entre tú y el servidor} other {}}.",
  "report.dropsMany":
    "{count, plural, one {{step, select, lost {Un corte} other {Un momento débil}}} other {# {step, select, lost {cortes} other {momentos débiles}}}} entre las {from} y las {to}{side, select, yours {, de tu lado} theirs {, del otro lado} both {, de ambos lados} server {, entre tú y el servidor} other {}}.",
  "report.longest": "Lo más largo duró {time}.",
  "report.stepGood": "Buena",
  "report.stepFair": "Regular",
  "report.stepPoor": "Débil",
  "report.stepLost": "No llegaba nada",
  "report.step": "{name}: {share}",
  "report.own": "Según lo vio este dispositivo. Nadie más lo ve.",
  "report.lines": "Lo que se escribió",
  "report.showLines": "{count, plural, one {Leer el mensaje} other {Leer los # mensajes}}",
} satisfies Record<keyof typeof en, string>;
