import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { type Chunk, reach } from "./manifest.ts";

const ENTRY = "index.html";
/** By the file that is written: what React asks for first at the addresses that the server answers with it (api/web.py). */
export const PAGES = {
  "pages/landing.html": ["src/app/Site.tsx", "src/pages/Landing.tsx"],
  "pages/meeting.html": ["src/pages/Meeting.tsx"],
} as const;
/**
 * V8's explicit compile hints: all functions of a file are compiled where it is read, beside the page, instead of one
 * after the other, each parsed twice, when they are first called. Other engines see a comment.
 */
const COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad\n";

/**
 * For who arrives: index.html is written once more for each place where people do, naming the parts of its page, so
 * that they come beside what would ask for them and not after it; and those parts are compiled at once.
 */
export function arrival(): Plugin {
  let folder = "";
  return {
    name: "tertulia:arrival",
    apply: "build",
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      const read = (file: string) => readFileSync(join(folder, file), "utf8");
      const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
      const manifest: Record<string, Chunk> = JSON.parse(read(".vite/manifest.json"));
      const page = read(ENTRY);
      mkdirSync(join(folder, "pages"), { recursive: true });
      for (const [file, parts] of Object.entries(PAGES)) write(file, withParts(page, reach(manifest, parts)));
      for (const { file } of reach(manifest, [ENTRY, ...Object.values(PAGES).flat()]))
        write(file, COMPILE_AT_ONCE + read(file));
    },
  };
}

export function withParts(page: string, chunks: readonly Chunk[]): string {
  const isNews = (file: string, i: number, all: string[]) => !page.includes(`="/${file}"`) && all.indexOf(file) === i;
  const scripts = chunks.map(({ file }) => file).filter(isNews);
  const styles = chunks.flatMap(({ css = [] }) => css).filter(isNews);
  const links = [
    ...scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
    ...styles.map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
  ];
  return page.replace("</head>", () => `${links.map((link) => `  ${link}\n  `).join("")}</head>`);
}
