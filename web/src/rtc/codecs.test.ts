import { expect, test } from "vitest";
import { withSoundsAgain, withStart } from "./codecs";

const lines = (...text: string[]) => `${text.join("\r\n")}\r\n`;

const OPUS = "a=rtpmap:111 opus/48000/2";
const TRANSPORT = "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
const CHANGING = [
  TRANSPORT,
  "a=extmap:2/recvonly http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
  "a=extmap:5 urn:ietf:params:rtp-hdrext:toffset",
];
const LEVEL = "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level";

const sounds = (way: string, ...rest: string[]) => ["m=audio 9 UDP/TLS/RTP/SAVPF 63 111", LEVEL, ...rest, way];
const pictures = ["m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000", TRANSPORT, "a=rtcp-fb:96 nack pli"];

test("whoever is sent sounds is read as asking for lost ones again, and nothing in them changes by then", () => {
  for (const way of ["a=sendrecv", "a=recvonly"]) {
    const sdp = lines("v=0", ...sounds(way, ...CHANGING, OPUS), ...pictures);
    const once = withSoundsAgain({ type: "offer", sdp });
    expect(once.type).toBe("offer");
    expect(once.sdp).toBe(lines("v=0", ...sounds(way, OPUS, "a=rtcp-fb:111 nack"), ...pictures));
    expect(withSoundsAgain(once).sdp).toBe(once.sdp);
  }
});

test("of sounds that only come the numbers stay by which the way is known", () => {
  const sdp = lines("v=0", ...sounds("a=sendonly", ...CHANGING, OPUS));
  const once = lines("v=0", ...sounds("a=sendonly", ...CHANGING, OPUS, "a=rtcp-fb:111 nack"));
  expect(withSoundsAgain({ type: "answer", sdp }).sdp).toBe(once);
});

test("a description without sounds, or without words, is left alone", () => {
  const sdp = lines("v=0", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel");
  expect(withSoundsAgain({ type: "answer", sdp }).sdp).toBe(sdp);
  expect(withSoundsAgain({ type: "rollback" })).toEqual({ type: "rollback" });
});

test("of pictures alone it is read at which rate they begin", () => {
  const sdp = lines("v=0", ...sounds("a=sendrecv", OPUS), ...pictures, "a=fmtp:96 max-fs=12288");
  const starts = (kbps: number) => sdp.replace(/(VP8\/90000\r\n)/, `$1a=fmtp:96 x-google-start-bitrate=${kbps}\r\n`);
  expect(withStart({ type: "offer", sdp }, 1_200_000)).toEqual({ type: "offer", sdp: starts(1200) });
  expect(withStart({ type: "rollback" }, 1_200_000)).toEqual({ type: "rollback" });
});
