import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "Wie gut es war",
  "report.allGood": "Die ganze Zeit gut.",
  "report.good": "{share} der Zeit gut.",
  "report.drops":
    "{count, plural, one {{step, select, lost {Eine kurze Unterbrechung} other {Ein schwacher Moment}}} other {# {step, select, lost {kurze Unterbrechungen} other {schwache Momente}}}} gegen {time}{side, select, yours {, auf deiner Seite} theirs {, auf der anderen Seite} both {, auf beiden Seiten} server {, zwischen dir und dem Server} other {}}.",
  "report.dropsLong":
    "{count, plural, one {{step, select, lost {Eine Unterbrechung} other {Eine schwache Zeit}}} other {# {step, select, lost {Unterbrechungen} other {schwache Zeiten}}}} gegen {time}{side, select, yours {, auf deiner Seite} theirs {, auf der anderen Seite} both {, auf beiden Seiten} server {, zwischen dir und dem Server} other {}}.",
  "report.dropsMany":
    "{count, plural, one {{step, select, lost {Eine Unterbrechung} other {Ein schwacher Moment}}} other {# {step, select, lost {Unterbrechungen} other {schwache Momente}}}} zwischen {from} und {to}{side, select, yours {, auf deiner Seite} theirs {, auf der anderen Seite} both {, auf beiden Seiten} server {, zwischen dir und dem Server} other {}}.",
  "report.longest": "Am längsten dauerte es {time}.",
  "report.stepGood": "Gut",
  "report.stepFair": "Mittel",
  "report.stepPoor": "Schwach",
  "report.stepLost": "Nichts kam an",
  "report.step": "{name}: {share}",
  "report.own": "So hat es dieses Gerät gesehen. Niemand sonst bekommt das gezeigt.",
  "report.lines": "Was geschrieben wurde",
  "report.showLines": "{count, plural, one {Die eine Nachricht lesen} other {Die # Nachrichten lesen}}",
} satisfies Translation<typeof en>;
