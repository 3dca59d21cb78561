// What is seen of each peer, kept while it is in the room.

import type { Room } from "@/signaling/fold";
import type { Link, PeerState, Source, Watched } from "./contract";
import { type Sighting, seen, UNSEEN } from "./roster";

interface Known {
  readonly state: PeerState;
  readonly protocol: number;
}

export class Sightings {
  readonly all = new Map<string, Sighting>();
  #known = new Map<string, Known>();

  constructor(private readonly changed: () => void) {}

  /** Who is there, and what each says of itself. */
  room(room: Room | null): void {
    this.#known = new Map(room?.participants.map((p) => [p.id, p]));
    for (const id of [...this.all.keys()]) if (!this.#known.has(id)) this.all.delete(id);
    for (const [id, sighting] of this.all) this.#keep(id, sighting);
  }

  link(id: string, link: Link): void {
    this.change(id, link === "none" ? UNSEEN : { link });
  }

  flowing(id: string, source: Source, flowing: boolean): void {
    const { flowing: before } = this.all.get(id) ?? UNSEEN;
    this.change(id, { flowing: { ...before, [source]: flowing } });
  }

  change(id: string, change: Partial<Sighting>): void {
    if (!this.#known.has(id)) return;
    this.#keep(id, { ...(this.all.get(id) ?? UNSEEN), ...change });
    this.changed();
  }

  /** Whether something should come: the peer has it on, and we look at it. Of an original client nobody knows. */
  expects(id: string, watched: readonly Watched[] | null): boolean {
    const known = this.#known.get(id);
    if (known === undefined || known.protocol === 0) return false;
    const looked = (source: Source) => watched?.some((tile) => tile.id === id && tile.source === source) ?? true;
    const { mic, camera, screen } = known.state;
    return mic || (camera && looked("camera")) || (screen && looked("screen"));
  }

  #keep(id: string, sighting: Sighting): void {
    const known = this.#known.get(id);
    if (known) this.all.set(id, seen(sighting, known.state, known.protocol));
  }
}
