import { afterEach, expect, test, vi } from "vitest";

async function load() {
  vi.resetModules();
  return import("./settings");
}

afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

test("what was set is there after a reload", async () => {
  const before = await load();
  before.change({ theme: "dark", guestName: "Ana" });
  const { settings } = await load();
  expect(settings.getState()).toMatchObject({ theme: "dark", guestName: "Ana", singleLetters: true });
});

test.each([
  "{",
  "null",
  '{"theme":"neon","language":"xx","sounds":{"join":"loud"},"singleLetters":1,"guestName":7,"captions":"yes","captionSize":40}',
])("what cannot be right is the default: %s", async (kept) => {
  localStorage.setItem("tertulia:settings", kept);
  const { settings, DEFAULTS } = await load();
  expect(settings.getState()).toEqual(DEFAULTS);
});

test("a change in another tab arrives here", async () => {
  const { settings } = await load();
  const key = "tertulia:settings";
  localStorage.setItem(key, JSON.stringify({ theme: "light" }));
  window.dispatchEvent(new StorageEvent("storage", { key, newValue: "x", storageArea: localStorage }));
  expect(settings.getState().theme).toBe("light");
});

test("the language is the one set, or else the first the browser wishes for that we speak", async () => {
  vi.stubGlobal("navigator", { languages: ["tlh", "es-AR", "en"] });
  const { change, wishedLocale } = await load();
  expect(wishedLocale()).toBe("es");
  change({ language: "en" });
  expect(wishedLocale()).toBe("en");
});
