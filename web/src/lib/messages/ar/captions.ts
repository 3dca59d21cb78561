import type en from "../en/captions";

export default {
  "captions.title": "الترجمة النصية",
  "captions.hint": "تعرض فوق الصور ما يكتبه أحد الحاضرين مما يُقال",
  "captions.size": "حجم الترجمة النصية",
  "captions.write": "كتابة الترجمة النصية",
  "captions.field": "ما يُقال الآن",
  "captions.how": "Enter: السطر التالي",
  "captions.end": "إيقاف كتابة الترجمة النصية",
  "captions.offer": "{name} يكتب ترجمة نصية.",
  "captions.show": "عرض الترجمة النصية",
} satisfies Record<keyof typeof en, string>;
