import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "閉じる",
  "ui.loading": "読み込み中",
  "ui.showPassword": "パスワードを表示",
  "ui.hidePassword": "パスワードを隠す",
  "ui.capsLock": "Caps Lockがオンです",
  "ui.dismiss": "閉じる",
  "ui.notifications": "通知",
  "ui.skipToContent": "本文へ移動",
  "ui.retry": "もう一度",
  "ui.cancel": "キャンセル",
  "ui.optional": "任意",
  "key.ctrl": "Ctrl",
  "key.shift": "Shift",
  "key.space": "Space",
} satisfies Translation<typeof en>;
