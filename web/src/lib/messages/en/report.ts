export default {
  "report.title": "How good it was",
  "report.allGood": "Good the whole time.",
  "report.good": "Good for {share} of the time.",
  "report.drops":
    "{count, plural, one {One {step, select, lost {short break} other {weak moment}}} other {# {step, select, lost {short breaks} other {weak moments}}}} around {time}{side, select, yours {, on your side} theirs {, on the other side} both {, on both sides} server {, between you and the server} other {}}.",
  "report.dropsLong":
    "{count, plural, one {One {step, select, lost {break} other {weak time}}} other {# {step, select, lost {breaks} other {weak times}}}} around {time}{side, select, yours {, on your side} theirs {, on the other side} both {, on both sides} server {, between you and the server} other {}}.",
  "report.dropsMany":
    "{count, plural, one {One {step, select, lost {break} other {weak moment}}} other {# {step, select, lost {breaks} other {weak moments}}}} between {from} and {to}{side, select, yours {, on your side} theirs {, on the other side} both {, on both sides} server {, between you and the server} other {}}.",
  "report.longest": "The longest lasted {time}.",
  "report.stepGood": "Good",
  "report.stepFair": "Fair",
  "report.stepPoor": "Weak",
  "report.stepLost": "Nothing arrived",
  "report.step": "{name}: {share}",
  "report.own": "As this device saw it. Nobody else is shown this.",
  "report.lines": "What was written",
  "report.showLines": "{count, plural, one {Read the one message} other {Read the # messages}}",
};
