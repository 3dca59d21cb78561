import { useCallback, useEffect, useState } from "react";
import type { FoundMeeting } from "@/api/types";
import { searchActivities } from "@/api/users";
import { describe } from "@/api/words";
import { sleep } from "@/lib/clock";

/** Who is still typing is not asked for. */
const TYPED_MS = 250;

export interface SearchState {
  readonly status: "idle" | "searching" | "ready" | "failed";
  /** What is shown was found for this. */
  readonly query: string;
  readonly found: readonly FoundMeeting[];
  readonly after: string | null;
  readonly words: string;
}

const IDLE: SearchState = { status: "idle", query: "", found: [], after: null, words: "" };

/** Results of a search on the server, page by page; the last ones stay while the next are on their way. */
export function useSearch(query: string) {
  const [state, setState] = useState<SearchState>(IDLE);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (query === "") {
      setState(IDLE);
      return;
    }
    const leaving = new AbortController();
    setState((before) => ({ ...before, status: "searching" }));
    const ask = async () => {
      await sleep(TYPED_MS, leaving.signal);
      const { found, after } = await searchActivities(query, null, leaving.signal);
      setState({ status: "ready", query, found, after, words: "" });
    };
    ask().catch((problem) => {
      if (!leaving.signal.aborted) setState({ ...IDLE, status: "failed", query, words: describe(problem) });
    });
    return () => leaving.abort();
  }, [query, attempt]);

  const more = useCallback(async () => {
    if (state.after === null) return;
    try {
      const { found, after } = await searchActivities(state.query, state.after);
      setState((now) => (now.query === state.query ? { ...now, found: [...now.found, ...found], after } : now));
    } catch (problem) {
      setState((now) => ({ ...now, status: "failed", words: describe(problem) }));
    }
  }, [state.after, state.query]);
  const forget = useCallback(
    (id: string) => setState((now) => ({ ...now, found: now.found.filter((meeting) => meeting.id !== id) })),
    [],
  );
  return { state, more, forget, retry: useCallback(() => setAttempt((n) => n + 1), []) };
}
