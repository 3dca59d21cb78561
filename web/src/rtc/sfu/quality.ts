// How good it is with each person, when everything goes through the server: their way to it and our way from it.
// Pure; the server brings the numbers every two seconds.

import { isBad, rate, type Side, Steady, type Step } from "../quality";
import type { Way, Ways } from "./said";

export interface Verdict {
  readonly step: Step;
  readonly side: Side;
}

const stepOf = (way: Way | undefined): Step =>
  way === undefined || (way.loss === null && way.rttMs === null)
    ? "unknown"
    : rate(way.loss ?? 0, (way.rttMs ?? 0) / 1000);

const ORDER: readonly Step[] = ["unknown", "good", "fair", "poor", "lost"];
const worse = (a: Step, b: Step): Step => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

/** With fewer nobody can tell the server's side from two bad ones. */
const CROWD = 3;

export class ServerQuality {
  #people = new Map<string, { readonly steady: Steady; side: Side }>();

  /** `silent`: who has something on that does not arrive at the server. */
  see(people: ReadonlyMap<string, Ways>, selfId: string, silent: ReadonlySet<string>): ReadonlyMap<string, Verdict> {
    const ours = stepOf(people.get(selfId)?.down);
    const everyone = [...people.values()];
    const suffering = everyone.filter(({ up, down }) => isBad(stepOf(up)) || isBad(stepOf(down)));
    const crowded = everyone.length >= CROWD && suffering.length * 3 >= everyone.length * 2;
    for (const id of this.#people.keys()) if (!people.has(id)) this.#people.delete(id);
    const others = [...people].filter(([id]) => id !== selfId);
    return new Map(
      others.map(([id, { up }]) => {
        const theirs = silent.has(id) ? "lost" : stepOf(up);
        const known = this.#people.get(id) ?? { steady: new Steady(), side: "none" };
        this.#people.set(id, known);
        const step = known.steady.see(worse(theirs, ours));
        if (!isBad(step)) known.side = "none";
        else if (isBad(theirs) || isBad(ours)) known.side = sideOf(isBad(theirs), isBad(ours), crowded);
        return [id, { step, side: known.side }]; // one that is getting better keeps its side until it is good
      }),
    );
  }
}

function sideOf(theirs: boolean, ours: boolean, crowded: boolean): Side {
  if (crowded && ours) return "server";
  if (ours && theirs) return "both";
  return ours ? "yours" : "theirs";
}
