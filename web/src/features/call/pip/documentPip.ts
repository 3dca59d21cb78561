/** https://wicg.github.io/document-picture-in-picture/: Chromium only, so far. */
export interface DocumentPip extends EventTarget {
  readonly window: Window | null;
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

export const documentPip = (): DocumentPip | undefined =>
  (globalThis as { documentPictureInPicture?: DocumentPip }).documentPictureInPicture;

export interface Pip {
  readonly available: boolean;
  /** Open in either way: a window of our own, or the picture of whoever speaks. */
  readonly open: boolean;
  /** The small window to draw in; null: none, or only a picture floats. */
  readonly window: Window | null;
  /** From a click or a key. */
  toggle(): void;
}
