import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "Com’è andata",
  "report.allGood": "Bene per tutto il tempo.",
  "report.good": "Bene per {share} del tempo.",
  "report.drops":
    "{count, plural, one {{step, select, lost {Una breve interruzione} other {Un momento debole}}} other {# {step, select, lost {brevi interruzioni} other {momenti deboli}}}} verso le {time}{side, select, yours {, dalla tua parte} theirs {, dall’altra parte} both {, da tutte e due le parti} server {, tra te e il server} other {}}.",
  "report.dropsLong":
    "{count, plural, one {{step, select, lost {Una interruzione} other {Un periodo debole}}} other {# {step, select, lost {interruzioni} other {periodi deboli}}}} verso le {time}{side, select, yours {, dalla tua parte} theirs {, dall’altra parte} both {, da tutte e due le parti} server {, tra te e il server} other {}}.",
  "report.dropsMany":
    "{count, plural, one {{step, select, lost {Una interruzione} other {Un momento debole}}} other {# {step, select, lost {interruzioni} other {momenti deboli}}}} tra le {from} e le {to}{side, select, yours {, dalla tua parte} theirs {, dall’altra parte} both {, da tutte e due le parti} server {, tra te e il server} other {}}.",
  "report.longest": "Il più lungo è durato {time}.",
  "report.stepGood": "Bene",
  "report.stepFair": "Così così",
  "report.stepPoor": "Debole",
  "report.stepLost": "Non arrivava nulla",
  "report.step": "{name}: {share}",
  "report.own": "Come l’ha visto questo dispositivo. Non lo vede nessun altro.",
  "report.lines": "Che cosa è stato scritto",
  "report.showLines": "{count, plural, one {Leggi il messaggio} other {Leggi i # messaggi}}",
} satisfies Translation<typeof en>;
