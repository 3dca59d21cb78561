import { useCallback, useEffect, useState } from "react";
import { ApiProblem } from "@/api/problem";
import type { ActivityDetail } from "@/api/types";
import { activity } from "@/api/users";
import { describe } from "@/api/words";

export type ActivityState =
  | { readonly status: "loading" | "missing" }
  | { readonly status: "failed"; readonly words: string }
  | { readonly status: "ready"; readonly meeting: ActivityDetail };

/** One meeting of the history, with who was there and what was written. */
export function useActivity(id: string) {
  const [state, setState] = useState<ActivityState>({ status: "loading" });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const leaving = new AbortController();
    setState({ status: "loading" });
    activity(id, leaving.signal).then(
      (meeting) => setState({ status: "ready", meeting }),
      (problem) => {
        if (leaving.signal.aborted) return;
        const missing = problem instanceof ApiProblem && problem.status === 404;
        setState(missing ? { status: "missing" } : { status: "failed", words: describe(problem) });
      },
    );
    return () => leaving.abort();
  }, [id, attempt]);

  return { state, retry: useCallback(() => setAttempt((n) => n + 1), []) };
}
