import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { change, DEFAULTS } from "@/stores/settings";
import { CallProvider } from "./CallProvider";
import { playSound } from "./sounds";
import { fakeCall, fakePeer, liveCall } from "./testing/fakeCall";
import { useSounds } from "./useSounds";

vi.mock("./sounds", () => ({ playSound: vi.fn() }));
const played = () => vi.mocked(playSound).mock.calls.map(([sound]) => sound);

function listen(people = 2) {
  const others = Array.from({ length: people }, (_, i) => fakePeer(`p${i}`, `P${i}`));
  const call = fakeCall({ call: liveCall(others) });
  const wrapper = ({ children }: { children: ReactNode }) => <CallProvider call={call}>{children}</CallProvider>;
  renderHook(() => useSounds(), { wrapper });
  return call;
}

beforeEach(() => {
  vi.mocked(playSound).mockClear();
  change({ sounds: DEFAULTS.sounds });
});
afterEach(cleanup);

it("sounds when somebody comes, goes, writes or raises a hand", () => {
  const call = listen();
  call.notify({ kind: "peer-joined", id: "a", name: "Ana" });
  call.notify({ kind: "peer-left", id: "a", name: "Ana" });
  call.notify({ kind: "chat", key: "1" });
  act(() => call.patchPeer("p0", { state: { mic: true, camera: true, screen: false, hand: true } }));
  expect(played()).toEqual(["join", "leave", "message", "hand"]);
});

it("is quiet about what this person does not want to hear", () => {
  change({ sounds: { ...DEFAULTS.sounds, message: false } });
  const call = listen();
  call.notify({ kind: "chat", key: "1" });
  call.notify({ kind: "peer-left", id: "a", name: "Ana" });
  expect(played()).toEqual(["leave"]);
});

it("does not ring for everyone who comes and goes in a large room", () => {
  const call = listen(15);
  call.notify({ kind: "peer-joined", id: "a", name: "Ana" });
  call.notify({ kind: "chat", key: "1" });
  expect(played()).toEqual(["message"]);
});
