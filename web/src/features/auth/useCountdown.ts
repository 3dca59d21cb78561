import { useEffect, useState } from "react";
import { now } from "@/lib/clock";

/** Whole seconds until `untilMs` (Unix time); 0 when it has passed or there is none. */
export function useCountdown(untilMs: number | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (untilMs === null) return setLeft(0);
    const tick = () => setLeft(Math.max(0, Math.ceil((untilMs - now()) / 1000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [untilMs]);
  return left;
}
