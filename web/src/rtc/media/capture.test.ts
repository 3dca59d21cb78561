import { afterEach, expect, test, vi } from "vitest";
import { capture, statusOf } from "./capture";

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ["NotAllowedError", "denied"],
  ["SecurityError", "denied"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
  ["SomethingNew", "busy"],
])("%s means %s", (name, status) => {
  expect(statusOf(new DOMException("", name))).toBe(status);
});

test("a page without media devices has none", async () => {
  vi.stubGlobal("navigator", {});
  expect(await capture({ mic: { deviceId: "", exact: false } })).toEqual({ mic: { track: null, status: "missing" } });
});

interface Machine {
  readonly has: { mic?: string; camera?: string };
  readonly granted?: readonly string[];
}

/** getUserMedia of a machine whose devices are there, or fail as named. */
function browser({ has, granted = [] }: Machine) {
  const asked: MediaStreamConstraints[] = [];
  const track = (kind: string) => ({ kind, id: kind });
  const getUserMedia = async (constraints: MediaStreamConstraints) => {
    asked.push(constraints);
    for (const [wanted, name] of [
      [constraints.audio, has.mic],
      [constraints.video, has.camera],
    ] as const) {
      if (wanted && name !== undefined) throw new DOMException("", name);
    }
    return {
      getAudioTracks: () => (constraints.audio ? [track("audio")] : []),
      getVideoTracks: () => (constraints.video ? [track("video")] : []),
    };
  };
  const query = async ({ name }: { name: string }) => ({ state: granted.includes(name) ? "granted" : "prompt" });
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia }, permissions: { query } });
  return asked;
}

const any = { deviceId: "", exact: false };
const statuses = (result: Awaited<ReturnType<typeof capture>>) => [result.mic?.status, result.camera?.status];

test("both are asked for in one question", async () => {
  const asked = browser({ has: {} });
  expect(statuses(await capture({ mic: any, camera: any }))).toEqual(["live", "live"]);
  expect(asked).toHaveLength(1);
});

test("without a camera the microphone works all the same", async () => {
  browser({ has: { camera: "NotFoundError" } });
  expect(statuses(await capture({ mic: any, camera: any }))).toEqual(["live", "missing"]);
});

test("a camera that another program holds does not cost the microphone", async () => {
  browser({ has: { camera: "NotReadableError" } });
  expect(statuses(await capture({ mic: any, camera: any }))).toEqual(["live", "busy"]);
});

test("who said no is not asked again", async () => {
  const asked = browser({ has: { mic: "NotAllowedError", camera: "NotAllowedError" } });
  expect(statuses(await capture({ mic: any, camera: any }))).toEqual(["denied", "denied"]);
  expect(asked).toHaveLength(1);
});

test("a blocked camera does not cost a microphone that is allowed", async () => {
  browser({ has: { camera: "NotAllowedError" }, granted: ["microphone"] });
  expect(statuses(await capture({ mic: any, camera: any }))).toEqual(["live", "denied"]);
});

test("a chosen device that is gone falls back to another", async () => {
  const asked = browser({ has: {} });
  await capture({ mic: { deviceId: "old", exact: false } });
  expect(asked[0]?.audio).toMatchObject({ deviceId: { ideal: "old" } });
});
