import { expect, test, vi } from "vitest";
import { Gauge } from "./gauge";
import type { Report } from "./strain";

/** Runs for so many seconds beside a line that reports once a second, and a sound of which so much is made up in each. */
async function gauged(seconds: number, report: (second: number) => Report, madeUp: number) {
  vi.useFakeTimers();
  const told: string[] = [];
  const tell = (what: string) => told.at(-1) !== what && told.push(what);
  let look = 0;
  const sound = { type: "inbound-rtp", kind: "audio", packetsLost: 0, concealedSamples: 0, totalSamplesReceived: 0 };
  const receiver = {
    getSynchronizationSources: () => [{ rtpTimestamp: look }],
    getStats: async () => {
      sound.packetsLost += 50 * madeUp;
      sound.concealedSamples += 48_000 * madeUp;
      sound.totalSamplesReceived += 48_000;
      return new Map([["sound", { ...sound }]]);
    },
  } as unknown as RTCRtpReceiver;
  const gauge = new Gauge({
    reported: async () => (look++ % 2 ? report((look - 1) / 2) : null),
    receivers: () => [null, receiver],
    ease: (ease) => tell(ease),
    fill: (isFull) => tell(isFull ? "full" : "not full"),
    widen: () => tell("widen"),
    suffers: () => tell("suffers"),
    report: (problem) => expect.fail(String(problem)),
  });
  gauge.run(true);
  await vi.advanceTimersByTimeAsync(1000 * seconds);
  gauge.run(false);
  vi.useRealTimers();
  return told;
}

test("what a browser does not know of is looked for before it is used", async () => {
  const jam = (roomBps: number | null) => (second: number) =>
    second < 3 ? { loss: 0.6, rttMs: 25, roomBps: 90_000 } : { loss: 0, rttMs: 25, roomBps };
  const growing = async (roomBps: number | null) => {
    const eases = (await gauged(12, jam(roomBps), 0)).filter((each) => each !== "widen");
    return eases.filter((each, i) => each !== eases[i - 1]);
  };
  expect(await gauged(12, jam(90_000), 0)).toContain("widen");
  expect(await growing(90_000)).toEqual(["least", "less"]);
  expect(await growing(450_000)).toEqual(["least", "less", "none"]);
  expect(await gauged(12, jam(null), 0)).toEqual(["least", "less", "none"]);
});

test("sounds that are lost are suffered from, unless it is a full line that loses them", async () => {
  const radio = () => ({ loss: 0.1, rttMs: 25, roomBps: null });
  expect(await gauged(6, radio, 0.1)).toContain("suffers");
  expect(await gauged(6, radio, 0.01)).not.toContain("suffers");
  const jam = (second: number) => ({ loss: 0.1, rttMs: second < 1 ? 25 : 250, roomBps: null });
  expect(await gauged(12, jam, 0.1)).not.toContain("suffers");
  const dumb = () => ({ loss: 0.1, rttMs: null, roomBps: null });
  expect(await gauged(6, dumb, 0.1)).not.toContain("suffers");
});
