/** Scrolls to a line, marks it for a moment, and puts the focus there, so that reading goes on from it. */
export function goToLine(within: HTMLElement | null, seq: number): boolean {
  const line = within?.querySelector<HTMLElement>(`[data-line="${seq}"]`);
  if (!line) return false;
  const calm = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
  line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  line.focus({ preventScroll: true });
  line.removeAttribute("data-found");
  void line.offsetWidth; // a second time within a moment is marked again
  line.setAttribute("data-found", "");
  line.addEventListener("animationend", () => line.removeAttribute("data-found"), { once: true });
  return true;
}
