// What the page and the background worker say to each other.

export type Background = { readonly kind: "blur" } | { readonly kind: "image"; readonly image: ImageBitmap };

export type ToWorker =
  | { readonly type: "background"; readonly background: Background }
  /** Where the browser can hand whole streams to a worker. */
  | { readonly type: "streams"; readonly frames: ReadableStream<VideoFrame>; readonly out: WritableStream<VideoFrame> }
  /** Where it cannot: one picture at a time, answered by one `picture` (null: this one is left out). */
  | { readonly type: "picture"; readonly picture: ImageBitmap; readonly frameMs: number };

export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "failed" }
  | { readonly type: "picture"; readonly picture: ImageBitmap | null }
  /** About once a second: what a frame costs, and whether the machine cannot keep up even at the slowest pace. */
  | { readonly type: "pace"; readonly workMs: number; readonly isStruggling: boolean };
