// @vitest-environment node
import { expect, test, vi } from "vitest";
import { deflate, inflate } from "./deflated";

const sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=msid:- Zoë\r\n".repeat(17);

test("a description is made small, and is the same again", async () => {
  const small = await deflate("offer", sdp);
  expect([small.type, small.sdp]).toEqual(["offer", undefined]);
  expect(small.deflated?.length).toBeLessThan(sdp.length / 5);
  expect(await inflate(small)).toBe(sdp);
  await expect(inflate({ type: "answer", deflated: "v=0" })).rejects.toThrow();
});

test("what is not small is taken as it is, and a browser that cannot make it small says it so", async () => {
  expect(await inflate({ type: "answer", sdp })).toBe(sdp);
  vi.stubGlobal("CompressionStream", undefined);
  expect(await deflate("offer", sdp)).toEqual({ type: "offer", sdp });
  vi.unstubAllGlobals();
});
