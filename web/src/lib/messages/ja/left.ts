import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "会議から退出しました",
  "left.lost": "席が解放されました",
  "left.lostBody": "接続が長く途切れていました。すぐに戻れます。",
  "left.rejoin": "会議に戻る",
  "left.home": "ホームへ",
  "left.duration": "時間",
  "left.people": "参加者",
  "left.alone": "あなただけ",
  "left.chat": "チャット",
  "left.chatLines": "{count, plural, =0 {書き込みはありません} other {#件の書き込み}}",
  "left.morePeople": "{count, plural, other {ほか#人}}",
  "left.history": "履歴に残っています。",
  "left.toHistory": "履歴を開く",
  "left.guest": "アカウントがあれば、会議をあとから見返せます。だれがいて、何が書かれたか。",
  "left.signUp": "アカウントを作成",
} satisfies Translation<typeof en>;
