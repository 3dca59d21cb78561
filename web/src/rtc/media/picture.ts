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
      element.srcObject = null;
    };
  }

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

function show(element: HTMLVideoElement, track: MediaStreamTrack | null): void {
  element.srcObject = track === null ? null : new MediaStream([track]);
  if (track !== null) element.play().catch(() => {}); // muted video may always play; a hidden page plays later
}
