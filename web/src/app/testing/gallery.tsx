import "@/ui/fonts.css";
import "@/ui/tokens.css";
import "@/ui/base.css";
import { type ReactNode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import type { CallController } from "@/call/contract";
import { AuthProvider } from "@/features/auth/AuthContext";
import { CallProvider } from "@/features/call/CallProvider";
import { drawFaces } from "@/features/call/testing/faces";
import { type FakeOptions, fakeCall } from "@/features/call/testing/fakeCall";
import { scenes } from "@/features/call/testing/scenes";
import { LOCALES, type Locale, setLocale } from "@/lib/i18n";
import { Call } from "@/pages/Call";
import { settings } from "@/stores/settings";
import { MemoryRouter } from "@/ui/router";
import { Spinner } from "@/ui/Spinner";
import { ToastProvider } from "@/ui/Toast";
import { ErrorBoundary } from "../ErrorBoundary";
import { SiteRoutes } from "../routes";
import { doorNames, type Shown, showDoor } from "./doors";
import { siteScenes } from "./site";
import { type Step, walk } from "./steps";

declare global {
  interface Window {
    /** Every scene's name; `ready` once this one stands as it should. `fake`: its call, to play with. */
    gallery: {
      readonly names: readonly string[];
      readonly wideOnly: readonly string[];
      ready: boolean;
      isAlwaysDark(): boolean;
      settled(): Promise<void>;
    };
    fake?: CallController;
  }
}

// what the product fetches when it is asked for is here from the start: nothing then hangs on when a file comes
import.meta.glob(["../../pages/*.tsx", "../../features/**/*.tsx", "!**/*.test.tsx", "!**/testing/**"], { eager: true });
import.meta.glob("../Site.tsx", { eager: true });

const query = new URLSearchParams(location.search);
const still = query.has("still");
const names = [...Object.keys(siteScenes), "crash", ...doorNames, ...Object.keys(scenes)];
window.gallery = {
  names,
  wideOnly: names.filter((name) => scenes[name]?.wideOnly),
  ready: false,
  settled,
  /** The stage of a call is at dusk in either theme. */
  isAlwaysDark: () => document.querySelector("main")?.closest("[data-theme=dark]") != null,
};

const LEVEL_MS = 60;
const level: NonNullable<FakeOptions["level"]> = (id, listener) => {
  const speaks = id === "me" || id === "p1";
  if (still) {
    listener(speaks ? 0.5 : 0);
    return () => {};
  }
  const timer = setInterval(() => listener(speaks ? 0.25 + 0.4 * Math.random() : 0), LEVEL_MS);
  return () => clearInterval(timer);
};

function showCall(name: string): Shown | undefined {
  const scene = scenes[name];
  if (!scene) return undefined;
  const { call, media, portrait, press = [], captions, writes } = scene;
  const draw = drawFaces({ portrait: new Set(portrait), still });
  const fake = fakeCall({ draw, level, call, media: { mic: "live", camera: "live", ...media } });
  if (captions) settings.setState({ captions: true }); // for this scene alone: it is not kept
  const tell = () =>
    captions?.forEach(([id, text], i) => {
      fake.notify({ kind: "caption", id, name: call.peers[id]?.name ?? "", line: i + 1, text });
    });
  return {
    call: fake,
    page: <Call />,
    steps: [...press.map((each) => ({ press: each })), tell, ...(writes ? [writes] : [])],
  };
}

function Crash(): ReactNode {
  throw new Error("planted for the gallery");
}

function Index() {
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <a href={`?scene=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

function show(name: string): { page: ReactNode; call?: CallController; at: string; steps: readonly Step[] } {
  const site = siteScenes[name];
  if (site) return { page: <SiteRoutes />, at: site.at, steps: site.steps ?? [] };
  const shown = showCall(name) ?? showDoor(name, { draw: drawFaces({ still }), level });
  if (shown) return { at: "/m/garden-talk", steps: [], ...shown };
  return { page: name === "crash" ? <Crash /> : <Index />, at: "/", steps: [] };
}

/** A turn of the browser's own, whether or not the clocks of the page stand still. */
const turn = () =>
  new Promise((next) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = next;
    port2.postMessage(null);
  });

const CALM_TURNS = 25;
const CALM_FRAMES = 2;

/** A frame that the browser draws: what is measured anew with one has been, too. */
const frame = () =>
  new Promise<void>((next) => {
    const watch = new IntersectionObserver(() => {
      watch.disconnect();
      next();
    });
    watch.observe(document.documentElement);
  });

/** Fonts there, pictures there, and nothing has changed on the page for a while. */
async function settled(): Promise<void> {
  await document.fonts.ready;
  for (let drawn = 0; drawn < CALM_FRAMES; drawn += 1) await frame();
  let calm = 0;
  const watch = new MutationObserver(() => {
    calm = 0;
  });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  for (; calm < CALM_TURNS; calm += 1) {
    await turn();
    if (calm % CALM_TURNS === CALM_TURNS - 1) await frame();
    if ([...document.querySelectorAll("video")].some((video) => !("shown" in video.dataset))) calm = 0;
  }
  watch.disconnect();
}

if (query.has("theme")) document.documentElement.dataset.theme = query.get("theme") ?? "";
const wished = query.get("lang") ?? "en";
await setLocale(wished in LOCALES ? (wished as Locale) : "en");
if (query.has("rtl")) document.documentElement.dir = "rtl";
await document.fonts.load('600 20px "Figtree Variable"'); // what is drawn does not wait for it
const { page, call, at, steps } = show(query.get("scene") ?? "");
if (call) window.fake = call;
createRoot(document.getElementById("root") as HTMLElement).render(
  <ErrorBoundary>
    <ToastProvider>
      <AuthProvider>
        <MemoryRouter at={at}>
          <Suspense fallback={<Spinner centred />}>
            {call ? <CallProvider call={call}>{page}</CallProvider> : page}
          </Suspense>
        </MemoryRouter>
      </AuthProvider>
    </ToastProvider>
  </ErrorBoundary>,
);
await settled();
await walk(steps);
await settled();
window.gallery.ready = true;
