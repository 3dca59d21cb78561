import { afterEach, describe, expect, test, vi } from "vitest";
import { backoffMs, RECONNECT } from "./backoff";
import { localDay, sleep } from "./clock";
import { meetingCode, meetingPath } from "./meeting-code";
import { kept, onOtherTab, readJson } from "./storage";

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

describe("the code of a meeting", () => {
  test.each([
    ["bend-olive-9213", "bend-olive-9213"],
    ["  bend-olive-9213 ", "bend-olive-9213"],
    ["https://meet.example.org/m/bend-olive-9213", "bend-olive-9213"],
    ["https://meet.example.org/m/bend-olive-9213/?from=mail#top", "bend-olive-9213"],
    ["meet.example.org/m/bend-olive-9213", "bend-olive-9213"],
    ["/m/Caf%C3%A9", "Café"],
    ["Cafe\u0301", "Café"],
    ["https://meet.example.org/", ""],
    ["", ""],
    ["%", ""],
  ])("in %j is %j", (input, code) => expect(meetingCode(input)).toBe(code));

  test("survives the way into an address and back", () => {
    for (const code of ["Café olé", "50%", "a?b#c"]) expect(meetingCode(meetingPath(code))).toBe(code);
  });
});

describe("waiting between tries", () => {
  test("grows to its bound and never beyond", () => {
    const waits = [0, 1, 2, 3, 50].map((attempt) => backoffMs(attempt, RECONNECT, 0));
    expect(waits).toEqual([300, 600, 1200, 2400, 8000]);
  });

  test("leaves a share to chance", () => {
    expect(backoffMs(0, RECONNECT, 1)).toBe(180);
  });
});

describe("storage", () => {
  test("that is forbidden is as good as empty", () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    expect(kept.get("x")).toBeNull();
    expect(readJson(kept, "x", 7)).toBe(7);
  });

  test("that is full says so and does not throw", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    expect(kept.set("x", "1")).toBe(false);
  });

  test("that holds nonsense gives the fallback", () => {
    kept.set("x", "{");
    expect(readJson(kept, "x", "fallback")).toBe("fallback");
  });

  test("tells of what another tab changed, and of nothing else", () => {
    const heard: (string | null)[] = [];
    const stop = onOtherTab("x", (value) => heard.push(value));
    const change = (key: string | null, newValue: string | null) =>
      window.dispatchEvent(new StorageEvent("storage", { key, newValue, storageArea: localStorage }));
    change("tertulia:x", "1");
    change("tertulia:y", "2");
    change("x", "3");
    change(null, null);
    stop();
    change("tertulia:x", "4");
    expect(heard).toEqual(["1", null]);
  });
});

test("sleeping can be interrupted", async () => {
  const leaving = new AbortController();
  const asleep = sleep(60_000, leaving.signal);
  leaving.abort(new Error("gone"));
  await expect(asleep).rejects.toThrow("gone");
});

test("a local day sorts as text", () => {
  expect(localDay(new Date(2031, 3, 9, 23, 59).getTime())).toBe("2031-04-09");
});
