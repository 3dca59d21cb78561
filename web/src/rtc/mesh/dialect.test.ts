import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readSignal, writeSignal } from "./dialect";

const example = (name: string) =>
  JSON.parse(readFileSync(resolve(`../protocol/examples/${name}.json`), "utf8")).args[1];

test("descriptions and candidates are understood as objects and as JSON text", () => {
  expect(readSignal(example("signal.client"))).toMatchObject({ sdp: { type: "offer" }, pc: "4f1" });
  expect(readSignal(example("signal.server-0"))).toMatchObject({ ice: { sdpMLineIndex: 0 } });
  const text = JSON.stringify({ sdp: { type: "answer", sdp: "v=0" } });
  expect(readSignal(text)).toEqual({ sdp: { type: "answer", sdp: "v=0" } });
});

test.each([
  ["no JSON", "hello"],
  ["a list", "[1]"],
  ["nothing", "null"],
  ["an sdp that is text", { sdp: "v=0" }],
  ["a type nobody knows", { sdp: { type: "pranswer", sdp: "" } }],
  ["the end of candidates", { ice: null }],
  ["a candidate without one", { ice: { sdpMid: "0" } }],
])("%s is no signal, and no harm", (_, message) => {
  expect(readSignal(message as string)).toBeNull();
});

test("names that are no names and roles that are no roles are left out", () => {
  const offer = {
    sdp: { type: "offer", sdp: "" },
    pc: 7,
    peer: "x".repeat(65),
    tracks: { 0: "mic", 1: "hat" },
    n: "1",
  };
  expect(readSignal(offer as unknown as Record<string, unknown>)).toEqual({
    sdp: { type: "offer", sdp: "" },
    tracks: { 0: "mic" },
  });
});

test("a plain peer is sent the public contract and nothing of ours", () => {
  const said = writeSignal({ sdp: { type: "offer", sdp: "v=0" }, pc: "a", n: 1, tracks: { 0: "mic" } }, "text");
  expect(JSON.parse(said as string)).toEqual({ sdp: { type: "offer", sdp: "v=0" } });
});

test("what is watched crosses the wire as an end of candidates with a field more", () => {
  const said = writeSignal({ watch: { camera: 270, screen: 0 } }, "object");
  expect(said).toEqual({ ice: null, watch: { camera: 270, screen: 0 } });
  expect(readSignal(said)).toEqual({ watch: { camera: 270, screen: 0 } });
});

test("a watch that is no number hides nothing", () => {
  const all = Number.POSITIVE_INFINITY;
  expect(readSignal({ ice: null, watch: { camera: "0", screen: -1 } })).toEqual({
    watch: { camera: all, screen: all },
  });
});

test("a wish for new paths crosses the wire as an end of candidates, too", () => {
  const said = writeSignal({ pc: "a", peer: "b", restart: true }, "object");
  expect(said).toEqual({ ice: null, pc: "a", peer: "b", restart: true });
  expect(readSignal(said)).toEqual({ pc: "a", peer: "b", restart: true });
  expect(readSignal({ ice: null, restart: 1 })).toBeNull();
});
