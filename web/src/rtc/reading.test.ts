import { expect, test } from "vitest";
import { Reading } from "./reading";

const sdp = ["m=audio 9 X 111", "a=rtpmap:111 opus/48000/2", "m=video 9 X 96", "a=rtpmap:96 VP8/90000", ""].join(
  "\r\n",
);

/** A connection that notes what is done to it; `fails`: it takes nothing that was said. */
function connection(fails = false) {
  const done: string[] = [];
  const heard: string[] = [];
  const asks: boolean[] = [];
  const pc = {
    signalingState: "stable",
    setLocalDescription: async () => void done.push("speaks"),
    setRemoteDescription: async (said: RTCSessionDescriptionInit) => {
      if (fails) throw new DOMException("no", "InvalidAccessError");
      done.push(`hears ${said.type}`);
      heard.push(said.sdp?.match(/start-bitrate=\d+/)?.[0] ?? "none");
      asks.push(said.sdp?.includes("a=rtcp-fb:111 nack\r\n") ?? false);
    },
  };
  return { done, heard, asks, fake: pc, as: pc as unknown as RTCPeerConnection };
}

test("what was said is read once more with another rate each time that the line may carry more", async () => {
  for (const type of ["answer", "offer"] as const) {
    const [reading, { done, heard, asks, as }] = [new Reading(), connection()];
    await reading.hear(as, { type, sdp });
    for (let times = 0; times < 3; times++) await reading.widen(as, 1_200_000);
    const once = type === "answer" ? ["speaks", "hears answer"] : ["hears offer", "speaks"];
    expect(asks).toEqual([true, true, true, true]);
    expect(done).toEqual([`hears ${type}`, ...once, ...once, ...once]);
    expect(heard.every((start, i) => start !== heard[i - 1])).toBe(true);
    await reading.hear(as, { type, sdp });
    expect(heard.at(-1)).toBe(heard.at(-2)); // which it does not hear
  }
});

test("while the line is full nothing is read as asked for again, and afterwards it is", async () => {
  const [reading, { asks, as }] = [new Reading(), connection()];
  await reading.hear(as, { type: "answer", sdp });
  await reading.fill(as, true);
  await reading.hear(as, { type: "answer", sdp });
  await reading.fill(as, false);
  expect(asks).toEqual([true, false, false, true]);
});

test("before anything was said, or while something is under way, nothing is read", async () => {
  const [reading, { done, fake, as }] = [new Reading(), connection()];
  await reading.widen(as, 1_200_000);
  await expect(reading.hear(connection(true).as, { type: "offer", sdp })).rejects.toThrow("no");
  await reading.widen(as, 1_200_000);
  await reading.hear(as, { type: "answer", sdp });
  fake.signalingState = "have-local-offer";
  await reading.widen(as, 1_200_000);
  expect(done).toEqual(["hears answer"]);
});
