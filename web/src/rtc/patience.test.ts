import { expect, test } from "vitest";
import { Patience } from "./patience";

/** A receiver of sounds on a line that goes there and back in so many ms, of which so many were asked for again by each look. */
function receiver(missed: readonly number[], roundTripMs: number, kind = "audio") {
  let look = 0;
  const fake = {
    track: { kind },
    jitterBufferTarget: null as number | null,
  };
  const stats = () => [
    { type: "inbound-rtp", nackCount: missed[Math.min(look++, missed.length - 1)] ?? 0 },
    { type: "candidate-pair", currentRoundTripTime: roundTripMs / 1000 },
  ];
  return { fake, as: fake as unknown as RTCRtpReceiver, stats };
}

test("sounds and pictures wait for those that were asked for again, as long as it takes, and no longer than anybody stands", () => {
  for (const [missed, roundTripMs, target, kind] of [
    [5, 5, 120, "audio"],
    [5, 60, 220, "video"],
    [9, 5, 185, "video"],
    [9, 30, 250, "audio"],
    [9, 600, 300, "audio"],
  ] as const) {
    const { fake, as, stats } = receiver([0, missed], roundTripMs, kind);
    const patience = new Patience();
    patience.look(as, stats());
    expect(fake.jitterBufferTarget).toBeNull();
    patience.look(as, stats());
    expect(fake.jitterBufferTarget).toBe(target);
  }
});

test("a line that loses nothing any more is trusted after a while", () => {
  const { fake, as, stats } = receiver([0, 5, 5], 60);
  const patience = new Patience();
  for (let look = 0; look < 11; look++) patience.look(as, stats());
  expect(fake.jitterBufferTarget).toBe(220);
  patience.look(as, stats());
  expect(fake.jitterBufferTarget).toBeNull();
});

test("one that was lost now and then, or a browser that cannot wait, changes nothing", () => {
  const { fake, as, stats } = receiver([0, 1, 2, 3], 60);
  const patience = new Patience();
  for (let look = 0; look < 4; look++) patience.look(as, stats());
  expect(fake.jitterBufferTarget).toBeNull();
  const other = receiver([0, 9], 60);
  const { jitterBufferTarget: _, ...rest } = other.fake;
  for (let look = 0; look < 2; look++) patience.look(rest as unknown as RTCRtpReceiver, other.stats());
  expect("jitterBufferTarget" in rest).toBe(false);
});
