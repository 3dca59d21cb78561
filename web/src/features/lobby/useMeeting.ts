import { useCallback, useEffect, useState } from "react";
import { getMeeting } from "@/api/meetings";
import { ApiProblem } from "@/api/problem";
import type { Meeting } from "@/api/types";
import { Ahead } from "@/lib/ahead";

/** looking · known: somebody made it or was there · unknown: nobody yet · bad: no room can be called so · unreachable */
export type MeetingLookup =
  | { readonly kind: "looking" }
  | { readonly kind: "known"; readonly meeting: Meeting }
  | { readonly kind: "unknown" }
  | { readonly kind: "bad" }
  | { readonly kind: "unreachable" };

const RETRY_MS = 4000;
/** Who is inside changes while one stands at the door. */
const REFRESH_MS = 10_000;

const ahead = new Ahead<Meeting>();

/** Asks about a meeting while its door is still on its way. */
export function lookAhead(code: string): void {
  ahead.put(code, getMeeting(code));
}

/** What there is to know of a meeting before joining it, kept fresh; tries again by itself while the server is away. */
export function useMeeting(code: string): { lookup: MeetingLookup; retry: () => void } {
  const [lookup, setLookup] = useState<MeetingLookup>({ kind: "looking" });
  const [turn, setTurn] = useState(0);
  const retry = useCallback(() => setTurn((n) => n + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    (ahead.take(code) ?? getMeeting(code, leaving.signal)).then(
      (meeting) => {
        if (leaving.signal.aborted) return;
        setLookup({ kind: "known", meeting });
        timer = setTimeout(retry, REFRESH_MS);
      },
      (problem: unknown) => {
        if (leaving.signal.aborted) return;
        const found = whatItMeans(problem);
        setLookup((before) => (before.kind === "known" && found.kind === "unreachable" ? before : found));
        if (found.kind === "unreachable") timer = setTimeout(retry, RETRY_MS);
      },
    );
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [code, turn, retry]);
  return { lookup, retry };
}

function whatItMeans(problem: unknown): MeetingLookup {
  if (!(problem instanceof ApiProblem)) throw problem;
  if (problem.status === 404) return { kind: "unknown" };
  if (problem.status === 422 || problem.status === 400) return { kind: "bad" };
  return { kind: "unreachable" };
}
