import { expect, test } from "vitest";
import { Suffering } from "./suffering";

type Second = { madeUp: number; lost: number; silent?: number };

/** After each of these seconds of a sound, whether it suffers. */
function hears(seconds: readonly Second[], kind = "audio"): boolean[] {
  const [suffering, receiver] = [new Suffering(), {} as RTCRtpReceiver];
  const sum = { totalSamplesReceived: 0, concealedSamples: 0, silentConcealedSamples: 0, packetsLost: 0 };
  const look = () => suffering.look(receiver, [{ type: "candidate-pair" }, { type: "inbound-rtp", kind, ...sum }]);
  look();
  return seconds.map(({ madeUp, lost, silent = 0 }) => {
    sum.totalSamplesReceived += 48_000;
    sum.concealedSamples += 48_000 * (madeUp + silent);
    sum.silentConcealedSamples += 48_000 * silent;
    sum.packetsLost += lost;
    return look();
  });
}

const bad = { madeUp: 0.06, lost: 3 };

test("who has three twentieths of a second made up within three seconds suffers, and no longer than that", () => {
  const [worse, good] = [
    { madeUp: 0.08, lost: 4 },
    { madeUp: 0.02, lost: 1 },
  ];
  expect(hears([good, bad, bad, bad, good, bad])).toEqual([false, false, false, true, false, false]);
  expect(hears([good, worse, worse])).toEqual([false, false, true]);
  expect(hears([worse, good, worse, good, good])).toEqual([false, false, true, false, false]);
});

test("one bad moment is not enough, nor is one that is over", () => {
  const nothing = { madeUp: 0, lost: 0 };
  expect(hears([nothing, { madeUp: 0.5, lost: 25 }, nothing, bad])).not.toContain(true);
});

test("what is made up though nothing was lost, or while nobody speaks, is nobody's line", () => {
  expect(hears(Array(4).fill({ madeUp: 0.3, lost: 0 }))).not.toContain(true);
  expect(hears(Array(4).fill({ madeUp: 0, lost: 20, silent: 0.4 }))).not.toContain(true);
  expect(hears([bad, bad, bad, bad], "video")).not.toContain(true);
});
