import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_TRACKS } from "../roles";
import { MeshLink } from "./link";
import { Negotiation } from "./negotiation";
import { FakePeerConnection } from "./testing/fakePeerConnection";
import { Turns } from "./testing/turns";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal("RTCRtpReceiver", { getCapabilities: () => null });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Sends for real as far as parameters go; the peer reports what the test says. */
class Reported extends FakePeerConnection {
  loss = 0;
  /** The report that came last, ms; null: as of now. */
  lastReport: number | null = null;
  /** Whether the peer is heard. */
  isHeard = true;
  readonly renewed: string[] = [];
  readonly sends: { kind: string; encoding: RTCRtpEncodingParameters }[] = [];

  override addTransceiver(what: string | { kind: string }, init?: RTCRtpTransceiverInit) {
    const kind = typeof what === "string" ? what : what.kind;
    const transceiver = super.addTransceiver(kind);
    const send = { kind, encoding: { ...init?.sendEncodings?.[0] } };
    this.sends.push(send);
    const sender = {
      track: typeof what === "string" ? null : what,
      replaceTrack: async () => {},
      getParameters: () => ({ encodings: [{ ...send.encoding }] }),
      setParameters: async (
        { encodings }: { encodings: RTCRtpEncodingParameters[] },
        options?: { encodingOptions: { keyFrame: boolean }[] },
      ) => {
        send.encoding = { ...encodings[0] };
        if (options?.encodingOptions[0]?.keyFrame) this.renewed.push(kind);
      },
      getStats: async () => {
        const timestamp = this.lastReport ?? Date.now();
        const remote = {
          id: "remote",
          type: "remote-inbound-rtp",
          localId: "sent",
          timestamp,
          fractionLost: this.loss,
        };
        const sent = { id: "sent", type: "outbound-rtp", timestamp: Date.now(), packetsSent: Date.now() / 20 };
        return new Map<string, object>([remote, sent].map((each) => [each.id, each]));
      },
    };
    const getSynchronizationSources = () => (this.isHeard ? [{ rtpTimestamp: Date.now() }] : []);
    return Object.assign(transceiver, { sender, receiver: { track: { kind }, getSynchronizationSources } });
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }

  sent(kind: string) {
    return this.sends.find((send) => send.kind === kind)?.encoding;
  }
}

async function connected() {
  const pc = new Reported(new Turns(() => 0.5));
  const camera = { kind: "video", contentHint: "", getSettings: () => ({ height: 720 }) };
  const mic = { kind: "audio", getSettings: () => ({}) };
  const tracks = { ...NO_TRACKS, camera, mic } as unknown as typeof NO_TRACKS;
  const heard = { send() {}, changed() {}, track() {}, suffers() {}, report() {} };
  const deps = { createPc: () => pc as never, name: () => "a", ...heard };
  const link = new MeshLink({ id: "bo", protocol: 1, offers: true, away: false }, false, tracks, 1, deps);
  await vi.advanceTimersByTimeAsync(0);
  pc.become("connected");
  return { pc, link };
}

test("a picture that the peer mostly misses becomes small at once, and what it was when nothing is lost any more", async () => {
  const { pc } = await connected();
  await vi.advanceTimersByTimeAsync(3000);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 1_700_000, scaleResolutionDownBy: 1 });
  pc.loss = 0.6;
  await vi.advanceTimersByTimeAsync(600);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 40_000, scaleResolutionDownBy: 6, active: true });
  expect(pc.sent("audio")).toMatchObject({ maxBitrate: 24_000 });
  pc.loss = 0;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 1_700_000, scaleResolutionDownBy: 1 });
  expect(pc.sent("audio")).toMatchObject({ maxBitrate: 40_000 });
});

test("a picture of which no reports come becomes small as well, if other things do come", async () => {
  const { pc } = await connected();
  await vi.advanceTimersByTimeAsync(3000);
  pc.lastReport = Date.now();
  await vi.advanceTimersByTimeAsync(2000);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 1_700_000 });
  await vi.advanceTimersByTimeAsync(1500);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 40_000 });
});

test("where nothing comes at all the line is cut, not narrow", async () => {
  const { pc } = await connected();
  await vi.advanceTimersByTimeAsync(3000);
  [pc.lastReport, pc.isHeard] = [Date.now(), false];
  await vi.advanceTimersByTimeAsync(4000);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 1_700_000 });
  pc.isHeard = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(pc.sent("video"), "a report takes a second to come again").toMatchObject({ maxBitrate: 1_700_000 });
});

test("once something comes again a picture is sent whole, and a voice is not", async () => {
  const { pc, link } = await connected();
  link.back();
  await vi.advanceTimersByTimeAsync(10);
  expect(pc.renewed).toEqual(["video"]);
});

test("new paths that were asked for while nothing came are not looked for once something comes", async () => {
  const { link } = await connected();
  const received = vi.spyOn(Negotiation.prototype, "receive");
  const ask = () => link.receive({ ice: null, pc: "b", peer: "a", restart: true });
  link.back();
  ask();
  expect(received).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  ask();
  expect(received).toHaveBeenCalledOnce();
});

test("nobody asks for reports where there is no connection", async () => {
  const { pc, link } = await connected();
  pc.loss = 0.6;
  pc.become("disconnected");
  await vi.advanceTimersByTimeAsync(5000);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 1_700_000 });
  pc.become("connected");
  link.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(pc.sent("video")).toMatchObject({ maxBitrate: 1_700_000 });
});
