import "@/ui/fonts.css";
import "@/ui/tokens.css";
import "@/ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { setLocale } from "@/lib/i18n";
import { settings, wishedLocale } from "@/stores/settings";
import { App } from "./App";
import { fetchPage } from "./routes";
import { followTheme } from "./theme";

fetchPage(window.location.pathname);
followTheme();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// in the right language from the first word on; English when the catalogue does not come
await setLocale(wishedLocale()).catch(() => setLocale("en"));
settings.subscribe((after, before) => {
  if (after.language !== before.language) setLocale(wishedLocale()).catch(() => undefined);
});

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
