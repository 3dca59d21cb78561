// What goes out of a device: its own track, or that track through an effect. The device's track is ours to end.

/** A track made from another one. */
export interface Effect {
  readonly track: MediaStreamTrack;
  stop(): void;
}

export type MakeEffect = (device: MediaStreamTrack) => Promise<Effect>;

export class Outlet {
  #device: MediaStreamTrack | null = null;
  #effect: Effect | null = null;
  #make: MakeEffect | null = null;
  /** Counts what was asked for: an effect that is ready too late is thrown away. */
  #turn = 0;

  constructor(
    /** The track to show and send from now on. */
    private readonly emit: (track: MediaStreamTrack | null) => void,
    private readonly failed: () => void,
  ) {}

  get device(): MediaStreamTrack | null {
    return this.#device;
  }

  /** Another device, or none; ends the one before. Nothing goes out until a wanted effect is ready. */
  async plug(device: MediaStreamTrack | null): Promise<void> {
    if (device === this.#device) return;
    const before = this.#device;
    this.#device = device;
    const ready = this.#renew(null);
    before?.stop();
    await ready;
  }

  /** Another effect, or none; what goes out now goes on until the new one is ready, and if it never is (false). */
  async treat(make: MakeEffect | null): Promise<boolean> {
    const before = this.#make;
    this.#make = make;
    const isDone = await this.#renew(this.#effect?.track ?? this.#device);
    if (!isDone && this.#make === make) this.#make = before;
    return isDone;
  }

  /** False when the effect could not be made. */
  async #renew(meanwhile: MediaStreamTrack | null): Promise<boolean> {
    this.#turn += 1;
    const turn = this.#turn;
    const [device, make, old] = [this.#device, this.#make, this.#effect];
    if (device === null || make === null) {
      this.#effect = null;
      this.emit(device);
      old?.stop();
      return true;
    }
    this.emit(meanwhile);
    if (old && old.track !== meanwhile) {
      this.#effect = null;
      old.stop();
    }
    try {
      const effect = await make(device);
      if (turn !== this.#turn) {
        effect.stop();
        return true;
      }
      const replaced = this.#effect;
      this.#effect = effect;
      this.emit(effect.track);
      replaced?.stop();
      return true;
    } catch {
      if (turn !== this.#turn) return true;
      this.failed();
      return false;
    }
  }
}
