// One other person, on whichever planes their media come.

import { choose, Flow, NO_SUPPLY, otherPlane, Pact, type Plane, type Supply } from "./move";
import type { Side, Step } from "./quality";
import { kindOf, ROLES, type Role } from "./roles";
import type { LinkState, SessionPeer } from "./session";

interface Coming {
  readonly track: MediaStreamTrack;
  readonly flow: Flow;
}

/** What the pages are told of a person. */
interface Told {
  readonly link: LinkState | "none";
  readonly speaking: boolean;
  readonly quality: { readonly step: Step; readonly side: Side };
}

/** What one plane knows of a person. */
interface Ways {
  link: Told["link"];
  speaking: boolean;
  quality: Told["quality"];
  readonly coming: Map<Role, Coming>;
}

const UNKNOWN = { step: "unknown", side: "none" } as const;

const ways = (): Ways => ({
  link: "none",
  speaking: false,
  quality: UNKNOWN,
  coming: new Map(),
});

/** Which of two states of a link is the better one to tell. */
const RANK = { none: 0, failed: 1, connecting: 2, interrupted: 3, connected: 4 } as const;

/** The latest time stamp of what comes on a plane. */
export type Mark = (plane: Plane, role: Role) => number | undefined;

export class Person {
  readonly pact = new Pact();
  /** Their direct link was closed because the room had moved: perhaps they do not know yet. */
  wasClosed = false;
  /** They asked for a direct link though the room goes through the server: their way there is blocked. */
  hasCalled = false;
  readonly on: Readonly<Record<Plane, Ways>> = { mesh: ways(), sfu: ways() };
  #playing = new Map<Role, Plane>();
  #played = new Map<Role, MediaStreamTrack>();
  #told: Told | null = null;

  constructor(
    public peer: SessionPeer,
    /** `track` null: nothing to play for this role now. */
    private readonly play: (role: Role, track: MediaStreamTrack | null) => void,
  ) {}

  plays(role: Role): Plane | null {
    return this.#playing.get(role) ?? null;
  }

  /** What comes on a plane has changed. */
  set(plane: Plane, role: Role, track: MediaStreamTrack | null): void {
    const { coming } = this.on[plane];
    if (track === null) coming.delete(role);
    else if (coming.get(role)?.track !== track) coming.set(role, { track, flow: new Flow(kindOf(role)) });
  }

  /** Looks at what comes, and plays each track from the plane it is best played from. */
  decide(wanted: Plane, mark: Mark, at: number): void {
    for (const role of ROLES) {
      const supply = { mesh: this.#supply("mesh", role, mark, at), sfu: this.#supply("sfu", role, mark, at) };
      const now = this.plays(role);
      const next = choose(now, wanted, supply);
      const before = now === null ? null : this.#played.get(role);
      const track = next === null ? null : (this.on[next].coming.get(role)?.track ?? null);
      if (next === null) this.#playing.delete(role);
      else this.#playing.set(role, next);
      if (next === now && track === before) continue;
      if (track === null) this.#played.delete(role);
      else this.#played.set(role, track);
      if (next !== null || now !== null) this.play(role, track);
    }
  }

  /** The direct link is not needed any more. */
  closed(): void {
    this.wasClosed = true;
    this.hasCalled = false;
  }

  /** Whether nothing is played, or could be missed, from the other plane. */
  hasLeft(plane: Plane, mark: Mark, at: number): boolean {
    return ROLES.every((role) => this.plays(role) !== plane || !this.#supply(plane, role, mark, at).flowing);
  }

  /** The plane whose word counts about this person. */
  plane(wanted: Plane): Plane {
    const old = otherPlane(wanted);
    return RANK[this.on[old].link] > RANK[this.on[wanted].link] ? old : wanted;
  }

  /** What has changed since it was last asked. */
  news(wanted: Plane): Partial<Told> {
    const { link, quality } = this.on[this.plane(wanted)];
    const { speaking } = this.on[this.plays("mic") ?? wanted];
    const now: Told = { link, speaking, quality };
    const before = this.#told;
    this.#told = now;
    return {
      ...(before?.link === link ? {} : { link }),
      ...((before?.speaking ?? false) === speaking ? {} : { speaking }),
      ...(before?.quality === quality || (before === null && quality === UNKNOWN) ? {} : { quality }),
    };
  }

  #supply(plane: Plane, role: Role, mark: Mark, at: number): Supply {
    const coming = this.on[plane].coming.get(role);
    if (coming === undefined) return NO_SUPPLY;
    coming.flow.see(mark(plane, role), at);
    return coming.flow.supply(at);
  }
}
