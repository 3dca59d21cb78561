import type en from "../en/report";
import type { Translation } from "../ids";

export default {
  "report.title": "通話の品質",
  "report.allGood": "終始良好でした。",
  "report.good": "{share}の時間で良好でした。",
  "report.drops":
    "{time}ごろに{side, select, yours {あなたの側で} theirs {相手の側で} both {双方で} server {サーバーとのあいだで} other {}}{step, select, lost {短い途切れ} other {弱い瞬間}}が{count, plural, other {#回}}ありました。",
  "report.dropsLong":
    "{time}ごろに{side, select, yours {あなたの側で} theirs {相手の側で} both {双方で} server {サーバーとのあいだで} other {}}{step, select, lost {途切れ} other {弱い時間}}が{count, plural, other {#回}}ありました。",
  "report.dropsMany":
    "{from}から{to}のあいだに{side, select, yours {あなたの側で} theirs {相手の側で} both {双方で} server {サーバーとのあいだで} other {}}{step, select, lost {途切れ} other {弱い瞬間}}が{count, plural, other {#回}}ありました。",
  "report.longest": "最も長いものは{time}でした。",
  "report.stepGood": "良好",
  "report.stepFair": "やや不安定",
  "report.stepPoor": "弱い",
  "report.stepLost": "何も届かず",
  "report.step": "{name}：{share}",
  "report.own": "このデバイスから見た記録です。ほかの人には表示されません。",
  "report.lines": "書き込み",
  "report.showLines": "{count, plural, other {#件のメッセージを読む}}",
} satisfies Translation<typeof en>;
