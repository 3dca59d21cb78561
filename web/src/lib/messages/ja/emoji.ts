import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "絵文字を探す",
  "emoji.groups": "絵文字の種類",
  "emoji.loading": "絵文字を読み込んでいます",
  "emoji.failed": "絵文字を読み込めませんでした。閉じて、もう一度お試しください。",
  "emoji.found": "{count, plural, =0 {見つかりません} other {#件}}",
  "emoji.recent": "最近使ったもの",
  "emoji.smileys": "顔",
  "emoji.people": "人",
  "emoji.nature": "動物と自然",
  "emoji.food": "食べ物と飲み物",
  "emoji.travel": "旅行と場所",
  "emoji.activities": "アクティビティ",
  "emoji.objects": "もの",
  "emoji.symbols": "記号",
  "emoji.flags": "旗",
} satisfies Translation<typeof en>;
