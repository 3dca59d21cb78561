// A camera track with another background. Loaded only when somebody asks for one.

import { monotonic } from "@/lib/clock";
import type { Background, FromWorker, ToWorker } from "./protocol";

export type { Background } from "./protocol";

export interface BackgroundTrack {
  /** What to show and send instead of the camera's own track. */
  readonly track: MediaStreamTrack;
  /** Ends `track`; the camera's own track is left to its owner. */
  stop(): void;
}

export interface BackgroundEvents {
  /** What one picture costs, about once a second. */
  onCost?(workMs: number): void;
  /** The machine cannot keep up even at the slowest pace. Said once. */
  onStruggle?(): void;
  /** No more pictures will come. */
  onFailure?(): void;
}

interface Pump {
  readonly track: MediaStreamTrack;
  stop(): void;
}

/** Rejects where the browser cannot do it (no WebAssembly SIMD, no canvas in a worker). */
export async function withBackground(
  camera: MediaStreamTrack,
  background: Background,
  events: BackgroundEvents = {},
): Promise<BackgroundTrack> {
  const worker = new Worker(new URL("./background.worker.ts", import.meta.url), { type: "module" });
  const say = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  try {
    await ready(worker);
    say({ type: "background", background }, background.kind === "image" ? [background.image] : []);
    let hasStruggled = false;
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "failed") events.onFailure?.();
      if (data.type !== "pace") return;
      events.onCost?.(data.workMs);
      if (data.isStruggling && !hasStruggled) {
        hasStruggled = true;
        events.onStruggle?.();
      }
    });
    const pump = streamPump(camera, say) ?? picturePump(camera, worker, say);
    return {
      track: pump.track,
      stop() {
        pump.stop();
        worker.terminate();
      },
    };
  } catch (cause) {
    worker.terminate();
    throw cause;
  }
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (): void => reject(new Error("this browser cannot replace a background"));
    worker.addEventListener("error", refuse, { once: true });
    worker.addEventListener(
      "message",
      ({ data }: MessageEvent<FromWorker>) => (data.type === "ready" ? resolve() : refuse()),
      { once: true },
    );
  });
}

// Chromium's streams of frames (mediacapture-transform, as first shipped on the main thread) are in no TypeScript library.
interface FrameSource {
  readonly readable: ReadableStream<VideoFrame>;
}
interface FrameSink extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}
declare global {
  interface Window {
    readonly MediaStreamTrackProcessor?: new (options: {
      track: MediaStreamTrack;
      maxBufferSize: number;
    }) => FrameSource;
    readonly MediaStreamTrackGenerator?: new (options: { kind: "video" }) => FrameSink;
  }
}

/** Null where the browser has no such streams. */
function streamPump(camera: MediaStreamTrack, say: (message: ToWorker, transfer: Transferable[]) => void): Pump | null {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = window;
  if (!MediaStreamTrackProcessor || !MediaStreamTrackGenerator) return null;
  // A clone of our own: stopping the pump ends the stream without ending the camera.
  const own = camera.clone();
  const frames = new MediaStreamTrackProcessor({ track: own, maxBufferSize: 1 }).readable;
  const sink = new MediaStreamTrackGenerator({ kind: "video" });
  say({ type: "streams", frames, out: sink.writable }, [frames, sink.writable]);
  return {
    track: sink,
    stop() {
      own.stop();
      sink.stop();
    },
  };
}

const PICTURES_PER_S = 30;

/** Firefox and Safari: pictures go to the worker one by one and come back into a canvas. */
function picturePump(
  camera: MediaStreamTrack,
  worker: Worker,
  say: (message: ToWorker, transfer: Transferable[]) => void,
): Pump {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([camera]);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("no 2d canvas in this browser");
  const [track] = canvas.captureStream(PICTURES_PER_S).getVideoTracks();
  if (!track) throw new Error("no canvas stream in this browser");

  let isBusy = false;
  let last = monotonic();
  const send = async (): Promise<void> => {
    if (isBusy || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    isBusy = true;
    const picture = await createImageBitmap(video);
    const at = monotonic();
    say({ type: "picture", picture, frameMs: Math.max(1, at - last) }, [picture]);
    last = at;
  };
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (data.type !== "picture") return;
    isBusy = false;
    if (!data.picture) return;
    if (canvas.width !== data.picture.width) canvas.width = data.picture.width;
    if (canvas.height !== data.picture.height) canvas.height = data.picture.height;
    context.drawImage(data.picture, 0, 0);
    data.picture.close();
  });
  // A timer rather than requestVideoFrameCallback, which stops in a hidden tab; there the timer is slowed to 1 a second.
  const timer = setInterval(() => void send().catch(() => (isBusy = false)), 1000 / PICTURES_PER_S);
  void video.play().catch(() => undefined);
  return {
    track,
    stop() {
      clearInterval(timer);
      video.srcObject = null;
      track.stop();
    },
  };
}
