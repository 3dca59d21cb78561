import { expect, test, vi } from "vitest";
import { Gauge } from "./gauge";
import type { Report } from "./strain";

/** Runs for so many seconds beside a line that reports once a second, and a sound of which so much is made up in each, unless nothing comes. */
async function gauged(
  seconds: number,
  report: (second: number) => Report | null,
  madeUp: number,
  comes: (second: number) => boolean = () => true,
) {
  vi.useFakeTimers();
  const told: string[] = [];
  const tell = (what: string) => told.at(-1) !== what && told.push(what);
  let look = 0;
  let sounds = 0;
  const sound = { type: "inbound-rtp", kind: "audio", packetsLost: 0, concealedSamples: 0, totalSamplesReceived: 0 };
  const receiver = {
    getSynchronizationSources: () => [{ rtpTimestamp: comes(look / 2) ? ++sounds : sounds }],
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

test("a browser that uses little of what it knows of is told to try more, unless something waits", async () => {
  const standing = (rttMs: number) => (second: number) => {
    return { loss: 0, rttMs: second < 2 ? 25 : rttMs, roomBps: 304_000, sentBytes: 24_500 * second };
  };
  expect(await gauged(9, standing(25), 0)).toContain("widen");
  expect(await gauged(9, standing(80), 0)).not.toContain("widen");
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

test("what was lost while the line was cut says nothing of how much it carries", async () => {
  const isCut = (second: number) => second >= 5 && second < 7;
  const report = (second: number) => {
    if (isCut(second)) return null;
    return { loss: second >= 7 && second < 8 ? 0.9 : 0, rttMs: 25, roomBps: null };
  };
  expect(await gauged(10, report, 0, (second) => !isCut(second))).toEqual(["none"]);
  expect(await gauged(10, report, 0)).toEqual(["none", "least"]);
});
