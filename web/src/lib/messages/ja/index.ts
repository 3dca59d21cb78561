// です・ます調。名前には「さん」を付け、画面やリンクの名前には付けない。
// meeting 会議 · room 部屋 · call 通話 · chat チャット · people 参加者 · seat 席 · guest ゲスト
// microphone マイク · camera カメラ · speaker スピーカー · turn on, off オンにする, オフにする · share 共有
// sign in, out ログイン, ログアウト · account アカウント · history 履歴 · settings 設定
// try again もう一度 · link リンク · browser ブラウザー. Brackets （…） and 「…」, no space between Latin and Japanese.
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
