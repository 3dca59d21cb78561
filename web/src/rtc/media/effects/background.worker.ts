// Frames in, frames with another background out. Off the main thread, and running on when the tab is hidden.

import { monotonic } from "@/lib/clock";
import { Compositor } from "./compositor";
import { PaceKeeper } from "./pace";
import type { FromWorker, ToWorker } from "./protocol";
import { Segmenter } from "./segmenter";

const REPORT_EVERY = 30;
const US_PER_MS = 1000;
const USUAL_FRAME_MS = 33;

const say = (message: FromWorker, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

const compositor = new Compositor();
const keeper = new PaceKeeper();
const loading = Segmenter.load();
let frames = 0;
let shown = 0;
let mask: OffscreenCanvas | null = null;

loading.then(
  () => say({ type: "ready" }),
  () => say({ type: "failed" }),
);

/** The picture with its background replaced, or null where this frame is left out. */
function work(
  segmenter: Segmenter,
  picture: CanvasImageSource,
  width: number,
  height: number,
  frameMs: number,
): OffscreenCanvas | null {
  const { maskEvery, showEvery } = keeper.pace;
  const isShown = frames % showEvery === 0;
  const start = monotonic();
  let composed: OffscreenCanvas | null = null;
  if (isShown) {
    if (mask === null || shown % maskEvery === 0) mask = segmenter.mask(picture);
    composed = compositor.compose(picture, width, height, mask);
    shown += 1;
  }
  const workMs = monotonic() - start;
  const hasChanged = keeper.observe(workMs, frameMs);
  if (hasChanged || frames % REPORT_EVERY === 0) say({ type: "pace", workMs, isStruggling: keeper.isStruggling });
  frames += 1;
  return composed;
}

async function pump(input: ReadableStream<VideoFrame>, output: WritableStream<VideoFrame>): Promise<void> {
  const segmenter = await loading;
  let last = 0;
  const change = new TransformStream<VideoFrame, VideoFrame>({
    transform(frame, controller) {
      const frameMs = last === 0 ? USUAL_FRAME_MS : Math.max(1, (frame.timestamp - last) / US_PER_MS);
      last = frame.timestamp;
      const composed = work(segmenter, frame, frame.displayWidth, frame.displayHeight, frameMs);
      if (composed) controller.enqueue(new VideoFrame(composed, { timestamp: frame.timestamp, alpha: "discard" }));
      frame.close();
    },
  });
  await input.pipeThrough(change).pipeTo(output);
}

async function paint(picture: ImageBitmap, frameMs: number): Promise<void> {
  const segmenter = await loading;
  const composed = work(segmenter, picture, picture.width, picture.height, frameMs);
  picture.close();
  const done = composed?.transferToImageBitmap() ?? null;
  say({ type: "picture", picture: done }, done ? [done] : []);
}

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  const failed = (): void => say({ type: "failed" });
  if (data.type === "background") compositor.background = data.background;
  else if (data.type === "streams") pump(data.frames, data.out).catch(failed);
  else paint(data.picture, data.frameMs).catch(failed);
});
