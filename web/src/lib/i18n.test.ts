import { afterEach, describe, expect, test } from "vitest";
import { bestLocale, formatDuration, onLocale, setLocale, t } from "./i18n";

// read as text: the build turns the modules themselves into compiled messages
const sources = import.meta.glob<string>("./messages/*/*.ts", { query: "?raw", import: "default", eager: true });

function messages(locale: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, source] of Object.entries(sources)) {
    if (!path.startsWith(`./messages/${locale}/`)) continue;
    for (const [, id, text] of source.matchAll(/^ {2}"([\w.]+)":\s*"((?:[^"\\]|\\.)*)",$/gm)) {
      if (!id || text === undefined) continue;
      expect(found.has(id), `${id} stands in two files`).toBe(false);
      found.set(id, text);
    }
  }
  return found;
}

/** Names of the {holes}, however deep. */
function holes(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name ?? ""))].sort();
}

afterEach(() => setLocale("en"));

test("Spanish says everything English says, and fills the same holes", () => {
  const en = messages("en");
  const es = messages("es");
  expect(en.size).toBeGreaterThan(100);
  expect([...es.keys()].sort()).toEqual([...en.keys()].sort());
  for (const [id, text] of en) expect(holes(es.get(id) ?? ""), id).toEqual(holes(text));
});

test("the meeting page does without the messages of the other pages", () => {
  const theirs = new Set(
    [...messages("en")].map(([id]) => id).filter((id) => /^(landing|auth|sign\w+|home|history|detail)\./.test(id)),
  );
  const sources = import.meta.glob<string>(
    [
      "../features/{call,chat,lobby,devices,people,settings}/**/*.{ts,tsx}",
      "../pages/{Meeting,PreJoin,Call,Left}.tsx",
      "../ui/*.{ts,tsx}",
    ],
    { query: "?raw", import: "default", eager: true },
  );
  expect(theirs.size).toBeGreaterThan(50);
  expect(Object.keys(sources).length).toBeGreaterThan(20);
  for (const [path, source] of Object.entries(sources)) {
    if (path.includes(".test.")) continue;
    const used = [...source.matchAll(/"([\w]+\.[\w.]+)"/g)].map(([, id]) => id ?? "").filter((id) => theirs.has(id));
    expect(used, path).toEqual([]);
  }
});

test("no message is empty or ends in blanks", () => {
  for (const locale of ["en", "es"])
    for (const [id, text] of messages(locale)) expect(text.trim(), `${locale} ${id}`).toBe(text || "(empty)");
});

describe("t", () => {
  test("chooses the plural of the language", async () => {
    expect(t("detail.peopleCount", { count: 1 })).toBe("1 person");
    expect(t("detail.peopleCount", { count: 3 })).toBe("3 people");
    await setLocale("es");
    expect(t("detail.peopleCount", { count: 1 })).toBe("1 persona");
  });

  test("switching the language tells the document and whoever listens", async () => {
    let told = 0;
    const stop = onLocale(() => told++);
    await setLocale("es");
    stop();
    expect(document.documentElement.lang).toBe("es");
    expect(document.documentElement.dir).toBe("ltr");
    expect(t("nav.signIn")).toBe("Entrar");
    expect(told).toBe(1);
  });
});

test("the first wish that we speak wins, English when we speak none", () => {
  expect(bestLocale(["es-MX", "en"])).toBe("es");
  expect(bestLocale(["fr-FR", "es"])).toBe("es");
  expect(bestLocale(["fr"])).toBe("en");
  expect(bestLocale([])).toBe("en");
});

test.each([
  [20_000, "less than a minute"],
  [60_000, "1 min"],
  [75 * 60_000, "1 h 15 min"],
  [120 * 60_000, "2 h"],
])("%i ms is %s", (ms, words) => expect(formatDuration(ms)).toBe(words));
