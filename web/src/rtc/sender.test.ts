import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** What a sender of a browser was told that does, or does not, read the options that go with parameters. */
async function renewed({ readsOptions, kind = "video" }: { readsOptions: boolean; kind?: string }) {
  const told: string[] = [];
  const transforms: string[] = [];
  vi.stubGlobal("Worker", class {});
  vi.stubGlobal(
    "MessageChannel",
    class {
      port2 = { onmessage: () => {} };
      port1 = { postMessage: () => this.port2.onmessage() };
    },
  );
  vi.stubGlobal(
    "RTCRtpScriptTransform",
    class {
      constructor(_worker: Worker, { port }: { port: MessagePort }) {
        transforms.push(told.join());
        port.onmessage = () => void told.push("asked inside");
      }
    },
  );
  const sender = {
    track: null as MediaStreamTrack | null,
    transform: null,
    replaceTrack: async (track: MediaStreamTrack) => {
      sender.track = track;
      told.push("sends");
    },
    getParameters: () => ({ encodings: [{}], transactionId: "1" }),
    setParameters: async ({ transactionId }: { transactionId: string }, options?: { encodingOptions: unknown[] }) => {
      const count = readsOptions ? options?.encodingOptions.length : 0;
      if (transactionId === "") throw new Error("no such transaction");
      if (count) told.push("asked with parameters");
    },
  };
  const { TrackSender } = await import("./sender");
  const ours = new TrackSender({ sender } as unknown as RTCRtpTransceiver, (problem) => expect.fail(String(problem)));
  ours.renewPicture();
  ours.set({ kind, contentHint: "" } as MediaStreamTrack, [{}]);
  ours.renewPicture();
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { told, transforms };
}

test("a whole picture is asked for with parameters, and once there is something to send", async () => {
  expect(await renewed({ readsOptions: true })).toEqual({ told: ["sends", "asked with parameters"], transforms: [] });
});

test("a browser that reads no options is asked inside a transform, which is there before anything is sent", async () => {
  expect(await renewed({ readsOptions: false })).toEqual({ told: ["sends", "asked inside"], transforms: [""] });
});

test("what is heard needs none", async () => {
  expect((await renewed({ readsOptions: false, kind: "audio" })).transforms).toEqual([]);
});
