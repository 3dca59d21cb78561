import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_TRACKS } from "../roles";
import type { SignalMessage } from "../session";
import { ServerSession } from "./session";
import { FakeServerPc } from "./testing/fakeServerPc";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("RTCRtpReceiver", {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Sent = { pc: string; n: number } & Record<string, unknown>;

function begin(device: "desk" | "phone" = "desk") {
  const pcs: FakeServerPc[] = [];
  const sent: Sent[] = [];
  const told: string[] = [];
  let names = 0;
  const session = new ServerSession({
    selfId: "me",
    tracks: NO_TRACKS,
    iceServers: [],
    device,
    name: () => {
      names += 1;
      return `pc${names}`;
    },
    createPc: () => {
      const pc = new FakeServerPc();
      pcs.push(pc);
      return pc as unknown as RTCPeerConnection;
    },
    report: (problem) => {
      throw problem;
    },
    events: {
      send: (toId, message: SignalMessage) => {
        expect(toId).toBe("sfu");
        sent.push(message as Sent);
      },
      link: () => {},
      state: (state) => told.push(state),
      track: (id, role, track) => told.push(`${id} ${role} ${track === null ? "goes" : "comes"}`),
      sound: () => {},
      speaking: (id, speaking) => told.push(`${id} ${speaking ? "speaks" : "is quiet"}`),
      quality: (id, step, side) => told.push(`${id} ${step} ${side}`),
      expects: () => false,
    },
  });
  const pc = () => pcs.at(-1) as FakeServerPc;
  const offers = () => sent.filter(({ sdp }) => sdp !== undefined);
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const answer = async () => {
    const { pc: name, n } = offers().at(-1) as Sent;
    session.receive("sfu", { pc: name, n, sdp: { type: "answer", sdp: "answer" } });
    await settle();
  };
  const connect = async () => {
    await settle();
    await answer();
    pc().become("connected");
    pc().channel.open();
    await settle();
  };
  return { session, pcs, pc, sent, offers, told, settle, answer, connect };
}

const count = (kinds: unknown) =>
  Object.values(kinds as Record<string, string>).reduce<Record<string, number>>((sum, kind) => {
    sum[kind] = (sum[kind] ?? 0) + 1;
    return sum;
  }, {});

test.each([
  ["desk", 9],
  ["phone", 4],
] as const)("a %s makes one offer, with what it sends and %i places for pictures", async (device, pictures) => {
  const { sent, offers, connect } = begin(device);
  await connect();
  expect(offers()).toHaveLength(1);
  expect(Object.values(offers()[0]?.tracks as object)).toEqual(["mic", "camera", "screen", "screen-audio"]);
  expect(count(offers()[0]?.slots)).toEqual({ audio: 3, video: pictures, screen: 1, "screen-audio": 1 });
  expect(sent.map((message) => Object.keys(message)[1])).toEqual(["n", "ice"]); // no candidate before its offer
});

test("what is looked at is told as soon as there is somebody to tell, and then no more often than it changes", async () => {
  const { session, pc, connect } = begin();
  const bo = { id: "bo", source: "camera", width: 640, height: 360, pinned: false } as const;
  session.watch([bo]);
  await connect();
  const wish = { type: "media-wish", rev: 1, tiles: [bo], audioOnly: false };
  expect(pc().channel.sent).toEqual([wish]);
  session.watch([{ ...bo }]);
  session.watch([{ ...bo, width: 100 }]);
  session.watch([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(pc().channel.sent).toEqual([wish, { type: "media-wish", rev: 2, tiles: [], audioOnly: true }]);
});

test("sizes that nobody looks at are not sent", async () => {
  const { pc, connect, settle } = begin();
  await connect();
  const active = () =>
    pc()
      .transceivers[1]?.sender.getParameters()
      .encodings.map(({ rid, active }) => [rid, active]);
  expect(active()).toEqual([
    ["q", true],
    ["h", true],
    ["f", true],
  ]);
  pc().channel.hear({ type: "layers", camera: [true, false, false], screen: false });
  await settle();
  expect(active()).toEqual([
    ["q", true],
    ["h", false],
    ["f", false],
  ]);
});

test("pictures give way to the sound on a line that loses them, and come back when it loses nothing", async () => {
  const { session, pc, connect } = begin();
  session.publish("camera", { kind: "video", getSettings: () => ({}) } as unknown as MediaStreamTrack);
  await connect();
  const sent = () => pc().transceivers[1]?.sender.getParameters().encodings;
  pc().missed = 0;
  await vi.advanceTimersByTimeAsync(2000);
  expect(sent()?.map(({ active }) => active)).toEqual([true, true, true]);
  pc().missed = 0.7;
  await vi.advanceTimersByTimeAsync(600);
  expect(sent()?.map(({ active }) => active)).toEqual([true, false, false]);
  pc().missed = 0;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(sent()?.map(({ active }) => active)).toEqual([true, true, true]);
  session.close();
});

test("whoever is put into a slot comes, and goes when the slot is given away or the connection ends", async () => {
  const { session, pc, told, connect } = begin();
  await connect();
  told.length = 0;
  const slots = (id: string | null) => ({ "4": id && { id, source: "mic", layer: null, ts: 1 } });
  pc().channel.hear({ type: "slots", rev: 1, slots: slots("bo") });
  pc().channel.hear({ type: "slots", rev: 2, slots: slots("eva") });
  session.close();
  expect(told).toEqual(["bo mic comes", "bo mic goes", "eva mic comes", "eva mic goes"]);
});

test("after a refusal or a loss there is a new connection, and what is said to the old one is not heard", async () => {
  const { session, pcs, offers, told, connect, settle, answer } = begin();
  await connect();
  session.receive("sfu", { pc: "pc1", failed: { code: "internal", message: "" } });
  await settle();
  expect(pcs.map(({ connectionState }) => connectionState)).toEqual(["closed", "new"]);
  expect(offers().map(({ pc, n }) => `${pc} ${n}`)).toEqual(["pc1 1", "pc2 1"]);
  session.receive("sfu", { pc: "pc1", n: 1, sdp: { type: "answer", sdp: "late" } });
  await settle();
  expect(pcs[1]?.signalingState).toBe("have-local-offer");
  await answer();
  pcs[1]?.become("connected");
  expect(told).toEqual(["connected", "interrupted", "connected"]);
});

test("a path that breaks is looked for again on the same connection", async () => {
  const { pcs, pc, offers, connect } = begin();
  await connect();
  pc().become("disconnected");
  await vi.advanceTimersByTimeAsync(2000);
  expect(pcs).toHaveLength(1);
  expect(offers().map(({ pc: name, n, sdp }) => [name, n, (sdp as RTCSessionDescriptionInit).sdp])).toEqual([
    ["pc1", 1, "offer, restarts 0"],
    ["pc1", 2, "offer, restarts 1"],
  ]);
});

test("a server that began anew knows none of our connections", async () => {
  const { session, pcs, connect, settle } = begin();
  await connect();
  session.heal("resumed");
  await settle();
  expect(pcs).toHaveLength(1);
  session.heal("restarted");
  await settle();
  expect(pcs).toHaveLength(2);
});

test("when nothing comes any more, new paths are looked for on the connection that stands", async () => {
  const { session, pcs, sent, connect, settle } = begin();
  await connect();
  session.silent("ana");
  session.silent("bo");
  await settle();
  expect(pcs).toHaveLength(1);
  expect(sent.filter((message) => "sdp" in message)).toHaveLength(2);
});

test("after a silence pictures are sent whole", async () => {
  const { session, pc, connect, settle } = begin();
  const camera = { kind: "video", contentHint: "", getSettings: () => ({}) } as unknown as MediaStreamTrack;
  session.publish("camera", camera);
  await connect();
  session.back("ana");
  await settle();
  expect(
    pc()
      .transceivers.filter(({ sender }) => sender.renewed > 0)
      .map(({ sender }) => sender.track),
  ).toEqual([camera]);
});

test("who leaves the server says so", async () => {
  const { session, pc, sent, connect } = begin();
  await connect();
  session.close();
  expect(sent.at(-1)).toMatchObject({ pc: "pc1", bye: true });
  expect(pc().connectionState).toBe("closed");
});

test("the server says who speaks, and whose side is bad", async () => {
  const { pc, told, connect } = begin();
  await connect();
  told.length = 0;
  pc().channel.hear({ type: "speaking", ids: ["bo", "eva"] });
  pc().channel.hear({ type: "speaking", ids: ["eva"] });
  expect(told).toEqual(["bo speaks", "eva speaks", "bo is quiet"]);
  told.length = 0;
  const way = (loss: number) => ({ loss, rttMs: 20, bps: 500_000, layer: null });
  const fine = { up: way(0), down: way(0) };
  pc().channel.hear({ type: "quality", people: { me: fine, bo: { ...fine, up: way(0.2) } } });
  pc().channel.hear({ type: "quality", people: { me: { ...fine, down: way(0.2) }, eva: fine } });
  expect(told).toEqual(["bo poor theirs", "eva poor yours"]);
});

test("nothing that the server may say breaks anything", async () => {
  const { pc, connect } = begin();
  await connect();
  for (const odd of [
    {},
    { type: "slots" },
    { type: "slots", rev: 1, slots: { "4": 7, "9": { id: 3 } } },
    { type: "new" },
  ])
    pc().channel.hear(odd);
  pc().channel.hear({ type: "quality", people: { bo: null } });
  pc().channel.dispatchEvent(Object.assign(new Event("message"), { data: "{" }));
});
