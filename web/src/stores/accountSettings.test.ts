import { afterEach, beforeEach, expect, test, vi } from "vitest";

interface Account {
  version: number;
  settings: Record<string, unknown>;
}

let account: Account;
let puts: Account[];
/** What another browser does just before the next PUT arrives. */
let meanwhile: (() => void) | null;
let answers: boolean;

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** A page load in a browser with this localStorage. */
async function load() {
  vi.resetModules();
  const settings = await import("./settings");
  const auth = await import("./auth");
  const { agreeWithAccount } = await import("./accountSettings");
  return { ...settings, ...auth, agree: agreeWithAccount };
}

function signIn(id = "u1") {
  localStorage.setItem("token", "t1");
  localStorage.setItem("tertulia:token-until", String(Date.now() + 900_000));
  localStorage.setItem("tertulia:user", JSON.stringify({ id, name: "Ana", username: "ana" }));
}

function otherBrowser(changes: Record<string, unknown>) {
  account = { version: account.version + 1, settings: { ...account.settings, ...changes } };
}

beforeEach(() => {
  account = { version: 0, settings: {} };
  puts = [];
  meanwhile = null;
  answers = true;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (!answers) throw new TypeError("failed to fetch");
    if (!path.endsWith("/me/settings")) return json({ message: "ok" });
    if (init.method === "GET") return json(account);
    meanwhile?.();
    meanwhile = null;
    const sent: Account = JSON.parse(String(init.body));
    if (sent.version !== account.version) return json({ message: "x", code: "settings_changed" }, 409);
    puts.push(sent);
    account = { version: sent.version + 1, settings: sent.settings };
    return json(account);
  });
  signIn();
});
afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

test("the first browser gives a new account its settings, but not what belongs to the device", async () => {
  const { change, agree } = await load();
  change({ theme: "dark", guestName: "Ana at work" });
  await agree();
  expect(account).toMatchObject({ version: 1, settings: { theme: "dark", singleLetters: true } });
  expect(account.settings).not.toHaveProperty("guestName");
});

test("a browser that is new to the account takes over what was set elsewhere", async () => {
  otherBrowser({ theme: "dark", language: "es", sounds: { join: false } });
  const { settings, change, agree } = await load();
  change({ theme: "light" });
  await agree();
  expect(settings.getState()).toMatchObject({ theme: "dark", language: "es", sounds: { join: false, leave: true } });
});

test("a change here and a change elsewhere both stay", async () => {
  const { settings, change, agree } = await load();
  await agree();
  otherBrowser({ language: "es" });
  change({ theme: "dark" });
  await agree();
  expect(settings.getState()).toMatchObject({ theme: "dark", language: "es" });
  expect(account.settings).toMatchObject({ theme: "dark", language: "es" });
});

test("of two changes to the same setting the last one wins, though another browser was faster", async () => {
  const { change, agree } = await load();
  await agree();
  change({ theme: "dark" });
  meanwhile = () => otherBrowser({ theme: "light", language: "es" });
  await agree();
  expect(account.settings).toMatchObject({ theme: "dark", language: "es" });
});

test("what was changed without a network reaches the account at the next load", async () => {
  const before = await load();
  await before.agree();
  answers = false;
  before.change({ theme: "dark" });
  await before.agree();
  answers = true;
  const { agree } = await load();
  await agree();
  expect(account.settings.theme).toBe("dark");
});

test("what only a newer client knows is neither shown nor lost", async () => {
  otherBrowser({ theme: "neon", confetti: true, sounds: { trumpet: true } });
  const { settings, change, agree } = await load();
  await agree();
  expect(settings.getState().theme).toBe("system");
  change({ sounds: { ...settings.getState().sounds, join: false } });
  await agree();
  expect(account.settings).toMatchObject({
    theme: "neon",
    confetti: true,
    sounds: { trumpet: true, join: false, leave: true },
  });
});

test("where nothing changed, nothing is sent", async () => {
  const { agree } = await load();
  await agree();
  await agree();
  expect(puts).toHaveLength(1);
});

test("what a guest set after somebody signed out is not theirs when they come back", async () => {
  const first = await load();
  first.change({ theme: "dark" });
  await first.agree();
  await first.logout();
  first.change({ theme: "light" });
  signIn();
  const { settings, agree } = await load();
  await agree();
  expect(settings.getState().theme).toBe("dark");
});
