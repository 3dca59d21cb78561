// The only reader of time in the client. Tests replace what they need with vi.useFakeTimers().

/** Unix time, milliseconds. */
export function now(): number {
  return Date.now();
}

/** Milliseconds that never go back; only differences mean anything. */
export function monotonic(): number {
  return performance.now();
}

/** Resolves after so many milliseconds; rejects with the signal's reason when it aborts first. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** The local day a moment belongs to, as a key that sorts: 2031-04-09. */
export function localDay(unixMs: number): string {
  const date = new Date(unixMs);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Hour of the local day, 0 to 23. */
export function localHour(unixMs: number): number {
  return new Date(unixMs).getHours();
}
