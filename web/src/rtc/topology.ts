// Which messages still count after a room has moved from one plane to another. Only the mesh is served here:
// where the server asks for another plane, the links there are go on.

import type { SignalMessage } from "./session";

/** Our messages say in which epoch they were meant; the public contract's text form has no room for it. */
export function stamped(message: SignalMessage, epoch: number): SignalMessage {
  return typeof message === "string" ? message : { ...message, epoch };
}

/** A message of before the room moved. One from ahead counts: its sender heard of the move before us. */
export function isOfOldEpoch(message: SignalMessage, epoch: number): boolean {
  return typeof message === "object" && typeof message.epoch === "number" && message.epoch < epoch;
}
