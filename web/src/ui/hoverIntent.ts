import { monotonic } from "@/lib/clock";

const REST_MS = 450;
const LINGER_MS = 80;
/** After one tooltip closed, the next opens at once for so long: people compare neighbours. */
const WARM_MS = 400;

let warmUntil = 0;

/** Opens after a rest, closes after a breath. */
export function onHoverIntent(set: (open: boolean) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  const now = (open: boolean) => {
    clearTimeout(timer);
    if (isOpen && !open) warmUntil = monotonic() + WARM_MS;
    isOpen = open;
    set(open);
  };
  return {
    now,
    soon(open: boolean) {
      clearTimeout(timer);
      const wait = open ? (monotonic() < warmUntil ? 0 : REST_MS) : LINGER_MS;
      timer = setTimeout(() => now(open), wait);
    },
    stop: () => clearTimeout(timer),
  };
}
