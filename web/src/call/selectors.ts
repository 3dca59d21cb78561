// Questions the pages ask of a call's state. Each returns something that stays the same while its answer does.

import type { CallState, Peer } from "./contract";

export const selectSelf = (state: CallState): Peer | undefined =>
  state.selfId === null ? undefined : state.peers[state.selfId];

export const selectPeer =
  (id: string) =>
  (state: CallState): Peer | undefined =>
    state.peers[id];

export const selectIsInside = (state: CallState): boolean => state.phase === "live" || state.phase === "reconnecting";

/** How many hands are up. */
export const selectHands = (state: CallState): number =>
  state.order.filter((id) => (state.peers[id]?.handPlace ?? 0) > 0).length;

/** Who shares a screen, in join order: the id of the first, or null. */
export const selectSharing = (state: CallState): string | null =>
  state.order.find((id) => state.peers[id]?.has.screen) ?? null;

/** People in the room whom we cannot see, because the mesh is full. */
export const selectUnlinkedCount = (state: CallState): number =>
  state.order.filter((id) => !state.peers[id]?.linked).length;
