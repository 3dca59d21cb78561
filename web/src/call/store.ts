// The state the pages read, before anything has happened.

import type { CallState } from "./contract";

export const NO_CALL: CallState = {
  phase: "idle",
  problem: null,
  room: "",
  title: "",
  selfId: null,
  order: [],
  peers: {},
  chat: [],
  unread: 0,
  fileBytes: 0,
  topology: { mode: "mesh", epoch: 0, meshLimit: 0 },
  reconnectingSince: null,
  joinedAt: null,
  soundBlocked: false,
};
