// The sound of the others, which plays by itself: one hidden element for each of their sounds.

export interface PlaybackEvents {
  /** The browser wants a gesture before it plays anything. */
  blocked(blocked: boolean): void;
}

export class Playback {
  #elements = new Map<string, HTMLAudioElement>();
  #blocked = new Set<HTMLAudioElement>();
  #silent = new Set<string>();
  #sink = "";

  constructor(private readonly events: PlaybackEvents) {}

  /** `key` names a sound of a participant; null stops it. */
  set(key: string, track: MediaStreamTrack | null): void {
    const element = this.#elements.get(key);
    if (track === null) {
      if (element) this.#remove(key, element);
    } else this.#play(element ?? this.#add(key), track);
  }

  /** Whether a sound is heard; one that is not goes on all the same, ready to be. */
  setAudible(key: string, audible: boolean): void {
    if (audible) this.#silent.delete(key);
    else this.#silent.add(key);
    const element = this.#elements.get(key);
    if (element === undefined || element.muted === !audible) return;
    element.muted = !audible;
    if (audible) this.#start(element); // what was muted was never refused
  }

  /** Where to play; "" is the system's choice. */
  setSpeaker(deviceId: string): void {
    if (deviceId === this.#sink) return;
    this.#sink = deviceId;
    for (const element of this.#elements.values()) this.#route(element);
  }

  /** From a click: plays what was refused. */
  resume(): void {
    for (const element of [...this.#blocked]) this.#start(element);
  }

  close(): void {
    for (const [key, element] of [...this.#elements]) this.#remove(key, element);
  }

  #add(key: string): HTMLAudioElement {
    const element = new Audio();
    element.autoplay = true;
    element.hidden = true;
    element.muted = this.#silent.has(key);
    document.body.append(element);
    this.#elements.set(key, element);
    this.#route(element);
    return element;
  }

  #remove(key: string, element: HTMLAudioElement): void {
    element.srcObject = null;
    element.remove();
    this.#elements.delete(key);
    this.#silent.delete(key);
    this.#unblock(element);
  }

  #play(element: HTMLAudioElement, track: MediaStreamTrack): void {
    const [present] = element.srcObject instanceof MediaStream ? element.srcObject.getTracks() : [];
    if (present === track) return;
    element.srcObject = new MediaStream([track]);
    this.#start(element);
  }

  #start(element: HTMLAudioElement): void {
    element.play().then(
      () => this.#unblock(element),
      (problem) => {
        if (!(problem instanceof DOMException) || problem.name !== "NotAllowedError") return;
        this.#blocked.add(element);
        this.events.blocked(true);
      },
    );
  }

  #unblock(element: HTMLAudioElement): void {
    if (this.#blocked.delete(element) && this.#blocked.size === 0) this.events.blocked(false);
  }

  #route(element: HTMLAudioElement): void {
    if (element.sinkId === this.#sink) return;
    element.setSinkId?.(this.#sink).catch(() => {}); // gone meanwhile: the system's choice plays
  }
}
