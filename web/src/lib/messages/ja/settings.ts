import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "設定",
  "settings.devices": "デバイス",
  "settings.sounds": "サウンド",
  "settings.soundJoin": "だれかが参加したとき",
  "settings.soundLeave": "だれかが退出したとき",
  "settings.soundMessage": "新しいメッセージ",
  "settings.soundHand": "挙手",
  "settings.appearance": "外観",
  "settings.shortcuts": "ショートカット",
  "settings.theme": "色",
  "settings.themeHint": "通話中のステージはいつも暗くなります。これはそのまわりの色です。",
  "settings.textSize": "文字の大きさ",
  "settings.textSizeHint": "全体が一緒に大きくなります。ブラウザーの拡大も併せて使えます。",
  "textSize.normal": "標準",
  "textSize.large": "大",
  "textSize.larger": "特大",
  "settings.language": "言語",
  "settings.languageAuto": "ブラウザーに合わせる：{name}",
  "settings.keptHere": "このブラウザーに保存されます。アカウントがあれば、ほかのブラウザーにも引き継がれます。",
  "settings.keptAccount": "アカウントとともに、ほかのブラウザーにも引き継がれます。",
  "settings.keptDevice": "このデバイス用に、このブラウザーに保存されます。",
  "settings.singleLetters": "1文字のショートカット",
  "settings.singleLettersHint":
    "音声入力を使う場合や、じゃまな場合はオフにしてください。Ctrlや⌘のショートカットは残ります。",
} satisfies Translation<typeof en>;
