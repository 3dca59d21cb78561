// What people tell each other while a room moves from one plane to another, and which messages still count then.

import type { SignalMessage } from "./session";

/** Our messages say in which epoch they were meant; the public contract's text form has no room for it. */
export function stamped(message: SignalMessage, epoch: number): SignalMessage {
  return typeof message === "string" ? message : { ...message, epoch };
}

/** A message of before the room moved. One from ahead counts: its sender heard of the move before us. */
export function isOfOldEpoch(message: SignalMessage, epoch: number): boolean {
  return typeof message === "object" && typeof message.epoch === "number" && message.epoch < epoch;
}

/** "I no longer need your old way": said once their media come on the new one. */
export interface Moved {
  /** The epoch it is true in. */
  readonly moved: number;
  /** Said before; asks for no answer. */
  readonly again?: boolean;
}

/** `ice` makes it a signal like any other. */
export function movedMessage(epoch: number, again = false): SignalMessage {
  return again ? { moved: epoch, again, ice: null } : { moved: epoch, ice: null };
}

export function isMoved(message: SignalMessage): message is SignalMessage & Moved {
  return typeof message === "object" && typeof message.moved === "number";
}

export function isOffer(message: SignalMessage): boolean {
  if (typeof message !== "object") return false;
  const { sdp } = message;
  return typeof sdp === "object" && sdp !== null && (sdp as { type?: unknown }).type === "offer";
}
