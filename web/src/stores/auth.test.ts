import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const ana = { id: "u1", name: "Ana", username: "ana" };
const bo = { id: "u2", name: "Bo", username: "bo" };
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

let answers: Record<string, () => Response>;
const asked: string[] = [];

/** The store as it is after a page load with this localStorage. */
async function load() {
  vi.resetModules();
  return import("./auth");
}

function signedInBefore(user: typeof ana | null) {
  localStorage.setItem("token", "t1");
  localStorage.setItem("tertulia:token-until", String(Date.now() + 900_000));
  if (user) localStorage.setItem("tertulia:user", JSON.stringify(user));
}

function otherTab(key: string, newValue: string | null) {
  if (newValue === null) localStorage.removeItem(key);
  else localStorage.setItem(key, newValue);
  window.dispatchEvent(new StorageEvent("storage", { key, newValue, storageArea: localStorage }));
}

beforeEach(() => {
  asked.length = 0;
  answers = {};
  vi.stubGlobal("fetch", async (path: string) => {
    const name = path.replace("/api/v1/users/", "");
    asked.push(name);
    const answer = answers[name];
    if (!answer) throw new TypeError(`nobody answers ${path}`);
    return answer();
  });
});
afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe("who is signed in", () => {
  test("is nobody without a token", async () => {
    const { auth } = await load();
    expect(auth.getState()).toEqual({ status: "guest", user: null, gone: null });
  });

  test("is known at once after a reload, before any answer", async () => {
    signedInBefore(ana);
    const { auth } = await load();
    expect(auth.getState()).toMatchObject({ status: "signedIn", user: ana });
    expect(asked).toEqual([]);
  });

  test("is asked for when there is a token of we do not know whom", async () => {
    signedInBefore(null);
    answers = { me: () => json(ana) };
    const { auth, checkIn } = await load();
    expect(auth.getState().status).toBe("checking");
    await checkIn();
    expect(auth.getState()).toMatchObject({ status: "signedIn", user: ana });
  });
});

describe("signing in", () => {
  test("keeps the token where the page's other parts look for it", async () => {
    answers = { login: () => json({ token: "t2", user: ana, expires_in: 900 }) };
    const { auth, login } = await load();
    await login("ana", "olivas negras");
    expect(localStorage.getItem("token")).toBe("t2");
    expect(auth.getState()).toMatchObject({ status: "signedIn", user: ana });
  });

  test("with a wrong password changes nothing", async () => {
    answers = { login: () => json({ message: "no", code: "wrong_credentials" }, 401) };
    const { auth, login } = await load();
    await expect(login("ana", "x")).rejects.toMatchObject({ code: "wrong_credentials" });
    expect(auth.getState().status).toBe("guest");
  });

  test("follows making an account", async () => {
    answers = {
      register: () => json({ message: "ok" }, 201),
      login: () => json({ token: "t2", user: ana, expires_in: 900 }),
    };
    const { auth, register } = await load();
    await register({ name: "Ana", username: "ana", password: "olivas negras" });
    expect(asked).toEqual(["register", "login"]);
    expect(auth.getState().status).toBe("signedIn");
  });
});

describe("signing out", () => {
  test("is done here even when the server cannot be reached", async () => {
    signedInBefore(ana);
    const { auth, logout } = await load();
    await logout();
    expect(asked).toEqual(["logout"]);
    expect(localStorage.getItem("token")).toBeNull();
    expect(localStorage.getItem("tertulia:user")).toBeNull();
    expect(auth.getState()).toEqual({ status: "guest", user: null, gone: null });
  });

  test("in another tab signs out this one, and it knows why", async () => {
    signedInBefore(ana);
    const { auth } = await load();
    otherTab("token", null);
    expect(auth.getState()).toEqual({ status: "guest", user: null, gone: "left" });
  });

  test("by the server is told as such", async () => {
    signedInBefore(ana);
    localStorage.setItem("tertulia:token-until", "0");
    answers = { refresh: () => json({ message: "x", code: "session_ended" }, 401) };
    const { auth, checkIn } = await load();
    await checkIn();
    expect(auth.getState()).toEqual({ status: "guest", user: null, gone: "ended" });
  });
});

describe("another tab", () => {
  test("that renews the token does not disturb this one", async () => {
    signedInBefore(ana);
    answers = { me: () => json(ana) };
    const { auth } = await load();
    const seen: string[] = [];
    auth.subscribe((state) => seen.push(state.status));
    otherTab("token", "t2");
    await vi.waitFor(() => expect(seen).toContain("signedIn"));
    expect(asked).toContain("me");
    expect(seen).not.toContain("checking");
    expect(auth.getState().user).toEqual(ana);
  });

  test("that signs somebody else in changes who is here", async () => {
    signedInBefore(ana);
    answers = { me: () => json(bo) };
    const { auth } = await load();
    otherTab("token", "t2");
    await vi.waitFor(() => expect(auth.getState().user).toEqual(bo));
  });

  test("that signs in brings this one along", async () => {
    answers = { me: () => json(bo) };
    const { auth } = await load();
    localStorage.setItem("tertulia:token-until", String(Date.now() + 900_000));
    otherTab("token", "t2");
    await vi.waitFor(() => expect(auth.getState()).toMatchObject({ status: "signedIn", user: bo }));
  });
});

test("without an answer at all the person we knew stays", async () => {
  signedInBefore(ana);
  const { auth, checkIn } = await load();
  await checkIn();
  expect(auth.getState()).toMatchObject({ status: "signedIn", user: ana });
});
