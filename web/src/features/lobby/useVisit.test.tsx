import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallProvider } from "@/features/call/CallProvider";
import { type FakeCall, fakeCall, fakePeer, liveCall } from "@/features/call/testing/fakeCall";
import { tab } from "@/lib/storage";
import { sitIn } from "@/signaling/elsewhere";
import { FakeChannel } from "@/signaling/testing/channel";
import { change } from "@/stores/settings";
import { useVisit, wasInside } from "./useVisit";

function visit(call: FakeCall) {
  const wrapper = ({ children }: { children: ReactNode }) => <CallProvider call={call}>{children}</CallProvider>;
  return renderHook(() => useVisit("garden-talk", undefined), { wrapper }).result;
}
const live = liveCall([fakePeer("me", "Ana", { isSelf: true }), fakePeer("bo", "Bo")]);

beforeEach(() => {
  tab.set("inside", null);
  change({ guestName: "Ana" });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function opened(type: "reload" | "navigate") {
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type } as unknown as PerformanceEntry]);
}

describe("a visit", () => {
  it("waits at the door of a meeting that this tab was not in", () => {
    const call = fakeCall();
    expect(visit(call).current.visit.at).toBe("door");
    expect(call.orders).toEqual([]);
  });

  it("leads straight back in after a reload, devices on", () => {
    opened("reload");
    tab.set("inside", "garden-talk");
    const call = fakeCall();
    visit(call);
    expect(call.orders).toEqual(["start", "join:garden-talk:Ana"]);
  });

  it("leads back in when the tab comes back after the browser was closed", async () => {
    opened("navigate");
    tab.set("inside", "garden-talk");
    const call = fakeCall();
    visit(call);
    await vi.waitFor(() => expect(call.orders).toEqual(["start", "join:garden-talk:Ana"]));
  });

  it("stays at the door as the copy of a tab that is inside", async () => {
    opened("navigate");
    vi.stubGlobal("BroadcastChannel", FakeChannel);
    const leave = sitIn("garden-talk", () => null);
    tab.set("inside", "garden-talk");
    const call = fakeCall();
    const now = visit(call);
    await vi.waitFor(() => expect(wasInside("garden-talk")).toBe(false));
    expect(now.current.visit.at).toBe("door");
    expect(call.orders).toEqual([]);
    leave();
  });

  it("remembers being inside only while it is", () => {
    const call = fakeCall();
    const now = visit(call);
    act(() => call.patch(live));
    expect(now.current.visit.at).toBe("inside");
    expect(wasInside("garden-talk")).toBe(true);
    act(() => call.leave());
    expect(wasInside("garden-talk")).toBe(false);
    expect(now.current.visit).toMatchObject({
      at: "after",
      lost: false,
      summary: { people: [{ name: "Bo" }, { isSelf: true }] },
    });
    expect(call.orders).toContain("stop");
  });

  it("says so when the seat was lost, and tells a refusal at the door apart", () => {
    const call = fakeCall();
    const now = visit(call);
    act(() => call.patch({ phase: "failed", problem: { code: "room_full", message: "" } }));
    expect(now.current.visit.at).toBe("door");
    act(() => call.patch(live));
    act(() => call.patch({ phase: "failed", problem: { code: "offline", message: "" } }));
    expect(now.current.visit).toMatchObject({ at: "after", lost: true });
  });

  it("gives way to another tab and can take the seat back", () => {
    const call = fakeCall();
    const now = visit(call);
    act(() => call.patch(live));
    act(() => call.patch({ phase: "taken" }));
    expect(now.current.visit.at).toBe("taken");
    now.current.join({ move: true });
    expect(call.orders.slice(-2)).toEqual(["start", "move:garden-talk:Ana"]);
  });
});
