import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { kept } from "@/lib/storage";
import { OwnMedia } from "./local";
import type { MediaNotice } from "./port";

class FakeTrack extends EventTarget {
  enabled = true;
  readyState = "live";

  constructor(
    readonly kind: "audio" | "video",
    readonly deviceId: string,
  ) {
    super();
  }

  get label(): string {
    return this.deviceId;
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }

  stop(): void {
    this.readyState = "ended";
  }

  /** Pulled out of the machine. */
  unplug(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

class Machine extends EventTarget {
  readonly devices = new Map<string, "audio" | "video">([
    ["mic-1", "audio"],
    ["cam-1", "video"],
  ]);
  readonly given: FakeTrack[] = [];
  /** Holds the answer to the next questions back until it is resolved. */
  answer: Promise<void> = Promise.resolve();
  forbids = false;

  async enumerateDevices() {
    const kinds = { audio: "audioinput", video: "videoinput" } as const;
    return [...this.devices].map(([deviceId, kind]) => ({ deviceId, label: deviceId, kind: kinds[kind] }));
  }

  async getUserMedia({ audio, video }: MediaStreamConstraints) {
    await this.answer;
    if (this.forbids) throw new DOMException("no", "NotAllowedError");
    const tracks = [this.#pick("audio", audio), this.#pick("video", video)].filter((t) => t !== null);
    this.given.push(...tracks);
    const of = (kind: string) => tracks.filter((t) => t.kind === kind);
    return { getAudioTracks: () => of("audio"), getVideoTracks: () => of("video") };
  }

  #pick(kind: "audio" | "video", wish: boolean | MediaTrackConstraints | undefined): FakeTrack | null {
    if (!wish) return null;
    const id = typeof wish === "object" ? (wish.deviceId as { exact?: string; ideal?: string } | undefined) : undefined;
    const all = [...this.devices].filter(([, k]) => k === kind).map(([device]) => device);
    const chosen = id?.exact ?? (all.includes(id?.ideal ?? "") ? id?.ideal : all[0]);
    if (chosen === undefined) throw new DOMException("", "NotFoundError");
    if (!all.includes(chosen)) throw new DOMException("", "OverconstrainedError");
    return new FakeTrack(kind, chosen);
  }
}

let machine: Machine;

beforeEach(() => {
  for (const key of ["media", "devices", "effects"]) kept.set(key, null);
  machine = new Machine();
  vi.stubGlobal("navigator", { mediaDevices: machine });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function desk() {
  const sent = new Map<string, FakeTrack | null>();
  const notices: MediaNotice[] = [];
  const media = new OwnMedia({
    track: (role, track) => sent.set(role, track as FakeTrack | null),
    notice: (notice) => notices.push(notice),
  });
  return { media, sent, notices, state: () => media.store.getState() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("starting brings both devices, and says so", async () => {
  const { media, sent, state } = desk();
  await media.start();
  expect(state()).toMatchObject({
    mic: "live",
    camera: "live",
    selected: { audioinput: "mic-1", videoinput: "cam-1" },
  });
  expect([sent.get("mic")?.kind, sent.get("camera")?.kind]).toEqual(["audio", "video"]);
});

test("camera off releases the camera; microphone off keeps it silent and ready", async () => {
  const { media, sent, state } = desk();
  await media.start();
  const [mic, camera] = [sent.get("mic"), sent.get("camera")];
  await media.setCamera(false);
  await media.setMic(false);
  expect([camera?.readyState, sent.get("camera"), state().camera]).toEqual(["ended", null, "off"]);
  expect([mic?.readyState, mic?.enabled, state().mic, state().micOn]).toEqual(["live", false, "live", false]);
  await media.setMic(true);
  expect(mic?.enabled).toBe(true);
});

test("what is granted after everything was let go of is let go of too", async () => {
  const { media, sent, state } = desk();
  let allow = () => {};
  machine.answer = new Promise((resolve) => {
    allow = resolve;
  });
  const started = media.start();
  await settled();
  media.stop();
  allow();
  await started;
  expect(machine.given.map((track) => track.readyState)).toEqual(["ended", "ended"]);
  expect([sent.get("mic") ?? null, state().mic, state().camera]).toEqual([null, "off", "off"]);
});

test("a camera turned off while the browser still asks stays off", async () => {
  const { media, sent, state } = desk();
  let allow = () => {};
  machine.answer = new Promise((resolve) => {
    allow = resolve;
  });
  const started = media.start();
  await settled();
  await media.setCamera(false);
  allow();
  await started;
  expect([sent.get("camera") ?? null, state().camera, state().mic]).toEqual([null, "off", "live"]);
  expect(machine.given.find((track) => track.kind === "video")?.readyState).toBe("ended");
});

test("another microphone is taken without leaving anything of the first", async () => {
  machine.devices.set("mic-2", "audio");
  const { media, sent, state } = desk();
  await media.start();
  const first = sent.get("mic");
  await media.choose("audioinput", "mic-2");
  expect([first?.readyState, sent.get("mic")?.deviceId]).toEqual(["ended", "mic-2"]);
  expect(state().selected.audioinput).toBe("mic-2");
});

test("a microphone that is pulled out is replaced by another, and one is told", async () => {
  machine.devices.set("mic-2", "audio");
  const { media, sent, notices, state } = desk();
  await media.start();
  const mic = sent.get("mic");
  machine.devices.delete("mic-1");
  mic?.unplug();
  await vi.waitFor(() => expect(notices).toHaveLength(1));
  expect(notices[0]).toEqual({ kind: "device-lost", device: "audioinput", label: "mic-1", fallback: "mic-2" });
  expect([state().mic, sent.get("mic")?.deviceId]).toEqual(["live", "mic-2"]);
});

test("one is told within a moment that a device is gone, also where the browser takes its time to look for another", async () => {
  vi.useFakeTimers();
  try {
    const { media, sent, notices } = desk();
    await media.start();
    machine.answer = new Promise(() => {});
    sent.get("mic")?.unplug();
    await vi.advanceTimersByTimeAsync(700);
    expect(notices).toEqual([{ kind: "device-lost", device: "audioinput", label: "mic-1", fallback: null }]);
  } finally {
    vi.useRealTimers();
  }
});

test("a device that the browser forbids during the call is told apart from one that was pulled out", async () => {
  const { media, sent, notices, state } = desk();
  await media.start();
  machine.forbids = true;
  sent.get("camera")?.unplug();
  await vi.waitFor(() => expect(notices).toHaveLength(1));
  expect(notices[0]).toEqual({ kind: "device-forbidden", device: "videoinput", label: "cam-1" });
  expect(state().camera).toBe("denied");
});

test("a camera that is pulled out and was the only one has ended", async () => {
  const { media, sent, notices, state } = desk();
  await media.start();
  machine.devices.delete("cam-1");
  sent.get("camera")?.unplug();
  await vi.waitFor(() => expect(notices).toHaveLength(1));
  expect(notices[0]).toMatchObject({ device: "videoinput", fallback: null });
  expect([state().camera, state().mic]).toEqual(["ended", "live"]);
});

test("a new headset is offered, not taken", async () => {
  const { media, sent, notices } = desk();
  await media.start();
  machine.devices.set("headset", "audio");
  machine.dispatchEvent(new Event("devicechange"));
  await vi.waitFor(() => expect(notices).toHaveLength(1));
  expect(notices[0]).toEqual({ kind: "device-new", device: "audioinput", id: "headset", label: "headset" });
  expect(sent.get("mic")?.deviceId).toBe("mic-1");
});

test("who comes again finds microphone and camera as they left them", async () => {
  const first = desk();
  await first.media.setCamera(false);
  expect(desk().state()).toMatchObject({ micOn: true, cameraOn: false });
});
