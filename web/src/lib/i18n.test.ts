import { afterEach, describe, expect, test, vi } from "vitest";
import { formatDuration, LOCALES, onLocale, setLocale, t } from "./i18n";
import type { Message, Token } from "./icu";
import { bestLocale, PSEUDO } from "./locales";
import { disguise } from "./pseudo";

type Area = Record<string, Message>;
// as the build compiled them
const areas = import.meta.glob<Area>(["./messages/*/*.ts", "!./messages/*/{index,later,site,ids}.ts"], {
  import: "default",
  eager: true,
});
const spoken = Object.keys(LOCALES) as (keyof typeof LOCALES)[];

function messages(locale: string): Map<string, Message> {
  const found = new Map<string, Message>();
  for (const [path, area] of Object.entries(areas)) {
    if (!path.startsWith(`./messages/${locale}/`)) continue;
    for (const [id, message] of Object.entries(area)) {
      expect(found.has(id), `${id} stands in two files`).toBe(false);
      found.set(id, message);
    }
  }
  return found;
}

/** Every token, those within plurals too. */
function tokens(message: Message): Token[] {
  if (typeof message === "string") return [message];
  return message.flatMap((token) => {
    if (typeof token === "string") return [token];
    const inside = Object.values(token[2] ?? {}).filter((choice) => typeof choice !== "number");
    return [token, ...inside.flatMap((choice) => tokens(choice as Message))];
  });
}

function holes(message: Message): string[] {
  return [...new Set(tokens(message).flatMap((token) => (typeof token === "string" ? [] : [token[0]])))].sort();
}

/** What is wrong with the plurals of a message, for whoever counts from nobody to two hundred. */
function miscounted(message: Message, locale: string): string[] {
  return tokens(message).flatMap((token) => {
    if (typeof token === "string" || !token[2] || token[1] === "select") return [];
    const { offset = 0, ...choices } = token[2];
    const rules = new Intl.PluralRules(locale, { type: token[1] === "selectordinal" ? "ordinal" : "cardinal" });
    const known: readonly string[] = rules.resolvedOptions().pluralCategories;
    const missing = Array.from({ length: 201 - offset }, (_, n) => n + offset)
      .filter((n) => choices[n] === undefined && choices[rules.select(n - offset)] === undefined)
      .map((n) => `no ${rules.select(n - offset)} for ${n}`);
    const strange = Object.keys(choices).filter((key) => !/^\d+$/.test(key) && !known.includes(key));
    return [...missing.slice(0, 1), ...strange.map((key) => `no such plural: ${key}`)];
  });
}

afterEach(() => setLocale("en"));

describe.each(spoken)("%s", (locale) => {
  test("fills the holes that English has, with every plural that its numbers need", () => {
    const en = messages("en");
    expect(en.size).toBeGreaterThan(100);
    for (const [id, message] of messages(locale)) {
      const original = en.get(id);
      if (original) expect(holes(message), id).toEqual(holes(original));
      expect(miscounted(message, locale), id).toEqual([]);
    }
  });

  test("has no message that is empty or ends in blanks", () => {
    for (const [id, message] of messages(locale)) {
      const text =
        typeof message === "string" ? message : message.map((part) => (typeof part === "string" ? part : "…"));
      const whole = [text].flat().join("");
      expect(whole.trim(), id).toBe(whole || "(empty)");
    }
  });
});

test.each(spoken)("%s says everything that English says, and nothing else", (locale) => {
  expect([...messages(locale).keys()].sort()).toEqual([...messages("en").keys()].sort());
});

const sources = import.meta.glob<string>(
  ["../{call,rtc,stores,ui}/**/*.{ts,tsx}", "../features/**/*.{ts,tsx}", "../pages/{Meeting,PreJoin,Call,Left}.tsx"],
  { query: "?raw", import: "default", eager: true },
);

test.each([
  ["other pages", ["landing", "auth", "history"], /\/features\/(auth|history|start)\/|\.test\./],
  [
    "panels and dialogs",
    ["chat", "left", "people", "quality", "settings", "shortcuts"],
    /\/features\/(chat|people|settings|report)\/|api\/words|QualityDetails|pages\/Left|\.test\./,
  ],
])("the meeting page does without the messages of the %s", (_, late, theirs) => {
  const ids = new Set(late.flatMap((area) => Object.keys(areas[`./messages/en/${area}.ts`] ?? {})));
  const shown = Object.entries(sources).filter(([path]) => !theirs.test(path));
  expect(ids.size).toBeGreaterThan(40);
  expect(shown.length).toBeGreaterThan(40);
  for (const [path, source] of shown) {
    const used = [...source.matchAll(/"(\w+\.[\w.]+)"/g)].map(([, id]) => id ?? "").filter((id) => ids.has(id));
    expect(used, path).toEqual([]);
  }
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

  test("of two switches at once the later one stays", async () => {
    await Promise.all([setLocale("es"), setLocale("en")]);
    expect(t("nav.signIn")).toBe("Sign in");
    expect(document.documentElement.lang).toBe("en");
  });

  test("turns the page round for Arabic, and back", async () => {
    await setLocale("ar");
    expect(document.documentElement.dir).toBe("rtl");
    await setLocale("en");
    expect(document.documentElement.dir).toBe("ltr");
  });
});

describe("the pseudo-locale", () => {
  test("is longer, accented, fenced, from right to left, and fills its holes", async () => {
    await setLocale(PSEUDO);
    expect(document.documentElement.dir).toBe("rtl");
    const said = t("call.joined", { count: 1, name: "Ana" });
    expect(said).toContain("\u2068Ana\u2069");
    expect(said).toMatch(/^\u200f⟦.*⟧\u200f$/);
    expect(t("call.leave")).toBe("\u200f⟦Łééááṽéé⟧\u200f");
  });

  test("stretches words by two fifths at least", () => {
    const [, said = ""] = disguise("Turn microphone off") as readonly string[];
    expect([...said].length).toBeGreaterThanOrEqual("Turn microphone off".length * 1.4);
  });
});

test("the first wish that we speak wins, English when we speak none", () => {
  expect(bestLocale(["es-MX", "en"])).toBe("es");
  expect(bestLocale(["tlh", "es"])).toBe("es");
  expect(bestLocale(["pt"])).toBe("pt-BR");
  expect(bestLocale(["pt-PT", "en"])).toBe("pt-BR");
  expect(bestLocale(["tlh"])).toBe("en");
  expect(bestLocale([])).toBe("en");
});

test("numbers are written as the person's own country does", async () => {
  vi.stubGlobal("navigator", { languages: ["es-MX", "en"] });
  await setLocale("es");
  expect(t("left.chatLines", { count: 12_345 })).toBe("12,345 líneas");
  vi.unstubAllGlobals();
});

test.each([
  [20_000, "less than a minute"],
  [60_000, "1 min"],
  [75 * 60_000, "1 h 15 min"],
  [120 * 60_000, "2 h"],
])("%i ms is %s", (ms, words) => expect(formatDuration(ms)).toBe(words));
