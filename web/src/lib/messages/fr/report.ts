import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "Comment c’était",
  "report.allGood": "Bon du début à la fin.",
  "report.good": "Bon pendant {share} du temps.",
  "report.drops":
    "{count, plural, one {Une {step, select, lost {courte coupure} other {faiblesse passagère}}} other {# {step, select, lost {courtes coupures} other {faiblesses passagères}}}} vers {time}{side, select, yours {, de votre côté} theirs {, de l’autre côté} both {, des deux côtés} server {, entre vous et le serveur} other {}}.",
  "report.dropsLong":
    "{count, plural, one {Une {step, select, lost {coupure} other {période faible}}} other {# {step, select, lost {coupures} other {périodes faibles}}}} vers {time}{side, select, yours {, de votre côté} theirs {, de l’autre côté} both {, des deux côtés} server {, entre vous et le serveur} other {}}.",
  "report.dropsMany":
    "{count, plural, one {Une {step, select, lost {coupure} other {faiblesse passagère}}} other {# {step, select, lost {coupures} other {faiblesses passagères}}}} entre {from} et {to}{side, select, yours {, de votre côté} theirs {, de l’autre côté} both {, des deux côtés} server {, entre vous et le serveur} other {}}.",
  "report.longest": "Le plus long a duré {time}.",
  "report.stepGood": "Bon",
  "report.stepFair": "Moyen",
  "report.stepPoor": "Faible",
  "report.stepLost": "Rien n’arrivait",
  "report.step": "{name} : {share}",
  "report.own": "Tel que cet appareil l’a vu. Personne d’autre ne le voit.",
  "report.lines": "Ce qui s’est écrit",
  "report.showLines": "{count, plural, one {Lire le message} other {Lire les # messages}}",
} satisfies Translation<typeof en>;
