// Ways that are said to be well and on which nothing comes any more: a browser takes five seconds and more to say so
// of a path whose address is gone, and packets come fifty times a second.

import { Arrivals } from "./arrivals";
import { ROLES } from "./roles";
import type { MeasuredLink } from "./session";

/** Nothing for so long is no accident of the network: one of the two ends may have moved. */
const SUSPECT_MS = 400;
/** Whoever moved has looked for a new path by now, if they could. */
const SILENT_MS = 2000;
/** So long it is worth looking more often whether something comes again. */
const AWAITED_MS = 60_000;
/** If we have looked so often meanwhile: a busy page must not take its own pauses for those of others. */
const LOOKS = 3;

interface Way {
  movedAt: number;
  looks: number;
  told: "nothing" | "suspect" | "silent";
}

const isQuiet = (way: Way | undefined, at: number) =>
  way !== undefined && way.looks >= LOOKS && at - way.movedAt >= SUSPECT_MS;

type News = "suspect" | "silent" | "back";

/** By connection, the links of those on which nothing comes any more, after something did; each silence once. */
export interface Heard {
  /** Since a moment ago. */
  readonly suspect: readonly MeasuredLink[][];
  /** For longer than it takes to come back. */
  readonly silent: readonly MeasuredLink[][];
  /** Something comes again on these, after a silence. */
  readonly back: readonly MeasuredLink[][];
}

export class Silence {
  #ways = new Map<RTCPeerConnection, Way>();
  #arrivals = new Arrivals();
  #counted = new WeakSet<RTCPeerConnection>();

  /** A packet has been counted on it that may not be played yet. */
  count(pc: RTCPeerConnection): void {
    this.#counted.add(pc);
  }

  look(links: readonly MeasuredLink[], at: number): Heard {
    const connections = new Map<RTCPeerConnection, MeasuredLink[]>();
    for (const link of links) connections.set(link.pc, [...(connections.get(link.pc) ?? []), link]);
    for (const pc of [...this.#ways.keys()]) if (!connections.has(pc)) this.#ways.delete(pc);
    const heard: Record<News, MeasuredLink[][]> = { suspect: [], silent: [], back: [] };
    for (const [pc, its] of connections) {
      const news = this.#news(pc, its, at);
      if (news !== null) heard[news].push(its);
    }
    return heard;
  }

  /** Of these, those on which nothing comes any more, whatever is said of them. */
  quiet(links: readonly MeasuredLink[], at: number): readonly MeasuredLink[] {
    return links.filter(({ pc }) => isQuiet(this.#ways.get(pc), at));
  }

  /** The connections on which something may come again at any moment. */
  awaited(links: readonly MeasuredLink[], at: number): ReadonlySet<RTCPeerConnection> {
    const isAwaited = (way: Way | undefined) => way !== undefined && isQuiet(way, at) && at - way.movedAt < AWAITED_MS;
    return new Set(links.map(({ pc }) => pc).filter((pc) => isAwaited(this.#ways.get(pc))));
  }

  #news(pc: RTCPeerConnection, links: readonly MeasuredLink[], at: number): News | null {
    const receivers = links.flatMap((link) => ROLES.map((role) => link.receiver(role))).filter((r) => r !== null);
    const counted = this.#counted.delete(pc);
    const moved = this.#arrivals.on(receivers) || counted;
    const way = this.#ways.get(pc);
    if (moved) this.#ways.set(pc, { movedAt: at, looks: 0, told: "nothing" });
    else if (receivers.length === 0) this.#ways.delete(pc); // nobody is to be heard or seen
    if (moved) return isQuiet(way, at) ? "back" : null;
    if (receivers.length === 0 || way === undefined) return null;
    way.looks += 1;
    if (way.looks < LOOKS || pc.connectionState !== "connected") return null;
    const next = way.told === "nothing" ? "suspect" : "silent";
    if (way.told === "silent" || at - way.movedAt < (next === "suspect" ? SUSPECT_MS : SILENT_MS)) return null;
    way.told = next;
    return next;
  }
}
