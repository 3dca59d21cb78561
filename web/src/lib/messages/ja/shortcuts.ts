import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "マイクのオン／オフ",
  "shortcut.camera": "カメラのオン／オフ",
  "shortcut.talk": "押しているあいだ話す",
  "shortcut.hand": "手を挙げる／下ろす",
  "shortcut.react": "リアクションを表示／非表示",
  "shortcut.chat": "チャットを開く／閉じる",
  "shortcut.people": "参加者の一覧を開く／閉じる",
  "shortcut.share": "画面の共有を開始／停止",
  "shortcut.layout": "レイアウトを変える",
  "shortcut.fullscreen": "全画面",
  "shortcut.leave": "会議から退出",
  "shortcut.help": "ショートカットを表示",
} satisfies Translation<typeof en>;
