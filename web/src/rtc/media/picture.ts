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
      changes.delete(element);
      unveil(element);
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

  /** What is shown somewhere is still what `key` was before: its track has to go on meanwhile. */
  isChanging(key: Key): boolean {
    return [...(this.#bound.get(key) ?? [])].some((element) => changes.has(element));
  }

  clear(): void {
    for (const key of [...this.#tracks.keys()]) this.set(key, null);
  }
}

/** The change an element is in the middle of; what was begun for an earlier one ends when it sees this. */
const changes = new WeakMap<HTMLVideoElement, object>();
/** Those that stand before an element which changes tracks; more than one when they change faster than pictures come. */
const standing = new WeakMap<HTMLVideoElement, readonly HTMLVideoElement[]>();

function show(element: HTMLVideoElement, track: MediaStreamTrack | null): void {
  changes.delete(element);
  if (document.hidden) unveil(element);
  const isBlack = !standing.has(element) && element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA;
  if (track === null) element.pause();
  else if (isBlack || document.hidden) play(element, track);
  else void change(element, track);
}

function unveil(element: HTMLVideoElement): void {
  for (const understudy of standing.get(element) ?? []) {
    understudy.srcObject = null;
    understudy.remove();
  }
  standing.delete(element);
}

function play(element: HTMLVideoElement, track: MediaStreamTrack): void {
  element.srcObject = new MediaStream([track]);
  element.play().catch(() => {}); // muted video may always play; a hidden page plays later
}

/** Waits for a picture for so long. */
const PICTURE_MS = 2000;

/** An element is black between two tracks: another one just like it stands before it until it shows the new one. */
async function change(element: HTMLVideoElement, track: MediaStreamTrack): Promise<void> {
  const turn = {};
  const isWanted = () => changes.get(element) === turn;
  changes.set(element, turn);
  const before = standing.get(element) ?? [];
  const understudy = element.cloneNode() as HTMLVideoElement;
  understudy.muted = true;
  understudy.style.background = "none"; // nothing of it is seen before its picture
  (before.at(-1) ?? element).after(understudy);
  standing.set(element, [...before, understudy]);
  play(understudy, track);
  await painted(understudy);
  if (!isWanted()) return;
  play(element, track);
  await painted(element);
  if (!isWanted()) return;
  changes.delete(element);
  unveil(element);
}

/** Resolves once an element shows a picture of what it plays now. */
function painted(element: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PICTURE_MS);
    const shown = () => {
      // a last picture of what it played before may be announced late
      if (element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return void element.requestVideoFrameCallback(shown);
      clearTimeout(timer);
      resolve();
    };
    if (element.requestVideoFrameCallback) element.requestVideoFrameCallback(shown);
    else element.addEventListener("loadeddata", shown, { once: true });
  });
}
