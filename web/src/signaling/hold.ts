// Something only one tab of this browser may hold at a time.

/** Resolves to a release, or to null when another living tab holds `name` and keeps it for `waitMs`. */
export type Hold = (name: string, waitMs: number) => Promise<(() => void) | null>;

/** How long a tab has to say that it holds something, where there are no locks. */
const REPLY_MS = 150;

export const holdAlone: Hold = (name, waitMs) =>
  typeof navigator !== "undefined" && navigator.locks ? byLock(name, waitMs) : byAsking(name);

function byLock(name: string, waitMs: number): Promise<(() => void) | null> {
  const given = waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : { ifAvailable: true };
  return new Promise((resolve) => {
    const keep = (lock: Lock | null) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((release) => resolve(() => release()));
    };
    navigator.locks.request(name, given, keep).catch(() => resolve(null));
  });
}

/** Locks exist only on secure pages; on others the tabs ask each other. */
function byAsking(name: string): Promise<(() => void) | null> {
  if (typeof BroadcastChannel === "undefined") return Promise.resolve(() => {});
  const channel = new BroadcastChannel(name);
  return new Promise((resolve) => {
    const free = setTimeout(() => {
      channel.onmessage = ({ data }) => data === "whose?" && channel.postMessage("mine");
      resolve(() => channel.close());
    }, REPLY_MS);
    channel.onmessage = ({ data }) => {
      if (data !== "mine") return;
      clearTimeout(free);
      channel.close();
      resolve(null);
    };
    channel.postMessage("whose?");
  });
}
