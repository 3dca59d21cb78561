// The person in front, something else behind.

import type { Background } from "./protocol";
import { surface } from "./segmenter";

/** The backdrop is blurred small: the picture's height in pixels, and the radius there. */
const BLUR_HEIGHT = 180;
const BLUR_PX = 7;

export class Compositor {
  #background: Background = { kind: "blur" };
  readonly #out = surface(2, 2);
  readonly #small = surface(2, 2);

  set background(background: Background) {
    if (this.#background.kind === "image") this.#background.image.close();
    this.#background = background;
  }

  /** Draws the picture through the mask over the background. The canvas is ours: use it before the next call. */
  compose(picture: CanvasImageSource, width: number, height: number, mask: OffscreenCanvas): OffscreenCanvas {
    const out = this.#out;
    resize(out, width, height);
    out.globalCompositeOperation = "copy";
    out.imageSmoothingQuality = "high";
    out.drawImage(mask, 0, 0, width, height);
    out.globalCompositeOperation = "source-in";
    out.drawImage(picture, 0, 0, width, height);
    out.globalCompositeOperation = "destination-over";
    if (this.#background.kind === "image") drawCovering(out, this.#background.image, width, height);
    else out.drawImage(this.#blurred(picture, width, height), 0, 0, width, height);
    return out.canvas;
  }

  #blurred(picture: CanvasImageSource, width: number, height: number): OffscreenCanvas {
    const small = this.#small;
    resize(small, Math.max(2, Math.round((BLUR_HEIGHT * width) / height)), BLUR_HEIGHT);
    const { width: w, height: h } = small.canvas;
    small.globalCompositeOperation = "copy";
    if ("filter" in small) {
      small.filter = `blur(${BLUR_PX}px)`;
      // Drawn a little larger than the canvas, because a blur fades out at the rim.
      small.drawImage(picture, -BLUR_PX, -BLUR_PX, w + 2 * BLUR_PX, h + 2 * BLUR_PX);
    } else {
      // Safari has no canvas filter: shrink, and let the enlarging smooth it.
      const coarse = small as OffscreenCanvasRenderingContext2D;
      resize(coarse, Math.max(2, Math.round(w / 8)), Math.round(h / 8));
      coarse.drawImage(picture, 0, 0, coarse.canvas.width, coarse.canvas.height);
    }
    return small.canvas;
  }
}

function resize(context: OffscreenCanvasRenderingContext2D, width: number, height: number): void {
  if (context.canvas.width !== width) context.canvas.width = width;
  if (context.canvas.height !== height) context.canvas.height = height;
}

function drawCovering(out: OffscreenCanvasRenderingContext2D, image: ImageBitmap, width: number, height: number): void {
  const scale = Math.max(width / image.width, height / image.height);
  const [w, h] = [image.width * scale, image.height * scale];
  out.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
}
