import { useEffect, useMemo, useRef, useState } from "react";
import { useCall, useController } from "@/features/call/CallProvider";
import type { CallSummary } from "@/features/call/summary";
import { useRecorder } from "@/features/call/useRecorder";
import { now } from "@/lib/clock";
import { wasReloaded } from "@/lib/page";
import { tab } from "@/lib/storage";
import { isElsewhere } from "@/signaling/elsewhere";
import { settings } from "@/stores/settings";

/** door: before · inside: in the call · after: it is over (lost: the seat could not be kept) · taken: another tab has it */
export type Visit =
  | { readonly at: "door" | "inside" | "taken" }
  | { readonly at: "after"; readonly summary: CallSummary | null; readonly lost: boolean };

const INSIDE = "inside";

/** Whether this tab was in this meeting when it was reloaded. */
export function wasInside(code: string): boolean {
  return tab.get(INSIDE) === code;
}

export interface Joining {
  /** What was typed, or is remembered, if left out. */
  readonly name?: string;
  /** At the seat that another tab has. */
  readonly move?: boolean;
}

/** Where this tab is in its visit to a meeting; a reload while inside leads straight back in. */
export function useVisit(
  code: string,
  accountName: string | undefined,
): { visit: Visit; join: (how?: Joining) => void } {
  const call = useController();
  const phase = useCall((s) => s.phase);
  const recorder = useRecorder(code);
  const [visit, setVisit] = useState<Visit>({ at: "door" });
  const at = useRef(visit.at);
  at.current = visit.at;

  useEffect(() => {
    const over = (lost: boolean) => {
      tab.set(INSIDE, null);
      call.media.stop();
      setVisit({ at: "after", summary: recorder.summary(now()), lost });
    };
    if (phase === "live" || phase === "reconnecting") {
      tab.set(INSIDE, code);
      setVisit({ at: "inside" });
    } else if (phase === "taken") {
      tab.set(INSIDE, null);
      call.media.stop();
      setVisit({ at: "taken" });
    } else if (phase === "left") over(false);
    else if (phase === "failed") {
      if (at.current === "inside") over(true);
      else {
        tab.set(INSIDE, null);
        setVisit({ at: "door" });
      }
    }
  }, [phase, code, call, recorder]);

  const join = useMemo(
    () =>
      ({ name, move = false }: Joining = {}) => {
        const wished = name ?? accountName ?? settings.getState().guestName;
        if (at.current !== "door" || wasInside(code)) void call.media.start();
        void call.join({ room: code, name: wished, move });
      },
    [call, code, accountName],
  );

  // once: back to where this tab was before it was reloaded; a copy of a tab that is inside stays at the door
  useEffect(() => {
    if (!wasInside(code) || call.store.getState().phase !== "idle") return;
    if (wasReloaded()) return join();
    let gone = false;
    void isElsewhere(code).then((elsewhere) => {
      if (gone) return;
      if (!elsewhere) return join();
      tab.set(INSIDE, null);
      setVisit({ at: "door" });
    });
    return () => {
      gone = true;
    };
  }, [call, code, join]);
  return { visit, join };
}
