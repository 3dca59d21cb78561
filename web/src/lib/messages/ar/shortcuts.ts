import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "تشغيل الميكروفون أو إيقافه",
  "shortcut.camera": "تشغيل الكاميرا أو إيقافها",
  "shortcut.talk": "اضغط مطوّلًا للتحدث",
  "shortcut.hand": "رفع اليد أو خفضها",
  "shortcut.react": "إظهار التفاعلات أو إخفاؤها",
  "shortcut.chat": "فتح الدردشة أو إغلاقها",
  "shortcut.people": "فتح قائمة الحاضرين أو إغلاقها",
  "shortcut.share": "مشاركة الشاشة أو إيقافها",
  "shortcut.layout": "تغيير التخطيط",
  "shortcut.fullscreen": "ملء الشاشة",
  "shortcut.leave": "مغادرة الاجتماع",
  "shortcut.help": "إظهار هذه الاختصارات",
} satisfies Translation<typeof en>;
