import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "الإعدادات",
  "settings.devices": "الأجهزة",
  "settings.sounds": "الأصوات",
  "settings.soundJoin": "دخول شخص",
  "settings.soundLeave": "مغادرة شخص",
  "settings.soundMessage": "رسالة جديدة",
  "settings.soundHand": "يد مرفوعة",
  "settings.appearance": "المظهر",
  "settings.shortcuts": "الاختصارات",
  "settings.theme": "الألوان",
  "settings.themeHint": "أثناء المكالمة تبقى الشاشة داكنة دائمًا؛ وهذا لكل ما حولها.",
  "settings.textSize": "حجم النص",
  "settings.textSizeHint": "يكبر معه كل شيء. ويُضاف إليه تكبير المتصفح.",
  "textSize.normal": "عادي",
  "textSize.large": "كبير",
  "textSize.larger": "أكبر",
  "settings.language": "اللغة",
  "settings.languageAuto": "كما يطلب متصفحك: {name}",
  "settings.keptHere": "يُحفظ في هذا المتصفح. وبحسابٍ يتبعك إلى متصفحاتك الأخرى.",
  "settings.keptAccount": "يتبع حسابك إلى متصفحاتك الأخرى.",
  "settings.keptDevice": "يُحفظ في هذا المتصفح لهذا الجهاز.",
  "settings.singleLetters": "اختصارات الحرف الواحد",
  "settings.singleLettersHint": "أوقفها إن كنت تُملي نصوصك أو كانت تضايقك. تبقى الاختصارات مع Ctrl أو ⌘.",
} satisfies Translation<typeof en>;
