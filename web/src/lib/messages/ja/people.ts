import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "参加者",
  "people.you": "あなた",
  "people.list": "この会議の参加者",
  "people.sharing": "画面を共有中",
  "people.cameraOff": "カメラはオフ",
} satisfies Translation<typeof en>;
