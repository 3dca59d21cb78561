import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "背景と音声",
  "effects.background": "背景",
  "effects.backgroundHint":
    "このパソコンの中で処理され、部屋の映像が外に出ることはありません。処理能力を少し使います。",
  "effects.none": "そのまま",
  "effects.blur": "ぼかし",
  "effects.image.dusk-window": "夕暮れの窓",
  "effects.image.cafe": "カフェ",
  "effects.image.bookshelf": "本棚",
  "effects.image.warm-wall": "あたたかな壁",
  "effects.own": "自分の画像",
  "effects.quiet": "マイクの雑音を取り除く",
  "effects.quietHint": "ファン、キーボード、通りの音など。音楽のときはオフにしてください。",
  "effects.backgroundFailed":
    "このブラウザーでは背景を変えられません。カメラを表示するには「そのまま」を選んでください。",
  "effects.quietFailed": "このブラウザーではマイクの雑音を取り除けません。",
  "effects.slow": "背景の処理がこのパソコンの負担になっています。",
  "effects.stop": "部屋をそのまま映す",
} satisfies Translation<typeof en>;
