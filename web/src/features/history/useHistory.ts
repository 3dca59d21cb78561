import { useCallback, useEffect, useState } from "react";
import type { Activity } from "@/api/types";
import { deleteActivity } from "@/api/users";
import { describe } from "@/api/words";
import { useAuth } from "@/features/auth/AuthContext";

export type HistoryState =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly words: string }
  /** Newest first. */
  | { readonly status: "ready"; readonly meetings: readonly Activity[] };

/** The signed-in person's meetings; `remove` takes one away here and on the server, and rejects if it may not. */
export function useHistory() {
  const { history } = useAuth();
  const [state, setState] = useState<HistoryState>({ status: "loading" });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const leaving = new AbortController();
    history(leaving.signal).then(
      (meetings) => setState({ status: "ready", meetings: meetings.toReversed() }),
      (problem) => {
        if (!leaving.signal.aborted) setState({ status: "failed", words: describe(problem) });
      },
    );
    return () => leaving.abort();
  }, [history, attempt]);

  const retry = useCallback(() => {
    setState({ status: "loading" });
    setAttempt((n) => n + 1);
  }, []);

  const remove = useCallback(async (id: string) => {
    await deleteActivity(id);
    setState((now) =>
      now.status === "ready" ? { ...now, meetings: now.meetings.filter((meeting) => meeting.id !== id) } : now,
    );
  }, []);

  return { state, retry, remove };
}
