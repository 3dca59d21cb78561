// How loud it is, as `--level` of an element (0..1): moved by style, not by React, and without a transition. One that
// begins anew with each level never ends, and has the whole page drawn sixty times a second.

import type { RefObject } from "react";

/** Fewer than can be told apart on the largest of them, so that nothing is drawn for what nobody sees. */
const STEPS = 24;

export function levelOn(element: RefObject<HTMLElement | null>): (level: number) => void {
  let shown = Number.NaN;
  return (level) => {
    const step = Math.round(level * STEPS) / STEPS;
    if (step === shown) return;
    shown = step;
    element.current?.style.setProperty("--level", step.toFixed(3));
  };
}
