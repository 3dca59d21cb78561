import type en from "../en/chat";
import type { Translation } from "../ids";

export default {
  "chat.title": "الدردشة",
  "chat.log": "الرسائل",
  "chat.empty": "لم يُكتب شيء بعد",
  "chat.emptyBody": "ألقِ التحية أو اترك رابطًا. من يأتي لاحقًا يستطيع قراءته أيضًا.",
  "chat.message": "رسالة",
  "chat.placeholder": "اكتب للجميع",
  "chat.send": "إرسال",
  "chat.you": "أنت",
  "chat.new": "جديد",
  "chat.jump":
    "{count, plural, zero {لا رسائل جديدة} one {رسالة جديدة} two {رسالتان جديدتان} few {# رسائل جديدة} many {# رسالة جديدة} other {# رسالة جديدة}}",
  "chat.sending": "جارٍ الإرسال",
  "chat.waiting": "ستُرسل حالما يعود الاتصال",
  "chat.refused": "لم تُرسل",
  "chat.retry": "إعادة المحاولة",
  "chat.left":
    "{count, plural, zero {لم يبقَ أي بايت} one {بقي بايت واحد} two {بقي بايتان} few {بقي # بايتات} many {بقي # بايتًا} other {بقي # بايت}}",
  "chat.tooLong":
    "{count, plural, zero {الطول مناسب} one {أطول ببايت واحد} two {أطول ببايتين} few {أطول بمقدار # بايتات} many {أطول بمقدار # بايتًا} other {أطول بمقدار # بايت}}",
} satisfies Translation<typeof en>;
