// What a browser must fetch before the meeting page runs: the entry and the Meeting route with everything they import
// statically, gzipped. Reads the manifest of the last build, or of the one in the folder given.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Chunk, reach } from "./manifest.ts";

const BUDGET_KB = 150;
const ENTRY = "index.html";
const ROUTE = "src/pages/Meeting.tsx";

const built = process.argv[2] ?? join(import.meta.dirname, "../../server/tertulia/static");
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8"));

/** Kilobytes (1000 bytes) on the wire. */
const kilobytes = (file: string) => gzipSync(readFileSync(join(built, file)), { level: 9 }).length / 1000;

const chunks = reach(manifest, [ENTRY, ROUTE]);
const scripts = chunks.map(({ file }) => ({ file, kB: kilobytes(file) })).sort((a, b) => b.kB - a.kB);
const styles = new Set(chunks.flatMap(({ css }) => css ?? []));
const total = scripts.reduce((sum, { kB }) => sum + kB, 0);
const stylesTotal = [...styles].reduce((sum, file) => sum + kilobytes(file), 0);

for (const { file, kB } of scripts) console.log(`${kB.toFixed(1).padStart(7)} kB  ${file}`);
console.log(`${total.toFixed(1).padStart(7)} kB  JavaScript of the call page, of ${BUDGET_KB}`);
console.log(`${stylesTotal.toFixed(1).padStart(7)} kB  styles`);
if (total > BUDGET_KB) {
  console.error(`over the budget by ${(total - BUDGET_KB).toFixed(1)} kB`);
  process.exit(1);
}
