import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "Hoe goed het was",
  "report.allGood": "De hele tijd goed.",
  "report.good": "{share} van de tijd goed.",
  "report.drops":
    "{count, plural, one {Eén {step, select, lost {korte onderbreking} other {zwak moment}}} other {# {step, select, lost {korte onderbrekingen} other {zwakke momenten}}}} rond {time}{side, select, yours {, aan jouw kant} theirs {, aan de andere kant} both {, aan beide kanten} server {, tussen jou en de server} other {}}.",
  "report.dropsLong":
    "{count, plural, one {Eén {step, select, lost {onderbreking} other {zwakke periode}}} other {# {step, select, lost {onderbrekingen} other {zwakke perioden}}}} rond {time}{side, select, yours {, aan jouw kant} theirs {, aan de andere kant} both {, aan beide kanten} server {, tussen jou en de server} other {}}.",
  "report.dropsMany":
    "{count, plural, one {Eén {step, select, lost {onderbreking} other {zwak moment}}} other {# {step, select, lost {onderbrekingen} other {zwakke momenten}}}} tussen {from} en {to}{side, select, yours {, aan jouw kant} theirs {, aan de andere kant} both {, aan beide kanten} server {, tussen jou en de server} other {}}.",
  "report.longest": "Het langste duurde {time}.",
  "report.stepGood": "Goed",
  "report.stepFair": "Redelijk",
  "report.stepPoor": "Zwak",
  "report.stepLost": "Er kwam niets aan",
  "report.step": "{name}: {share}",
  "report.own": "Zoals dit apparaat het zag. Niemand anders krijgt dit te zien.",
  "report.lines": "Wat er geschreven is",
  "report.showLines": "{count, plural, one {Lees het ene bericht} other {Lees de # berichten}}",
} satisfies Translation<typeof en>;
