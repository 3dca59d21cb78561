import { type MessageId, t } from "@/lib/i18n";

/** A refusal of the REST API, of the call, or of the browser's own side: what they have in common. */
export interface Refusal {
  readonly code: string;
  /** The server's own sentence, in English. */
  readonly message: string;
  readonly retryAfterS?: number | null;
  readonly status?: number;
}

/** Every code that may reach a person, by what it means to them; tools/codes.test.ts knows all that the server has. */
const MEANINGS: readonly (readonly [words: MessageId, codes: string])[] = [
  ["problem.offline", "offline"],
  ["problem.timeout", "timeout body_too_slow"],
  ["problem.unreachable", "unreachable"],
  ["problem.signedOut", "session_ended token_expired token_invalid token_missing unauthorized"],
  ["problem.server", "unavailable internal stopping room_lost unreadable seq_taken code_taken"],
  ["problem.busy", "busy rate_limited"],
  ["problem.tooLarge", "too_large body_too_large chat_too_long"],
  ["problem.textInvalid", "text_invalid title_invalid"],
  ["problem.nameInvalid", "name_invalid username_invalid"],
  ["problem.field", "field_missing field_type field_too_short field_too_long field_invalid invalid"],
  ["signIn.wrong", "wrong_credentials"],
  ["auth.usernameTaken", "username_taken"],
  ["auth.usernameMissing", "username_missing"],
  ["auth.usernameLength", "username_too_short username_too_long"],
  ["lobby.nameMissing", "name_missing"],
  ["lobby.nameTooLong", "name_too_long"],
  ["lobby.badBody", "room_missing room_too_long room_invalid"],
  ["lobby.fullBody", "room_full"],
  ["lobby.endedBody", "ended room_ended"],
  ["lobby.unknownTitle", "meeting_not_found"],
  ["chat.fileTooLargeHere", "file_too_large"],
  ["chat.filesFull", "meeting_files_full storage_full"],
  ["chat.filesOff", "files_off"],
  ["chat.fileEmpty", "file_empty"],
  ["chat.fileName", "file_name"],
  ["chat.fileGone", "file_not_found"],
  ["chat.replyGone", "reply_unknown"],
  ["chat.notSeated", "not_in_room pass_invalid"],
  ["detail.missingTitle", "activity_not_found"],
];
const WORDS = new Map(MEANINGS.flatMap(([words, codes]) => codes.split(" ").map((code) => [code, words] as const)));

export const hasWords = (code: string): boolean => WORDS.has(code);

/** What went wrong and what to do, in the person's language. */
export function describe(problem: unknown): string {
  if (!isRefusal(problem)) return t("problem.unknown");
  const seconds = Math.ceil(problem.retryAfterS ?? 0);
  const known = WORDS.get(problem.code);
  if (known) return t(known, { seconds });
  if (seconds > 0) return t("problem.busy", { seconds });
  if ((problem.status ?? 0) >= 500) return t("problem.server");
  // of a newer server than this page: its own sentence says more than ours would
  return problem.message || t("problem.unknown");
}

function isRefusal(problem: unknown): problem is Refusal {
  return typeof problem === "object" && problem !== null && "code" in problem && "message" in problem;
}
