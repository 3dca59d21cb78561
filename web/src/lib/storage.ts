// localStorage and sessionStorage that never throw: a browser may forbid them, or be full.

const PREFIX = "tertulia:";

function area(name: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return globalThis[name] ?? null;
  } catch {
    return null; // cookies blocked: even the property throws
  }
}

export interface Box {
  /** What was put under `key`, or null. */
  get(key: string): string | null;
  /** null removes. False when the browser would not keep it. */
  set(key: string, value: string | null): boolean;
}

function box(name: "localStorage" | "sessionStorage", prefix: string): Box {
  return {
    get(key) {
      try {
        return area(name)?.getItem(prefix + key) ?? null;
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        const storage = area(name);
        if (!storage) return false;
        if (value === null) storage.removeItem(prefix + key);
        else storage.setItem(prefix + key, value);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Kept on this device. */
export const kept = box("localStorage", PREFIX);
/** Kept while this tab lives, reloads included. */
export const tab = box("sessionStorage", PREFIX);
/** As `kept`, without the prefix: names that others know too (the access token is `token`). */
export const bare = box("localStorage", "");

/** Calls back when another tab changes `key` of `kept` (or of `bare`, with `prefix` empty). Returns unsubscribe. */
export function onOtherTab(key: string, listener: (value: string | null) => void, prefix = PREFIX): () => void {
  const heard = (event: StorageEvent) => {
    if (event.storageArea !== area("localStorage")) return;
    if (event.key === prefix + key) listener(event.newValue);
    else if (event.key === null) listener(null); // everything was cleared
  };
  globalThis.addEventListener("storage", heard);
  return () => globalThis.removeEventListener("storage", heard);
}

/** A value kept as JSON; `fallback` when there is none or it cannot be read. */
export function readJson<T>(store: Box, key: string, fallback: T): T {
  const text = store.get(key);
  if (text === null) return fallback;
  try {
    return JSON.parse(text) as T;
  } catch {
    return fallback;
  }
}
