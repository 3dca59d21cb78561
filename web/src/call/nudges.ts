// What the browser tells of the world: the network changed, the page came back, the page goes.

import { monotonic } from "@/lib/clock";

export interface NudgeEvents {
  network(): void;
  /** Visible again; `hiddenMs`: after how long. The machine may have slept meanwhile. */
  wake(hiddenMs: number): void;
  /** Closing or reloading: nobody can know which. */
  unload(): void;
}

interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

/** Returns stop. */
export function watchWorld(events: NudgeEvents): () => void {
  const connection = (navigator as { connection?: NetworkInformation }).connection;
  let type = connection?.type;
  const connectionChanged = () => {
    if (connection?.type === type) return; // also says so when an estimate moved
    type = connection?.type;
    events.network();
  };
  let hiddenAt = monotonic();
  const shown = () => {
    if (document.visibilityState === "visible") events.wake(monotonic() - hiddenAt);
    else hiddenAt = monotonic();
  };
  const restored = ({ persisted }: PageTransitionEvent) => {
    if (persisted) events.wake(Number.POSITIVE_INFINITY); // from the back-forward cache, with every connection gone
  };
  window.addEventListener("online", events.network);
  window.addEventListener("pageshow", restored);
  window.addEventListener("pagehide", events.unload);
  document.addEventListener("visibilitychange", shown);
  connection?.addEventListener("change", connectionChanged);
  return () => {
    window.removeEventListener("online", events.network);
    window.removeEventListener("pageshow", restored);
    window.removeEventListener("pagehide", events.unload);
    document.removeEventListener("visibilitychange", shown);
    connection?.removeEventListener("change", connectionChanged);
  };
}
