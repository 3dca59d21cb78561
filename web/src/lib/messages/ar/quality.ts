import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "الاتصال مع {name}",
  "quality.lossIn": "المفقود في الطريق إلى هنا",
  "quality.lossOut": "المفقود في الطريق إلى هناك",
  "quality.roundTrip": "ذهابًا وإيابًا",
  "quality.incoming": "الوارد",
  "quality.outgoing": "الصادر",
  "quality.picture": "الصورة",
  "quality.way": "المسار",
  "quality.noPicture": "لا صورة",
  "quality.pictureNow":
    "{width} × {height}، {fps, plural, zero {# إطار} one {إطار واحد} two {إطاران} few {# إطارات} many {# إطارًا} other {# إطار}} في الثانية",
  "quality.rule": "الجيد يعني أقل من 6 % مفقودة وأقل من 400 مللي ثانية ذهابًا وإيابًا.",
} satisfies Translation<typeof en>;
