import { type RefObject, useEffect } from "react";

const IDLE_MS = 4000;

/**
 * Marks `root` with data-idle after four seconds without a pointer or a key, for the style sheet to hide the
 * controls. Never while the keyboard's focus is among the controls, a menu is open, or (on touch) `held`.
 * When `news` changes they show for a while. No React render comes of any of it.
 */
export function useAutoHide(
  root: RefObject<HTMLElement | null>,
  bar: RefObject<HTMLElement | null>,
  held: boolean,
  news: number,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new brings the controls back
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout>;
    let swallow = false;
    const mayHide = () => {
      const controls = bar.current;
      if (!controls || held) return false;
      return (
        !controls.matches(":hover") &&
        !controls.querySelector(":focus-visible, [aria-expanded=true]") &&
        !document.querySelector("dialog[open], :popover-open[role=menu]")
      );
    };
    const hide = () => {
      if (mayHide()) element.dataset.idle = "";
      else wake();
    };
    const wake = () => {
      delete element.dataset.idle;
      clearTimeout(timer);
      timer = setTimeout(hide, IDLE_MS);
    };
    // a finger on hidden controls wants to see them, not to press one it could not see
    const touch = (event: PointerEvent) => {
      swallow = event.pointerType === "touch" && "idle" in element.dataset;
      wake();
    };
    const click = (event: MouseEvent) => {
      if (!swallow || !bar.current?.contains(event.target as Node)) return;
      swallow = false;
      event.preventDefault();
      event.stopPropagation();
    };
    wake();
    const quiet = { capture: true, passive: true } as const;
    element.addEventListener("pointermove", wake, quiet);
    element.addEventListener("pointerdown", touch, quiet);
    element.addEventListener("click", click, { capture: true });
    element.addEventListener("focusin", wake);
    document.addEventListener("keydown", wake, quiet);
    return () => {
      clearTimeout(timer);
      delete element.dataset.idle;
      element.removeEventListener("pointermove", wake, quiet);
      element.removeEventListener("pointerdown", touch, quiet);
      element.removeEventListener("click", click, { capture: true });
      element.removeEventListener("focusin", wake);
      document.removeEventListener("keydown", wake, quiet);
    };
  }, [root, bar, held, news]);
}
