import { expect, test } from "vitest";
import { Patience } from "./patience";

/** A receiver of sounds on a line that goes there and back in so many ms, of which so many were asked for again by each look. */
function receiver(missed: readonly number[], roundTripMs: number, kind = "audio") {
  let look = 0;
  const fake = {
    track: { kind },
    jitterBufferTarget: null as number | null,
    getSynchronizationSources: () => [{ rtpTimestamp: look }],
    getStats: async () => {
      const nackCount = missed[Math.min(look++, missed.length - 1)];
      const pair = { type: "candidate-pair", currentRoundTripTime: roundTripMs / 1000 };
      return new Map<string, object>([
        ["a", { type: "inbound-rtp", nackCount }],
        ["b", pair],
      ]);
    },
  };
  return { fake, as: fake as unknown as RTCRtpReceiver };
}

test("sounds and pictures wait for those that were asked for again, as long as it takes, and no longer than anybody stands", async () => {
  for (const [roundTripMs, target, kind] of [
    [5, 120, "audio"],
    [60, 220, "video"],
    [600, 300, "audio"],
  ] as const) {
    const { fake, as } = receiver([0, 5], roundTripMs, kind);
    const patience = new Patience();
    await patience.look([null, as]);
    expect(fake.jitterBufferTarget).toBeNull();
    await patience.look([null, as]);
    expect(fake.jitterBufferTarget).toBe(target);
  }
});

test("a line that loses nothing any more is trusted after a while", async () => {
  const { fake, as } = receiver([0, 5, 5], 60);
  const patience = new Patience();
  for (let look = 0; look < 11; look++) await patience.look([as]);
  expect(fake.jitterBufferTarget).toBe(220);
  await patience.look([as]);
  expect(fake.jitterBufferTarget).toBeNull();
});

test("one that was lost now and then, or a browser that cannot wait, changes nothing", async () => {
  const { fake, as } = receiver([0, 1, 2, 3], 60);
  const patience = new Patience();
  for (let look = 0; look < 4; look++) await patience.look([as]);
  expect(fake.jitterBufferTarget).toBeNull();
  const { jitterBufferTarget: _, ...rest } = receiver([0, 9], 60).fake;
  for (let look = 0; look < 2; look++) await patience.look([rest as unknown as RTCRtpReceiver]);
  expect("jitterBufferTarget" in rest).toBe(false);
});
