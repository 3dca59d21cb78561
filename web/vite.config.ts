import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { arrival } from "./tools/arrival.ts";
import { compileMessages } from "./tools/compile-messages.ts";
import { emojiData } from "./tools/emoji-data.ts";
import { precompress } from "./tools/precompress.ts";

const server = process.env.TERTULIA_DEV_SERVER ?? "http://localhost:8000";

/** What panels, dialogs and the pages after a call share: none of it is open when the page arrives. */
const OPENED_BY_A_CLICK =
  /\/(features\/(chat|report|call\/reactions)\/|features\/history\/(Said|account)|features\/devices\/Effects|ui\/(Panel|Toggle)|api\/files|lib\/(i18n-later|messages\/en\/(later|chat|emoji|left|people|quality|report|settings|shortcuts))\.ts)/;
/** What a call has none of. */
const OF_OTHER_PAGES =
  /\/(features\/(drawings|history)\/|features\/auth\/(AuthCard|useAuthForm|useCountdown)|ui\/PasswordField)/;
/** What joining fetches while one is at the door. */
const INSIDE =
  /\/(rtc\/(arrivals|codecs|gauge|patience|question|reading|sender|strain|suffering)|features\/call\/sounds)\.ts/;
/** `vite build --mode gallery`: every page and state without a server, for tests to look at; see gallery.html. */
const gallery = process.argv.includes("gallery");

export default defineConfig({
  plugins: [compileMessages(), emojiData(), react(), ...(gallery ? [] : [arrival(), precompress()])],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: gallery ? "../.tools/gallery" : "../server/tertulia/static",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    // light-dark(), oklch() and nesting go out as written: transpiled, they would be fixed to one theme
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    // the policy is strict 'self': nothing may become a data: address
    assetsInlineLimit: 0,
    rolldownOptions: {
      // one file, whose parts run when they are imported: the gallery makes its world before anything of the product runs
      ...(gallery && { input: "gallery.html" }),
      output: {
        // what pages share is one file: forty small ones compress worse and ask more often
        codeSplitting: gallery
          ? false
          : {
              groups: [
                {
                  name: "shared",
                  minShareCount: 2,
                  test: (id) => ![OPENED_BY_A_CLICK, OF_OTHER_PAGES, INSIDE].some((others) => others.test(id)),
                },
              ],
            },
      },
    },
  },
  server: {
    proxy: {
      // the server compares Origin with Host: both must stay those of the page
      "/api": { target: server, changeOrigin: false },
      "/socket.io": { target: server, changeOrigin: false, ws: true },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "pages",
          include: ["src/**/*.test.{ts,tsx}"],
          exclude: ["src/protocol/**"],
          environment: "happy-dom",
          setupFiles: ["src/lib/i18n-site.ts", "src/lib/i18n-later.ts"],
          // a busy machine is no reason to fail
          testTimeout: 30_000,
          // a window for each file costs half of what a process for each does
          pool: "vmThreads",
        },
      },
      {
        extends: true,
        test: { name: "tools", include: ["{src/protocol,tools}/**/*.test.ts"], environment: "node" },
      },
    ],
  },
});
