// How loud it is, as `--level` of an element (0..1): moved by style, not by React, and without a transition. One that
// begins anew with each level never ends, and has the whole page drawn sixty times a second. All levels move on one
// beat for the same reason: each moment at which something moves has the page drawn once.

import type { RefObject } from "react";
import { monotonic } from "@/lib/clock";

/** Fewer than can be told apart on the largest of them, so that nothing is drawn for what nobody sees. */
const STEPS = 24;
export const BEAT_MS = 100;

const due = new Map<HTMLElement, number>();

function move(): void {
  for (const [element, step] of due) element.style.setProperty("--level", (step / STEPS).toFixed(3));
  due.clear();
}

export function levelOn(element: RefObject<HTMLElement | null>): (level: number) => void {
  let shown = Number.NaN;
  return (level) => {
    const step = Math.round(level * STEPS);
    if (step === shown || !element.current) return;
    shown = step;
    if (due.size === 0) setTimeout(move, BEAT_MS - (monotonic() % BEAT_MS));
    due.set(element.current, step);
  };
}
