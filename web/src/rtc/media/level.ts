// How loud a microphone is, measured on a copy of its track so that it works while muted.

const EVERY_MS = 50;
/** Root mean square of close speech; what is louder shows as 1. */
const LOUD = 0.25;

export class LevelMeter {
  #listeners = new Set<(level: number) => void>();
  #track: MediaStreamTrack | null = null;
  #stop: (() => void) | null = null;

  on(listener: (level: number) => void): () => void {
    this.#listeners.add(listener);
    this.#sync();
    return () => {
      this.#listeners.delete(listener);
      this.#sync();
    };
  }

  /** The microphone to listen to; null: silence. */
  listenTo(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#stop?.();
    this.#stop = null;
    this.#sync();
  }

  #sync(): void {
    const wanted = this.#track !== null && this.#listeners.size > 0;
    if (wanted && this.#stop === null && this.#track) this.#stop = this.#measure(this.#track);
    if (wanted || this.#stop === null) return;
    this.#stop();
    this.#stop = null;
    this.#tell(0);
  }

  #measure(track: MediaStreamTrack): () => void {
    const copy = track.clone();
    copy.enabled = true;
    const context = new AudioContext({ latencyHint: "playback" });
    const analyser = new AnalyserNode(context, { fftSize: 1024, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let heardAt = 0;
    const timer = setInterval(() => {
      if (context.state === "suspended") void context.resume().catch(() => {});
      if (context.currentTime === heardAt) return; // it stands still: nothing was measured, which is not silence
      heardAt = context.currentTime;
      analyser.getFloatTimeDomainData(samples);
      this.#tell(levelOf(samples));
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      copy.stop();
      void context.close().catch(() => {});
    };
  }

  #tell(level: number): void {
    for (const listener of this.#listeners) listener(level);
  }
}

/** A level to show, 0..1, for a linear one; the square root spreads soft speech over half of the scale. */
export function shownLevel(rms: number): number {
  return Math.min(1, Math.sqrt(rms / LOUD));
}

/** For samples of -1..1. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return shownLevel(Math.sqrt(sum / samples.length));
}
