import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiProblem } from "./problem";
import { accessToken, ask, dropToken, keepToken, onSession } from "./session";

const user = { id: "u1", name: "Ana", username: "ana" };
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers });

type Answer = (path: string, init: RequestInit) => Response | Promise<Response>;
const calls: { path: string; token: string | null }[] = [];

function serve(answer: Answer) {
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const token = new Headers(init.headers).get("Authorization")?.replace("Bearer ", "") ?? null;
    calls.push({ path, token });
    return answer(path, init);
  });
}

const signIn = (token: string, lifeS: number) => keepToken({ token, user, expires_in: lifeS });
const asked = (path: string) => calls.filter((call) => call.path.endsWith(path)).length;

async function problemOf(work: Promise<unknown>): Promise<ApiProblem> {
  const problem = await work.then(
    () => null,
    (cause) => cause,
  );
  expect(problem).toBeInstanceOf(ApiProblem);
  return problem;
}

beforeEach(() => {
  calls.length = 0;
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  dropToken();
  localStorage.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("a signed-in request", () => {
  test("carries the token that is kept", async () => {
    signIn("t1", 900);
    serve(() => json(user));
    expect(await ask("/users/me")).toEqual(user);
    expect(calls).toEqual([{ path: "/api/v1/users/me", token: "t1" }]);
  });

  test("renews a token before it ends", async () => {
    signIn("old", 10);
    serve((path) => (path.endsWith("/refresh") ? json({ token: "new", user, expires_in: 900 }) : json(user)));
    await ask("/users/me");
    expect(calls.map((call) => call.token)).toEqual([null, "new"]);
    expect(localStorage.getItem("token")).toBe("new");
  });

  test("renews once for many requests at the same time", async () => {
    signIn("old", 10);
    serve((path) => (path.endsWith("/refresh") ? json({ token: "new", user, expires_in: 900 }) : json(user)));
    await Promise.all([ask("/a"), ask("/b"), ask("/c"), accessToken()]);
    expect(asked("/refresh")).toBe(1);
    expect(calls.filter((call) => call.token === "new")).toHaveLength(3);
  });

  test("does not try again for each of many requests while the server is out of reach", async () => {
    signIn("old", 10);
    serve(() => Promise.reject(new TypeError("failed to fetch")));
    await Promise.allSettled([ask("/a"), ask("/b"), ask("/c")]);
    expect(asked("/refresh")).toBe(1);
  });

  test("is repeated once after the server called its token expired", async () => {
    signIn("stale", 900);
    serve((path, init) => {
      if (path.endsWith("/refresh")) return json({ token: "new", user, expires_in: 900 });
      const good = new Headers(init.headers).get("Authorization") === "Bearer new";
      return good ? json(user) : json({ message: "x", code: "token_expired" }, 401);
    });
    expect(await ask("/users/me")).toEqual(user);
    expect(asked("/users/me")).toBe(2);
  });

  test("does not renew what another tab renewed meanwhile", async () => {
    signIn("stale", 900);
    serve((path, init) => {
      if (path.endsWith("/refresh")) throw new Error("must not be asked: the old cookie would end the session");
      const token = new Headers(init.headers).get("Authorization");
      if (token === "Bearer other tab's") return json(user);
      localStorage.setItem("token", "other tab's");
      return json({ message: "x", code: "token_expired" }, 401);
    });
    expect(await ask("/users/me")).toEqual(user);
  });

  test("ends the sign-in here when the server does not renew it, and says so once", async () => {
    signIn("old", 10);
    const heard: string[] = [];
    const stop = onSession((event) => heard.push(event));
    serve(() => json({ message: "x", code: "session_ended" }, 401));
    const problem = await problemOf(ask("/users/me"));
    stop();
    expect(problem.code).toBe("session_ended");
    expect(localStorage.getItem("token")).toBeNull();
    expect(heard).toEqual(["ended"]);
  });

  test("keeps the sign-in when the server could not be reached", async () => {
    signIn("old", 10);
    serve(() => Promise.reject(new TypeError("failed to fetch")));
    expect((await problemOf(ask("/users/me"))).code).toBe("unreachable");
    expect(localStorage.getItem("token")).toBe("old");
  });

  test("without a token asks nobody", async () => {
    serve(() => json(user));
    expect((await problemOf(ask("/users/me"))).code).toBe("session_ended");
    expect(calls).toEqual([]);
  });
});

describe("a guest", () => {
  test("asks without a token", async () => {
    serve(() => json({ code: "bend-olive" }));
    await ask("/meetings/bend-olive", { guest: true });
    expect(calls[0]?.token).toBeNull();
  });

  test("is what somebody becomes whose sign-in has ended, and the request goes on", async () => {
    signIn("old", 10);
    serve((path) => (path.endsWith("/refresh") ? json({ message: "x", code: "session_ended" }, 401) : json({})));
    await ask("/meetings", { method: "POST", guest: true });
    expect(calls.at(-1)).toEqual({ path: "/api/v1/meetings", token: null });
  });
});

describe("tabs without Web Locks", () => {
  test("wait for the lease of the one that renews, and use what it brought", async () => {
    vi.useFakeTimers();
    signIn("old", 10);
    localStorage.setItem("tertulia:refresh-lease", JSON.stringify({ owner: "other", until: Date.now() + 20_000 }));
    serve(() => json({ token: "mine", user, expires_in: 900 }));
    const token = accessToken();
    await vi.advanceTimersByTimeAsync(300);
    expect(asked("/refresh")).toBe(0);
    localStorage.setItem("token", "theirs");
    localStorage.removeItem("tertulia:refresh-lease");
    await vi.advanceTimersByTimeAsync(300);
    expect(await token).toBe("theirs");
    expect(asked("/refresh")).toBe(0);
  });
});

describe("a problem", () => {
  test("brings its code, field and wait", async () => {
    serve(() => json({ message: "Too often.", code: "rate_limited", field: "username", retry_after_s: 12.5 }, 429));
    const problem = await problemOf(ask("/meetings", { guest: true }));
    expect(problem).toMatchObject({ code: "rate_limited", field: "username", retryAfterS: 12.5, status: 429 });
  });

  test("reads Retry-After where a proxy answers", async () => {
    serve(() => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Retry-After": "7" } }));
    const problem = await problemOf(ask("/meetings", { guest: true }));
    expect(problem).toMatchObject({ code: "http_502", retryAfterS: 7 });
  });

  test("tells offline from unreachable from late", async () => {
    serve(() => Promise.reject(new TypeError("failed to fetch")));
    expect((await problemOf(ask("/x", { guest: true }))).code).toBe("unreachable");
    vi.stubGlobal("navigator", { onLine: false });
    expect((await problemOf(ask("/x", { guest: true }))).code).toBe("offline");
    serve((_, init) => new Promise((_, no) => init.signal?.addEventListener("abort", () => no(init.signal?.reason))));
    expect((await problemOf(ask("/x", { guest: true, timeoutMs: 5 }))).code).toBe("timeout");
  });

  test("is not what a caller's own abort is", async () => {
    const leaving = new AbortController();
    serve((_, init) => new Promise((_, no) => init.signal?.addEventListener("abort", () => no(init.signal?.reason))));
    const asking = ask("/x", { guest: true, signal: leaving.signal });
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    leaving.abort();
    await expect(asking).rejects.toMatchObject({ name: "AbortError" });
  });

  test("in an answer that is no JSON is told", async () => {
    serve(() => new Response("hello", { status: 200 }));
    expect((await problemOf(ask("/x", { guest: true }))).code).toBe("unreadable");
  });
});
