import { afterEach, describe, expect, it } from "vitest";
import { setLocale } from "@/lib/i18n";
import { isJumbo, recentEmoji, searchEmoji, usedEmoji } from "./emoji";
import { loadEmoji } from "./emojiCatalogue";

afterEach(async () => {
  localStorage.clear();
  await setLocale("en");
});

describe("emoji", () => {
  it("are large when there is nothing else, and not too many", () => {
    for (const text of ["👍", "👋🏽", "👩‍👩‍👧‍👦 🏳️‍🌈", "🇪🇸🎉", " ❤️ "]) expect(isJumbo(text), text).toBe(true);
    for (const text of ["", "ok 👍", "7", "#", "👍👍👍👍👍👍👍", "©"]) expect(isJumbo(text), text).toBe(false);
  });

  it("are found by their names in the person's language, without minding accents", { timeout: 60_000 }, async () => {
    const first = async (query: string) => searchEmoji(await loadEmoji(), query)[0]?.[0];
    expect(await first("party popper")).toBe("🎉");
    expect(await first("zzzz")).toBeUndefined();
    await setLocale("es");
    expect(await first("CORAZON rojo")).toBe("❤️");
    expect(await first("te taza")).toBe("🍵");
  });

  it("are remembered, the last one first, each once", () => {
    for (const each of ["👍", "🎉", "👍"]) usedEmoji(each);
    expect(recentEmoji()).toEqual(["👍", "🎉"]);
    localStorage.setItem("tertulia:recent-emoji", '{"not": "a list"}');
    expect(recentEmoji()).toEqual([]);
  });
});
