import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "البحث عن رمز تعبيري",
  "emoji.groups": "أنواع الرموز التعبيرية",
  "emoji.loading": "جارٍ جلب الرموز التعبيرية",
  "emoji.failed": "تعذّر جلب الرموز التعبيرية. أغلق هذا وحاول مجددًا.",
  "emoji.found":
    "{count, plural, =0 {لا نتائج} zero {لا نتائج} one {نتيجة واحدة} two {نتيجتان} few {# نتائج} many {# نتيجة} other {# نتيجة}}",
  "emoji.recent": "المستخدمة مؤخرًا",
  "emoji.smileys": "وجوه",
  "emoji.people": "أشخاص",
  "emoji.nature": "حيوانات وطبيعة",
  "emoji.food": "طعام وشراب",
  "emoji.travel": "سفر وأماكن",
  "emoji.activities": "أنشطة",
  "emoji.objects": "أشياء",
  "emoji.symbols": "رموز",
  "emoji.flags": "أعلام",
} satisfies Translation<typeof en>;
