import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "チャット",
  "chat.log": "メッセージ",
  "chat.empty": "まだ何も書かれていません",
  "chat.emptyBody": "ひとこと書いたり、リンクを残したりしてみましょう。あとから来た人も読めます。",
  "chat.message": "メッセージ",
  "chat.placeholder": "全員に書く",
  "chat.send": "送信",
  "chat.you": "あなた",
  "chat.new": "新着",
  "chat.jump": "{count, plural, other {新しいメッセージ#件}}",
  "chat.sending": "送信中",
  "chat.waiting": "接続が戻りしだい送信します",
  "chat.refused": "送信できませんでした",
  "chat.retry": "もう一度",
  "chat.left": "{count, plural, other {残り#バイト}}",
  "chat.tooLong": "{count, plural, other {#バイト超過}}",
} satisfies Translation<typeof en>;
