import { type RefObject, useEffect } from "react";

/** Calls `dismiss` on Escape and on a press outside of `inside`, while `open`. */
export function useDismiss(
  open: boolean,
  inside: readonly RefObject<HTMLElement | null>[],
  dismiss: (how: "escape" | "outside") => void,
): void {
  useEffect(() => {
    if (!open) return;
    const pressed = (event: PointerEvent) => {
      const path = event.composedPath();
      if (!inside.some((ref) => ref.current && path.includes(ref.current))) dismiss("outside");
    };
    const typed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault(); // a dialog around us stays
      event.stopPropagation();
      dismiss("escape");
    };
    document.addEventListener("pointerdown", pressed, true);
    document.addEventListener("keydown", typed, true);
    return () => {
      document.removeEventListener("pointerdown", pressed, true);
      document.removeEventListener("keydown", typed, true);
    };
  });
}
