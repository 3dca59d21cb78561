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

const [good, bad] = [
  { madeUp: 0.01, lost: 1 },
  { madeUp: 0.06, lost: 3 },
];

test("who has a twentieth of a sound made up in three seconds in a row suffers, and no longer than that", () => {
  expect(hears([good, bad, bad, bad, bad, good, bad])).toEqual([false, false, false, true, true, false, false]);
  expect(hears([bad, bad, good, bad, bad, good])).not.toContain(true);
});

test("what is made up though nothing was lost, or while nobody speaks, is nobody's line", () => {
  expect(hears(Array(4).fill({ madeUp: 0.3, lost: 0 }))).not.toContain(true);
  expect(hears(Array(4).fill({ madeUp: 0, lost: 20, silent: 0.4 }))).not.toContain(true);
  expect(hears([bad, bad, bad, bad], "video")).not.toContain(true);
});
