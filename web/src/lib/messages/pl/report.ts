import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "Jak poszło",
  "report.allGood": "Dobrze przez cały czas.",
  "report.good": "Dobrze przez {share} czasu.",
  "report.drops":
    "{count, plural, one {{step, select, lost {Jedna krótka przerwa} other {Jedna słabsza chwila}}} few {# {step, select, lost {krótkie przerwy} other {słabsze chwile}}} many {# {step, select, lost {krótkich przerw} other {słabszych chwil}}} other {# {step, select, lost {krótkiej przerwy} other {słabszej chwili}}}} około {time}{side, select, yours {, po twojej stronie} theirs {, po drugiej stronie} both {, po obu stronach} server {, między tobą a serwerem} other {}}.",
  "report.dropsLong":
    "{count, plural, one {{step, select, lost {Jedna przerwa} other {Jeden słabszy okres}}} few {# {step, select, lost {przerwy} other {słabsze okresy}}} many {# {step, select, lost {przerw} other {słabszych okresów}}} other {# {step, select, lost {przerwy} other {słabszego okresu}}}} około {time}{side, select, yours {, po twojej stronie} theirs {, po drugiej stronie} both {, po obu stronach} server {, między tobą a serwerem} other {}}.",
  "report.dropsMany":
    "{count, plural, one {{step, select, lost {Jedna przerwa} other {Jedna słabsza chwila}}} few {# {step, select, lost {przerwy} other {słabsze chwile}}} many {# {step, select, lost {przerw} other {słabszych chwil}}} other {# {step, select, lost {przerwy} other {słabszej chwili}}}} między {from} a {to}{side, select, yours {, po twojej stronie} theirs {, po drugiej stronie} both {, po obu stronach} server {, między tobą a serwerem} other {}}.",
  "report.longest": "Najdłużej trwało to {time}.",
  "report.stepGood": "Dobrze",
  "report.stepFair": "Średnio",
  "report.stepPoor": "Słabo",
  "report.stepLost": "Nic nie docierało",
  "report.step": "{name}: {share}",
  "report.own": "Tak widziało to urządzenie. Nikt inny tego nie zobaczy.",
  "report.lines": "Co napisano",
  "report.showLines":
    "{count, plural, one {Przeczytaj # wiadomość} few {Przeczytaj # wiadomości} many {Przeczytaj # wiadomości} other {Przeczytaj # wiadomości}}",
} satisfies Translation<typeof en>;
