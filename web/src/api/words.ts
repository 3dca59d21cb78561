import { type MessageId, t } from "@/lib/i18n";
import { ApiProblem } from "./problem";

const WORDS: Readonly<Record<string, MessageId>> = {
  offline: "problem.offline",
  timeout: "problem.timeout",
  unreachable: "problem.unreachable",
  session_ended: "problem.signedOut",
  wrong_credentials: "signIn.wrong",
  username_taken: "auth.usernameTaken",
};

/** What went wrong and what to do, in the person's language. */
export function describe(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t("problem.unknown");
  const known = WORDS[problem.code];
  if (known) return t(known);
  if (problem.retryAfterS !== null) return t("problem.busy", { seconds: Math.ceil(problem.retryAfterS) });
  if (problem.status >= 500) return t("problem.server");
  // a refusal that this version has no words for: the server's own sentence says more than ours would
  return problem.message || t("problem.unknown");
}
