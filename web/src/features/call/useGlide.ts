import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Rect } from "./layout";

const GLIDE_MS = 200;

const calm = () => globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

/**
 * Moves an element from its last place to `rect` by transforms alone: it is laid out once, at its new size.
 * Jumps when `glide` is false or the person prefers reduced motion.
 */
export function useGlide(element: RefObject<HTMLElement | null>, rect: Rect, glide: boolean): void {
  const last = useRef<Rect | null>(null);
  const { x, y, width, height } = rect;
  useLayoutEffect(() => {
    const from = last.current;
    last.current = { x, y, width, height };
    const box = element.current;
    if (!box?.animate || !glide || calm()) return;
    if (from === null) {
      box.animate([{ opacity: 0 }, { opacity: 1 }], { duration: GLIDE_MS, easing: "ease-out" });
      return;
    }
    if (from.x === x && from.y === y && from.width === width && from.height === height) return;
    box.animate(
      [
        { transform: `translate(${from.x}px, ${from.y}px) scale(${from.width / width}, ${from.height / height})` },
        { transform: `translate(${x}px, ${y}px)` },
      ],
      { duration: GLIDE_MS, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" },
    );
  }, [element, x, y, width, height, glide]);
}
