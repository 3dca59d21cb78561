// What the browser tells of the world: the network changed, the page came back, the page goes.

export interface NudgeEvents {
  network(): void;
  /** Visible again, perhaps after sleep. */
  wake(): void;
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
  const shown = () => document.visibilityState === "visible" && events.wake();
  window.addEventListener("online", events.network);
  window.addEventListener("pageshow", events.wake);
  window.addEventListener("pagehide", events.unload);
  document.addEventListener("visibilitychange", shown);
  connection?.addEventListener("change", connectionChanged);
  return () => {
    window.removeEventListener("online", events.network);
    window.removeEventListener("pageshow", events.wake);
    window.removeEventListener("pagehide", events.unload);
    document.removeEventListener("visibilitychange", shown);
    connection?.removeEventListener("change", connectionChanged);
  };
}
