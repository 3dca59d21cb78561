import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Meters } from "./meters";
import type { MeasuredLink } from "./session";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("whoever is silent is looked at more often, for a minute: they may be back at any moment", async () => {
  const sound = { rtpTimestamp: 0, packets: 0, comes: true };
  const receiver = { getSynchronizationSources: () => [{ rtpTimestamp: sound.rtpTimestamp }] };
  const stats = () => new Map([["voice", { type: "inbound-rtp", packetsReceived: sound.packets }]]);
  const pc = { connectionState: "connected", getStats: async () => stats() } as unknown as RTCPeerConnection;
  const link = {
    peerId: "ana",
    state: "connected",
    pc,
    receiver: (role: string) => (role === "mic" ? receiver : null),
  };
  const told: string[] = [];
  let looks = 0;
  const meters = new Meters(() => [link as unknown as MeasuredLink], {
    level: () => {
      looks += 1;
      if (sound.comes) sound.rtpTimestamp += 1;
    },
    speaking: () => {},
    flowing: () => {},
    suspect: () => told.push("suspect"),
    silent: () => told.push("silent"),
    back: () => told.push("back"),
  });
  const looksIn = async (ms: number) => {
    looks = 0;
    await vi.advanceTimersByTimeAsync(ms);
    return looks;
  };
  meters.start();
  expect(await looksIn(1000)).toBe(10);
  sound.comes = false;
  await looksIn(1000);
  expect(await looksIn(1000)).toBe(40);
  await looksIn(60_000);
  expect(await looksIn(1000)).toBe(10);
  expect(told).toEqual(["suspect", "silent"]);

  const quiet = async () => {
    const answer = meters.quiet();
    await vi.advanceTimersByTimeAsync(50);
    sound.packets += 1;
    await vi.advanceTimersByTimeAsync(50);
    return answer;
  };
  const silent = meters.quiet();
  await vi.advanceTimersByTimeAsync(100);
  expect(await silent).toEqual(["ana"]);
  expect(await quiet(), "packets come that are not played yet").toEqual([]);
  sound.comes = true;
  await looksIn(200);
  expect(told).toEqual(["suspect", "silent", "back"]);
  meters.stop();
  expect(await looksIn(1000)).toBe(0);
});
