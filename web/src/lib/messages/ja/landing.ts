import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "どうぞ、お席へ",
  "landing.lead": "会議を始めて、リンクを送り、話すだけ。アカウントもインストールもいりません。",
  "landing.start": "会議を始める",
  "landing.starting": "席をご用意しています",
  "landing.or": "または参加する",
  "landing.codeLabel": "会議のコードまたはリンク",
  "landing.codeHint": "届いたリンクを貼り付けるか、コードを入力してください。",
  "landing.join": "参加",
  "landing.codeMissing": "会議のコードを入力するか、リンクを貼り付けてください。",
  "landing.codeUnreadable": "会議のコードやリンクではないようです。",
  "landing.illustration": "上から見た、ランプに照らされたカフェのテーブル。コーヒーを囲む五人と、空いた椅子がひとつ",
  "landing.factsTitle": "できること",
  "landing.fact1Title": "ブラウザーで開くだけ",
  "landing.fact1": "パソコンでもスマートフォンでも。アカウントはあってもなくても。",
  "landing.fact2Title": "人から人へ",
  "landing.fact2": "少人数の部屋では、音声と映像が暗号化され、ブラウザーからブラウザーへ直接届きます。",
  "landing.fact3Title": "あとから見返せる",
  "landing.fact3": "アカウントがあれば、だれがいて何が書かれたかが残ります。",
  "landing.name": "テルトゥリアとは、いつものカフェに集まって語り合う友人の輪のことです。",
} satisfies Translation<typeof en>;
