import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "كيف كانت الجودة",
  "report.allGood": "جيدة طوال الوقت.",
  "report.good": "جيدة في {share} من الوقت.",
  "report.drops":
    "{count, plural, zero {{step, select, lost {لا انقطاع} other {لا ضعف}}} one {{step, select, lost {انقطاع قصير} other {لحظة ضعف}}} two {{step, select, lost {انقطاعان قصيران} other {لحظتا ضعف}}} few {# {step, select, lost {انقطاعات قصيرة} other {لحظات ضعف}}} many {# {step, select, lost {انقطاعًا قصيرًا} other {لحظة ضعف}}} other {# {step, select, lost {انقطاع قصير} other {لحظة ضعف}}}} نحو {time}{side, select, yours {، من جهتك} theirs {، من الجهة الأخرى} both {، من الجهتين} server {، بينك وبين الخادم} other {}}.",
  "report.dropsLong":
    "{count, plural, zero {{step, select, lost {لا انقطاع} other {لا ضعف}}} one {{step, select, lost {انقطاع} other {فترة ضعف}}} two {{step, select, lost {انقطاعان} other {فترتا ضعف}}} few {# {step, select, lost {انقطاعات} other {فترات ضعف}}} many {# {step, select, lost {انقطاعًا} other {فترة ضعف}}} other {# {step, select, lost {انقطاع} other {فترة ضعف}}}} نحو {time}{side, select, yours {، من جهتك} theirs {، من الجهة الأخرى} both {، من الجهتين} server {، بينك وبين الخادم} other {}}.",
  "report.dropsMany":
    "{count, plural, zero {{step, select, lost {لا انقطاع} other {لا ضعف}}} one {{step, select, lost {انقطاع} other {لحظة ضعف}}} two {{step, select, lost {انقطاعان} other {لحظتا ضعف}}} few {# {step, select, lost {انقطاعات} other {لحظات ضعف}}} many {# {step, select, lost {انقطاعًا} other {لحظة ضعف}}} other {# {step, select, lost {انقطاع} other {لحظة ضعف}}}} بين {from} و{to}{side, select, yours {، من جهتك} theirs {، من الجهة الأخرى} both {، من الجهتين} server {، بينك وبين الخادم} other {}}.",
  "report.longest": "أطولها دام {time}.",
  "report.stepGood": "جيدة",
  "report.stepFair": "متوسطة",
  "report.stepPoor": "ضعيفة",
  "report.stepLost": "لم يصل شيء",
  "report.step": "{name}: {share}",
  "report.own": "كما رآها هذا الجهاز. لا يراها أحد غيرك.",
  "report.lines": "ما كُتب",
  "report.showLines":
    "{count, plural, zero {لا رسائل} one {قراءة الرسالة} two {قراءة الرسالتين} few {قراءة الرسائل (#)} many {قراءة الرسائل (#)} other {قراءة الرسائل (#)}}",
} satisfies Translation<typeof en>;
