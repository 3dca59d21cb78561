import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { observe } from "./standing";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A connection to which packets come or do not. */
class Line extends EventTarget {
  connectionState: RTCPeerConnectionState = "connected";
  comes = true;
  #packets = 0;

  async getStats() {
    if (this.comes) this.#packets += 3;
    return new Map([["in", { type: "inbound-rtp", packetsReceived: this.#packets }]]);
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }
}

function observed() {
  const [line, told] = [new Line(), [] as RTCPeerConnectionState[]];
  observe(line as unknown as RTCPeerConnection, (state) => told.push(state));
  return { line, told };
}

test("a connection that is said to be gone is not while packets come over it, and is once they end", async () => {
  const { line, told } = observed();
  line.become("disconnected");
  await vi.advanceTimersByTimeAsync(3000);
  expect(told).toEqual([]);
  line.comes = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toEqual(["disconnected"]);
  line.become("failed");
  expect(told).toEqual(["disconnected", "failed"]);
});

test("if it is said for long it is told: what we send may be lost", async () => {
  const { line, told } = observed();
  line.become("disconnected");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual(["disconnected"]);
});

test("where nothing comes it is told at once, and what passed meanwhile never", async () => {
  const { line, told } = observed();
  line.comes = false;
  line.become("disconnected");
  await vi.advanceTimersByTimeAsync(100);
  line.become("connected");
  line.become("disconnected");
  line.become("connected");
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toEqual(["disconnected", "connected", "connected"]);
});

test("it is looked once at a time, however often it comes and goes", async () => {
  const { line } = observed();
  const looks = vi.spyOn(line, "getStats");
  for (const state of ["disconnected", "connected", "disconnected", "connected", "disconnected"] as const)
    line.become(state);
  await vi.advanceTimersByTimeAsync(400);
  expect(looks).toHaveBeenCalledTimes(2);
});
