// Modern Standard Arabic. Controls are verbal nouns (إيقاف، تشغيل), which address nobody; sentences use أنت.
// meeting اجتماع · room غرفة · call مكالمة · chat دردشة · people الحاضرون · seat مقعد · guest ضيف
// microphone ميكروفون · camera كاميرا · speaker مكبّر الصوت · turn on, off تشغيل, إيقاف · share مشاركة
// sign in, out تسجيل الدخول, تسجيل الخروج · account حساب · history سجلّ · settings إعدادات
// try again إعادة المحاولة · link رابط · browser متصفح. Quotes «…». Counted nouns have six forms; one and two are words.
import type { MessageId } from "../ids";
import auth from "./auth";
import call from "./call";
import captions from "./captions";
import chat from "./chat";
import common from "./common";
import controls from "./controls";
import effects from "./effects";
import emoji from "./emoji";
import history from "./history";
import landing from "./landing";
import left from "./left";
import lobby from "./lobby";
import people from "./people";
import quality from "./quality";
import report from "./report";
import settings from "./settings";
import shortcuts from "./shortcuts";
import ui from "./ui";

export default {
  ...report,
  ...emoji,
  ...controls,
  ...common,
  ...ui,
  ...landing,
  ...auth,
  ...history,
  ...call,
  ...lobby,
  ...captions,
  ...chat,
  ...people,
  ...quality,
  ...left,
  ...settings,
  ...effects,
  ...shortcuts,
} satisfies Record<MessageId, string>;
