// The sounds of the others. Each plays all the time under a name of its own, so that it need not start when it is
// wanted; of one person's, only the one that is played is heard.

import type { Person } from "./person";
import type { Role } from "./roles";

export interface VoicesEvents {
  /** A sound to play under this name, null: not any more. */
  sound(key: string, track: MediaStreamTrack | null): void;
  audible(key: string, audible: boolean): void;
}

export class Voices {
  /** Names of the sounds that come in the server's slots, which change owners. */
  #slots = new Map<MediaStreamTrack, string>();

  constructor(private readonly events: VoicesEvents) {}

  /** Of a direct link; `person`: as far as they are known. */
  direct(id: string, role: Role, track: MediaStreamTrack | null, person: Person | undefined): void {
    const key = `${id} ${role}`;
    this.events.audible(key, person !== undefined && person.plays(role) !== "sfu");
    this.events.sound(key, track);
  }

  /** Of the server's slot number `n`; nobody's as yet. */
  slot(n: number, track: MediaStreamTrack | null): void {
    const key = `slot ${n}`;
    for (const [known, name] of this.#slots) if (name === key) this.#slots.delete(known);
    if (track !== null) this.#slots.set(track, key);
    this.events.audible(key, false);
    this.events.sound(key, track);
  }

  /** A slot's sound is somebody else's from now on, or nobody's: not heard before it is known whose. */
  vacate(track: MediaStreamTrack): void {
    const slot = this.#slots.get(track);
    if (slot !== undefined) this.events.audible(slot, false);
  }

  /** Lets the one be heard that this person is played from, and the other not. */
  mix(id: string, role: Role, person: Person): void {
    const plays = person.plays(role);
    if (person.on.mesh.coming.has(role)) this.events.audible(`${id} ${role}`, plays === "mesh");
    const through = person.on.sfu.coming.get(role);
    const slot = through && this.#slots.get(through.track);
    if (slot !== undefined) this.events.audible(slot, plays === "sfu");
  }
}
