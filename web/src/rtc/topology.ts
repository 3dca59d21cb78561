// Which plane serves a room, and which messages still count. The server alone decides a room's topology; a
// plane this client does not have leaves the one it has in service.

import type { SignalMessage } from "./session";

export type Mode = "mesh" | "sfu";

export interface Topology {
  readonly mode: Mode;
  /** Grows with every move of the room. */
  readonly epoch: number;
}

/** The plane for this topology, of those there are; the present one when it has none. */
export function planeFor(topology: Topology, available: ReadonlySet<Mode>, present: Mode): Mode {
  return available.has(topology.mode) ? topology.mode : present;
}

/** Our messages say in which epoch they were meant; the public contract's text form has no room for it. */
export function stamped(message: SignalMessage, epoch: number): SignalMessage {
  return typeof message === "string" ? message : { ...message, epoch };
}

/** A message of before the room moved. One from ahead counts: its sender heard of the move before us. */
export function isOfOldEpoch(message: SignalMessage, epoch: number): boolean {
  return typeof message === "object" && typeof message.epoch === "number" && message.epoch < epoch;
}
