// Puts tracks into video elements, and swaps them when the track behind a tile changes.

export class Pictures<Key extends string> {
  #tracks = new Map<Key, MediaStreamTrack>();
  #bound = new Map<Key, Set<HTMLVideoElement>>();

  /** Shows `key` in the element, muted, now and whenever its track changes; returns unbind. */
  bind(element: HTMLVideoElement, key: Key): () => void {
    element.muted = true;
    element.autoplay = true;
    element.playsInline = true;
    const elements = this.#bound.get(key) ?? new Set();
    this.#bound.set(key, elements.add(element));
    show(element, this.#tracks.get(key) ?? null);
    return () => {
      elements.delete(element);
      if (elements.size === 0 && this.#bound.get(key) === elements) this.#bound.delete(key);
      changing.get(element)?.();
      element.srcObject = null;
    };
  }

  /** Null: nothing comes any more. What was shown last stays, still, until its element is unbound. */
  set(key: Key, track: MediaStreamTrack | null): void {
    if (track === (this.#tracks.get(key) ?? null)) return;
    if (track === null) this.#tracks.delete(key);
    else this.#tracks.set(key, track);
    for (const element of this.#bound.get(key) ?? []) show(element, track);
  }

  clear(): void {
    for (const key of [...this.#tracks.keys()]) this.set(key, null);
  }
}

/** Elements that are changing tracks, and how to stop that. */
const changing = new WeakMap<HTMLVideoElement, () => void>();

function show(element: HTMLVideoElement, track: MediaStreamTrack | null): void {
  changing.get(element)?.();
  if (track === null) element.pause();
  else if (element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || document.hidden) play(element, track);
  else change(element, track);
}

function play(element: HTMLVideoElement, track: MediaStreamTrack): void {
  element.srcObject = new MediaStream([track]);
  element.play().catch(() => {}); // muted video may always play; a hidden page plays later
}

/** Waits for a picture for so long. */
const PICTURE_MS = 2000;

/** An element is black between two tracks: another one just like it stands before it until it shows the new one. */
function change(element: HTMLVideoElement, track: MediaStreamTrack): void {
  const understudy = element.cloneNode() as HTMLVideoElement;
  understudy.muted = true;
  understudy.style.background = "none"; // nothing of it is seen before its picture
  element.after(understudy);
  const done = () => {
    changing.delete(element);
    understudy.srcObject = null;
    understudy.remove();
  };
  let current = true;
  changing.set(element, () => {
    current = false;
    done();
  });
  play(understudy, track);
  void painted(understudy).then(async () => {
    if (!current) return;
    play(element, track);
    await painted(element);
    if (current) done();
  });
}

/** Resolves once an element shows a picture of what it plays now. */
function painted(element: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PICTURE_MS);
    const shown = () => {
      clearTimeout(timer);
      resolve();
    };
    if (element.requestVideoFrameCallback) element.requestVideoFrameCallback(shown);
    else element.addEventListener("loadeddata", shown, { once: true });
  });
}
