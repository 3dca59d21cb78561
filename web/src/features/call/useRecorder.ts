import { useEffect, useMemo } from "react";
import { sendReport } from "@/api/reports";
import type { CallReport } from "@/api/types";
import { now } from "@/lib/clock";
import { readJson, tab } from "@/lib/storage";
import { useController } from "./CallProvider";
import { NOTHING_SEEN } from "./experience";
import { CallRecorder } from "./summary";

/** Told so often while a call goes on: a machine that dies tells nothing at the end. */
const TELL_MS = 60_000;
/** So often time is counted, however little changes. */
const COUNT_MS = 10_000;
const KEPT = "report";

interface Told {
  /** Whose account it is: another seat begins another. */
  readonly seat: string;
  readonly report: CallReport;
}

/** Records the call of this tab, and tells the server how good it was: now and then, at the end, and when the page goes. */
export function useRecorder(code: string): CallRecorder {
  const call = useController();
  const recorder = useMemo(() => new CallRecorder(), []);

  useEffect(() => {
    let seat: string | null = null;
    let told = "";
    let toldAt = now();
    const tell = () => {
      const pass = call.seatPass();
      const report = recorder.experience.report(now());
      const said = JSON.stringify(report);
      if (seat === null || pass === null || said === told || said === JSON.stringify(NOTHING_SEEN)) return;
      told = said;
      toldAt = now();
      tab.set(KEPT, JSON.stringify({ seat, report } satisfies Told));
      sendReport(code, pass, report).catch(() => {
        told = ""; // the next time tells it again
      });
    };
    const see = (state = call.store.getState()) => {
      const sits = state.phase === "live" && state.selfId !== null ? `${code} ${state.selfId}` : seat;
      if (sits !== seat) {
        const kept = readJson<Told | null>(tab, KEPT, null);
        recorder.experience.begin(kept?.seat === sits ? kept.report : undefined);
        seat = sits;
      }
      recorder.see(state, now());
      if (state.phase === "left" || state.phase === "failed") {
        recorder.experience.pause(now());
        tell();
      }
    };
    see();
    const counting = setInterval(() => {
      recorder.experience.report(now());
      if (now() - toldAt >= TELL_MS) tell();
    }, COUNT_MS);
    const hidden = () => {
      if (document.visibilityState === "hidden") tell();
    };
    window.addEventListener("pagehide", tell);
    document.addEventListener("visibilitychange", hidden);
    const stop = call.store.subscribe(see);
    return () => {
      stop();
      clearInterval(counting);
      window.removeEventListener("pagehide", tell);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, [call, code, recorder]);
  return recorder;
}
