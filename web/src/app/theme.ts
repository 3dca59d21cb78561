import { settings, type Theme } from "@/stores/settings";

/** The colours of the browser's own frame; as --paper in tokens.css, in sRGB because phones want it so. */
const FRAME = { light: "#faf5ed", dark: "#191310" } as const;

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

function apply(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const shown = theme === "system" ? (prefersDark.matches ? "dark" : "light") : theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", FRAME[shown]);
}

/** Keeps the document in the theme that the settings, or else the system, ask for. */
export function followTheme(): void {
  apply(settings.getState().theme);
  settings.subscribe((now) => apply(now.theme));
  prefersDark.addEventListener("change", () => apply(settings.getState().theme));
}
