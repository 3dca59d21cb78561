import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "تفضّل بالجلوس",
  "landing.lead": "ابدأ اجتماعًا، وشارك رابطه، وتحدّث. بلا حساب وبلا تثبيت أي شيء.",
  "landing.start": "بدء اجتماع",
  "landing.starting": "نُعِدّ الطاولة",
  "landing.or": "أو انضمّ إلى اجتماع",
  "landing.codeLabel": "رمز الاجتماع أو رابطه",
  "landing.codeHint": "الصق الرابط الذي وصلك أو اكتب رمزه.",
  "landing.join": "انضمام",
  "landing.codeMissing": "اكتب رمز الاجتماع أو الصق رابطه.",
  "landing.codeUnreadable": "لا يبدو هذا رمز اجتماع أو رابطه.",
  "landing.illustration": "طاولة مقهى تحت ضوء مصباح كما تُرى من الأعلى: خمسة أشخاص مع قهوتهم وكرسي شاغر",
  "landing.factsTitle": "ما الذي ينتظرك",
  "landing.fact1Title": "يُفتح في متصفحك",
  "landing.fact1": "على الحاسوب أو الهاتف، بحساب أو من دونه.",
  "landing.fact2Title": "من شخص إلى شخص",
  "landing.fact2": "في الغرف الصغيرة ينتقل الصوت والصورة مشفّرين مباشرة من متصفح إلى آخر.",
  "landing.fact3Title": "تجده لاحقًا",
  "landing.fact3": "بحسابٍ يبقى لديك من كان هناك وما كُتب.",
  "landing.name": "«ترتوليا» حلقة أصدقاء يلتقون في المقهى نفسه ليتحدثوا.",
} satisfies Translation<typeof en>;
