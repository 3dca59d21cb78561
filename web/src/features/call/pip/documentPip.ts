/** https://wicg.github.io/document-picture-in-picture/: Chromium only, so far. */
export interface DocumentPip extends EventTarget {
  readonly window: Window | null;
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

export const documentPip = (): DocumentPip | undefined =>
  (globalThis as { documentPictureInPicture?: DocumentPip }).documentPictureInPicture;
