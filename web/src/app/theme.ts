import { type Settings, settings } from "@/stores/settings";

/** The colours of the browser's own frame; as --paper in tokens.css, in sRGB because phones want it so. */
const FRAME = { light: "#faf5ed", dark: "#191310" } as const;

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

function apply({ theme, textSize }: Settings): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  if (textSize === "normal") delete root.dataset.text;
  else root.dataset.text = textSize;
  const shown = theme === "system" ? (prefersDark.matches ? "dark" : "light") : theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", FRAME[shown]);
}

/** Keeps the document in the theme and text size that the settings, or else the system, ask for. */
export function followTheme(): void {
  apply(settings.getState());
  settings.subscribe(apply);
  prefersDark.addEventListener("change", () => apply(settings.getState()));
}
