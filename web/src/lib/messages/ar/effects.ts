import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "الخلفية والصوت",
  "effects.background": "الخلفية",
  "effects.backgroundHint": "يجري ذلك على هذا الحاسوب، ولا تغادره صورة غرفتك أبدًا. يستهلك بعض طاقته.",
  "effects.none": "كما هي",
  "effects.blur": "مموّهة",
  "effects.image.dusk-window": "نافذة عند الغسق",
  "effects.image.cafe": "مقهى",
  "effects.image.bookshelf": "رفّ كتب",
  "effects.image.warm-wall": "جدار دافئ",
  "effects.own": "صورة من عندك",
  "effects.quiet": "إزالة الضجيج من ميكروفوني",
  "effects.quietHint": "المراوح ولوحات المفاتيح والشوارع. اتركه متوقفًا للموسيقى.",
  "effects.backgroundFailed": "لا يستطيع هذا المتصفح تبديل خلفيتك. لإظهار الكاميرا اختر «كما هي».",
  "effects.quietFailed": "لا يستطيع هذا المتصفح إزالة الضجيج من ميكروفونك.",
  "effects.slow": "خلفيتك تُتعب هذا الحاسوب.",
  "effects.stop": "إظهار غرفتي",
} satisfies Translation<typeof en>;
