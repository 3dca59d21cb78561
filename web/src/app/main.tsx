import "@/ui/fonts.css";
import "@/ui/tokens.css";
import "@/ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { sleep } from "@/lib/clock";
import { onLocale, setLocale } from "@/lib/i18n";
import { kept } from "@/lib/storage";
import { auth } from "@/stores/auth";
import { settings, wishedLocale } from "@/stores/settings";
import { App } from "./App";
import { fetchPage } from "./routes";
import { followTheme } from "./theme";

/** A page that comes within so long comes without a spinner before it. */
const PATIENCE_MS = 500;

const page = fetchPage(window.location.pathname);
followTheme();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// in the right language from the first word on; English when the catalogue does not come
await setLocale(wishedLocale()).catch(() => setLocale("en"));
rememberSpoken();
onLocale(rememberSpoken);
settings.subscribe((after, before) => {
  if (after.language !== before.language) setLocale(wishedLocale()).catch(() => undefined);
});

/** For theme.js, which runs before anybody knows what is wished for. */
function rememberSpoken(): void {
  const { lang, dir } = document.documentElement;
  kept.set("spoken", `${lang} ${dir}`);
}

// guests never load what makes settings follow an account
const follow = () => {
  if (!auth.getState().user) return;
  unfollow();
  import("@/stores/accountSettings").then(
    ({ followAccount }) => followAccount(),
    () => undefined,
  );
};
const unfollow = auth.subscribe(follow);
follow();

await Promise.race([page, sleep(PATIENCE_MS)]);

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
