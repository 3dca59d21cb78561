import { expect, test } from "vitest";
import { type Counters, counted, endToEnd, reportOf } from "./report";

const stats = (...entries: object[]): RTCStatsReport =>
  new Map(entries.map((entry, i) => [String(i), { id: String(i), ...entry }])) as unknown as RTCStatsReport;

const OURS = new Set(["cam", "mic"]);

test("only what comes from this peer is counted: through a server all share a connection", () => {
  const now = counted(
    stats(
      {
        type: "inbound-rtp",
        kind: "audio",
        trackIdentifier: "mic",
        packetsReceived: 50,
        packetsLost: 1,
        bytesReceived: 100,
      },
      {
        type: "inbound-rtp",
        kind: "video",
        trackIdentifier: "cam",
        packetsReceived: 150,
        packetsLost: 3,
        bytesReceived: 900,
        frameWidth: 640,
        frameHeight: 360,
        framesPerSecond: 24.6,
      },
      { type: "inbound-rtp", kind: "video", trackIdentifier: "another", packetsReceived: 999, framesPerSecond: 30 },
    ),
    OURS,
    0,
  );
  expect(now).toMatchObject({ received: 200, lost: 4, bytesIn: 1000, picture: { width: 640, height: 360, fps: 25 } });
});

test.each([
  ["host", "host", "direct"],
  ["host", "srflx", "direct"],
  ["relay", "host", "relayed"],
  ["prflx", "relay", "relayed"],
])("from %s to %s is %s", (local, remote, way) => {
  const pair = {
    type: "candidate-pair",
    nominated: true,
    state: "succeeded",
    currentRoundTripTime: 0.0431,
    localCandidateId: "l",
    remoteCandidateId: "r",
  };
  const ends = [
    { id: "l", type: "local-candidate", candidateType: local },
    { id: "r", type: "remote-candidate", candidateType: remote },
  ];
  expect(counted(stats(pair, ...ends), OURS, 0)).toMatchObject({ way, roundTripMs: 43 });
});

const at = (ms: number, change: Partial<Counters> = {}): Counters => ({
  at: ms,
  received: 0,
  lost: 0,
  bytesIn: 0,
  bytesOut: 0,
  lossOut: null,
  roundTripMs: null,
  picture: null,
  way: "unknown",
  ...change,
});

test("rates and losses are of the time between two looks, and nothing is made up before", () => {
  const first = at(1000, { received: 900, lost: 100, bytesIn: 50_000, bytesOut: 1000 });
  expect(reportOf(null, first)).toMatchObject({ inBps: null, outBps: null });
  const second = at(3000, { received: 990, lost: 110, bytesIn: 300_000, bytesOut: 1000, lossOut: 0.02 });
  expect(reportOf(first, second)).toMatchObject({ lossIn: 0.1, lossOut: 0.02, inBps: 1_000_000, outBps: 0 });
  expect(reportOf(second, { ...second, at: 4000 })).toMatchObject({ lossIn: null, inBps: 0 });
});

test("through the server both ways count: what is lost on either, and the time of both", () => {
  const here = { ...reportOf(null, counted(stats(), OURS, 0)), lossIn: 0.1, lossOut: null, roundTripMs: 20 };
  const beyond = () => ({ lossIn: 0.5, lossOut: 0.2, roundTripMs: 30.4 });
  expect(endToEnd(here, { beyond })).toMatchObject({ lossIn: 0.55, lossOut: 0.2, roundTripMs: 50, way: "viaServer" });
  expect(endToEnd(here, { beyond: () => null })).toMatchObject({ lossIn: 0.1, lossOut: null, roundTripMs: 20 });
  expect(endToEnd(here, {})).toBe(here);
});
