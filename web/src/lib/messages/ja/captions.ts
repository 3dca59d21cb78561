import type en from "../en/captions";

export default {
  "captions.title": "字幕",
  "captions.hint": "参加者が書き取った言葉を映像の上に表示します",
  "captions.size": "字幕の大きさ",
  "captions.write": "字幕を書く",
  "captions.field": "いま話されていること",
  "captions.how": "Enter：次の行",
  "captions.end": "字幕を書くのをやめる",
  "captions.offer": "{name}さんが字幕を書いています。",
  "captions.show": "字幕を表示",
} satisfies Record<keyof typeof en, string>;
