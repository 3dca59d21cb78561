import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "Como foi",
  "report.allGood": "Boa o tempo todo.",
  "report.good": "Boa em {share} do tempo.",
  "report.drops":
    "{count, plural, one {{step, select, lost {Uma queda curta} other {Um momento fraco}}} other {# {step, select, lost {quedas curtas} other {momentos fracos}}}} por volta de {time}{side, select, yours {, do seu lado} theirs {, do outro lado} both {, dos dois lados} server {, entre você e o servidor} other {}}.",
  "report.dropsLong":
    "{count, plural, one {{step, select, lost {Uma queda} other {Um período fraco}}} other {# {step, select, lost {quedas} other {períodos fracos}}}} por volta de {time}{side, select, yours {, do seu lado} theirs {, do outro lado} both {, dos dois lados} server {, entre você e o servidor} other {}}.",
  "report.dropsMany":
    "{count, plural, one {{step, select, lost {Uma queda} other {Um momento fraco}}} other {# {step, select, lost {quedas} other {momentos fracos}}}} entre {from} e {to}{side, select, yours {, do seu lado} theirs {, do outro lado} both {, dos dois lados} server {, entre você e o servidor} other {}}.",
  "report.longest": "O mais longo durou {time}.",
  "report.stepGood": "Boa",
  "report.stepFair": "Regular",
  "report.stepPoor": "Fraca",
  "report.stepLost": "Não chegava nada",
  "report.step": "{name}: {share}",
  "report.own": "Como este dispositivo viu. Mais ninguém vê isto.",
  "report.lines": "O que foi escrito",
  "report.showLines": "{count, plural, one {Ler a mensagem} other {Ler as # mensagens}}",
} satisfies Translation<typeof en>;
