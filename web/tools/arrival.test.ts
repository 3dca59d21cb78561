// @vitest-environment node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PAGES, withParts } from "./arrival.ts";
import { reach } from "./manifest.ts";

const MANIFEST = {
  "index.html": { file: "a/index.js", imports: ["_shared.js"], css: ["a/index.css"] },
  "_shared.js": { file: "a/shared.js", css: ["a/shared.css"] },
  page: { file: "a/page.js", imports: ["_part.js", "_shared.js"], css: ["a/page.css"] },
  "_part.js": { file: "a/part.js", imports: ["index.html"], css: ["a/part.css"] },
};
const INDEX = `<head>
    <script type="module" src="/a/index.js"></script>
    <link rel="modulepreload" href="/a/shared.js">
    <link rel="stylesheet" href="/a/shared.css">
    <link rel="stylesheet" href="/a/index.css">
  </head>`;

test("a page names each part that index.html does not, once, the styles of what is imported first", () => {
  const page = withParts(INDEX, reach(MANIFEST, ["page"]));
  const news = page.split("\n").filter((line) => !INDEX.includes(line));
  expect(news.map((line) => line.trim())).toEqual([
    '<link rel="modulepreload" crossorigin href="/a/part.js">',
    '<link rel="modulepreload" crossorigin href="/a/page.js">',
    '<link rel="stylesheet" crossorigin href="/a/part.css">',
    '<link rel="stylesheet" crossorigin href="/a/page.css">',
  ]);
});

test("a page that the build does not have is an error", () => {
  expect(() => reach(MANIFEST, ["other"])).toThrow("the build has no other");
});

test("the server knows exactly the pages that are written", () => {
  const server = readFileSync(join(import.meta.dirname, "../../server/tertulia/api/web.py"), "utf8");
  expect([...server.matchAll(/"(pages\/[a-z]+\.html)"/g)].map(([, file]) => file).sort()).toEqual(
    Object.keys(PAGES).sort(),
  );
});
