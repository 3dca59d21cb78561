import type en from "../en/left";
import type { Translation } from "../ids";

export default {
  "left.title": "غادرت الاجتماع",
  "left.lost": "أُعطي مقعدك لغيرك",
  "left.lostBody": "غاب الاتصال طويلًا. يمكنك العودة الآن مباشرة.",
  "left.rejoin": "العودة",
  "left.home": "إلى البداية",
  "left.duration": "المدة",
  "left.people": "من كان هناك",
  "left.alone": "أنت فقط",
  "left.chat": "الدردشة",
  "left.chatLines":
    "{count, plural, =0 {لم يُكتب شيء} zero {لم يُكتب شيء} one {سطر واحد} two {سطران} few {# أسطر} many {# سطرًا} other {# سطر}}",
  "left.morePeople":
    "{count, plural, zero {ولا أحد غيرهم} one {وشخص آخر} two {وشخصان آخران} few {و# آخرون} many {و# آخرون} other {و# آخرون}}",
  "left.history": "محفوظ في سجلّك.",
  "left.toHistory": "فتح السجلّ",
  "left.guest": "بحسابٍ تجد اجتماعاتك من جديد: من كان هناك وما كُتب.",
  "left.signUp": "إنشاء حساب",
} satisfies Translation<typeof en>;
