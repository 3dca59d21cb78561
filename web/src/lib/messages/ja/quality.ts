import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "{name}さんとの接続",
  "quality.lossIn": "受信時の損失",
  "quality.lossOut": "送信時の損失",
  "quality.roundTrip": "往復",
  "quality.incoming": "受信",
  "quality.outgoing": "送信",
  "quality.picture": "映像",
  "quality.way": "経路",
  "quality.noPicture": "なし",
  "quality.pictureNow": "{width} × {height}、毎秒{fps, plural, other {#コマ}}",
  "quality.rule": "良好とは、損失6%未満、往復400ミリ秒未満のことです。",
} satisfies Translation<typeof en>;
