import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "الحاضرون",
  "people.you": "أنت",
  "people.list": "الحاضرون في هذا الاجتماع",
  "people.sharing": "يشارك الشاشة",
  "people.cameraOff": "الكاميرا متوقفة",
} satisfies Translation<typeof en>;
