import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "إغلاق",
  "ui.loading": "جارٍ التحميل",
  "ui.showPassword": "إظهار كلمة المرور",
  "ui.hidePassword": "إخفاء كلمة المرور",
  "ui.capsLock": "مفتاح Caps Lock مفعّل",
  "ui.dismiss": "إخفاء",
  "ui.notifications": "التنبيهات",
  "ui.skipToContent": "إلى المحتوى",
  "ui.retry": "إعادة المحاولة",
  "ui.cancel": "إلغاء",
  "ui.optional": "اختياري",
  "key.ctrl": "Ctrl",
  "key.shift": "Shift",
  "key.space": "المسافة",
} satisfies Translation<typeof en>;
