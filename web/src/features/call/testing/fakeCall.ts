// A call that does what it is told, for tests of the pages and for the gallery. It keeps to the contract
// of call/contract.ts: the same state, the same orders, no network.

import { createStore } from "zustand/vanilla";
import type {
  CallController,
  CallState,
  ChatEntry,
  DeviceKind,
  LocalMedia,
  MediaState,
  Notice,
  Peer,
  PeerState,
  Source,
  Watched,
} from "@/call/contract";

export type Draw = (element: HTMLVideoElement, participantId: string, source: Source) => () => void;

export interface FakeOptions {
  readonly call?: Partial<CallState>;
  readonly media?: Partial<MediaState>;
  /** Puts a picture into an element; nothing by default (there is no canvas in unit tests). */
  readonly draw?: Draw;
  readonly level?: (participantId: string, listener: (level: number) => void) => () => void;
  /** What `start()` leads to; by default everything asked for goes live. */
  readonly onStart?: (media: FakeCall["media"]) => void;
}

export interface FakeCall extends CallController {
  readonly media: LocalMedia;
  /** Every order given, oldest first, as `name` or `name:argument`. */
  readonly orders: string[];
  /** The last tiles given to `watch`; null before. */
  watched(): readonly Watched[] | null;
  patch(state: Partial<CallState>): void;
  patchMedia(state: Partial<MediaState>): void;
  notify(notice: Notice): void;
  patchPeer(id: string, change: Partial<Peer>): void;
}

const quiet: PeerState = { mic: true, camera: true, screen: false, hand: false };

export function fakePeer(
  id: string,
  name: string,
  change: Partial<Omit<Peer, "state">> & { state?: Partial<PeerState> } = {},
): Peer {
  const { state, ...rest } = change;
  const now = { ...quiet, ...state };
  return {
    id,
    name,
    userId: null,
    isSelf: false,
    protocol: 1,
    joinedAt: 1_700_000_000_000,
    away: false,
    linked: true,
    link: "connected",
    quality: "good",
    side: "none",
    has: { camera: now.camera, screen: now.screen },
    speaking: false,
    handPlace: now.hand ? 1 : 0,
    ...rest,
    state: now,
  };
}

export function fakeChat(
  key: string,
  senderId: string,
  name: string,
  text: string,
  change: Partial<ChatEntry> = {},
): ChatEntry {
  return {
    key,
    seq: 1,
    text,
    name,
    senderId,
    mine: senderId === "me",
    at: 1_700_000_000_000,
    status: "sent",
    reply: null,
    files: [],
    ...change,
  };
}

export const idleCall: CallState = {
  phase: "idle",
  problem: null,
  room: "garden-talk",
  title: "Garden talk",
  selfId: null,
  order: [],
  peers: {},
  chat: [],
  unread: 0,
  fileBytes: 20 * 1024 * 1024,
  topology: { mode: "mesh", epoch: 1, meshLimit: 8 },
  reconnectingSince: null,
  joinedAt: null,
  soundBlocked: false,
};

/** A live call with these people; the one called "me" is oneself. */
export function liveCall(people: readonly Peer[], change: Partial<CallState> = {}): CallState {
  return {
    ...idleCall,
    phase: "live",
    selfId: "me",
    joinedAt: 1_700_000_000_000,
    order: people.map((p) => p.id),
    peers: Object.fromEntries(people.map((p) => [p.id, p])),
    ...change,
  };
}

export const someDevices: MediaState["devices"] = {
  audioinput: [
    { id: "mic-1", label: "Built-in microphone" },
    { id: "mic-2", label: "Jabra Evolve2 65" },
  ],
  videoinput: [
    { id: "cam-1", label: "FaceTime HD Camera" },
    { id: "cam-2", label: "Logitech BRIO" },
  ],
  audiooutput: [
    { id: "default", label: "Default speaker" },
    { id: "out-2", label: "Jabra Evolve2 65" },
  ],
};

const readyMedia: MediaState = {
  micOn: true,
  cameraOn: true,
  mic: "off",
  camera: "off",
  sharing: false,
  devices: someDevices,
  selected: { audioinput: "mic-1", videoinput: "cam-1", audiooutput: "default" },
  canChooseSpeaker: true,
  canShare: true,
  shareFor: "text",
  background: { kind: "none" },
  quiet: false,
};

export function fakeCall(options: FakeOptions = {}): FakeCall {
  const orders: string[] = [];
  let watched: readonly Watched[] | null = null;
  const listeners = new Set<(notice: Notice) => void>();
  const store = createStore<CallState>(() => ({ ...idleCall, ...options.call }));
  const mediaStore = createStore<MediaState>(() => ({ ...readyMedia, ...options.media }));
  const draw: Draw = options.draw ?? (() => () => {});
  const level = options.level ?? (() => () => {});
  const patchPeer: FakeCall["patchPeer"] = (id, change) => {
    const peer = store.getState().peers[id];
    if (peer) store.setState((s) => ({ peers: { ...s.peers, [id]: { ...peer, ...change } } }));
  };
  const selfState = (change: Partial<PeerState>) => {
    const self = store.getState().peers.me;
    if (self) patchPeer("me", { state: { ...self.state, ...change }, handPlace: change.hand ? 1 : 0 });
  };

  const media: LocalMedia = {
    store: mediaStore,
    start: async () => {
      orders.push("start");
      if (options.onStart) options.onStart(media);
      else {
        const { micOn, cameraOn } = mediaStore.getState();
        mediaStore.setState({ mic: micOn ? "live" : "off", camera: cameraOn ? "live" : "off" });
      }
    },
    setMic: async (on) => {
      orders.push(`setMic:${on}`);
      mediaStore.setState({ micOn: on, mic: on ? "live" : "off" });
      selfState({ mic: on });
    },
    setCamera: async (on) => {
      orders.push(`setCamera:${on}`);
      mediaStore.setState({ cameraOn: on, camera: on ? "live" : "off" });
      const self = store.getState().peers.me;
      if (self) patchPeer("me", { state: { ...self.state, camera: on }, has: { ...self.has, camera: on } });
    },
    choose: async (kind: DeviceKind, id) => {
      orders.push(`choose:${kind}:${id}`);
      mediaStore.setState((s) => ({ selected: { ...s.selected, [kind]: id } }));
    },
    setBackground: async (background) => {
      orders.push(`setBackground:${background.kind}`);
      mediaStore.setState({ background });
    },
    setQuiet: async (quiet) => {
      orders.push(`setQuiet:${quiet}`);
      mediaStore.setState({ quiet });
    },
    startShare: async () => {
      orders.push("startShare");
      mediaStore.setState({ sharing: true });
      selfState({ screen: true });
      return true;
    },
    stopShare: () => {
      orders.push("stopShare");
      mediaStore.setState({ sharing: false });
      selfState({ screen: false });
    },
    setShareFor: (what) => {
      orders.push(`setShareFor:${what}`);
      mediaStore.setState({ shareFor: what });
    },
    bind: (element, source) => draw(element, "me", source),
    onLevel: (listener) => level("me", listener),
    testSpeaker: async () => {
      orders.push("testSpeaker");
    },
    stop: () => {
      orders.push("stop");
    },
  };

  return {
    store,
    media,
    orders,
    patch: (state) => store.setState(state),
    patchMedia: (state) => mediaStore.setState(state),
    patchPeer,
    notify: (notice) => {
      for (const listener of listeners) listener(notice);
    },
    approach: () => undefined,
    join: async ({ room, name, move }) => {
      orders.push(`${move ? "move" : "join"}:${room}:${name}`);
      store.setState({ phase: "joining", room });
    },
    leave: () => {
      orders.push("leave");
      store.setState({ phase: "left" });
    },
    setHand: (up) => {
      orders.push(`setHand:${up}`);
      selfState({ hand: up });
    },
    react: (reaction) => {
      orders.push(`react:${reaction}`);
      const self = store.getState().peers.me;
      for (const listener of listeners) listener({ kind: "reaction", id: "me", name: self?.name ?? "", reaction });
    },
    caption: (text, line) => {
      orders.push(`caption:${line}:${text}`);
      const self = store.getState().peers.me;
      for (const listener of listeners) listener({ kind: "caption", id: "me", name: self?.name ?? "", line, text });
    },
    sendChat: (text, along) => {
      const files = along?.files?.map((file) => ` +${file.name}`).join("") ?? "";
      orders.push(`sendChat:${text}${along?.reply ? ` >${along.reply.key}` : ""}${files}`);
      const entry = fakeChat(`k${store.getState().chat.length}`, "me", "Me", text, { at: 1_700_000_600_000 });
      store.setState((s) => ({ chat: [...s.chat, entry] }));
    },
    retryChat: (key) => {
      orders.push(`retryChat:${key}`);
    },
    seatPass: () => "pass",
    markRead: () => {
      orders.push("markRead");
      store.setState({ unread: 0 });
    },
    bind: draw,
    watched: () => watched,
    watch: (tiles) => {
      watched = tiles;
    },
    inspect: (_id, listener) => {
      listener({
        lossIn: 0.004,
        lossOut: 0.091,
        roundTripMs: 84,
        inBps: 712_000,
        outBps: 645_000,
        picture: { width: 640, height: 360, fps: 24 },
        way: "direct",
      });
      return () => {};
    },
    onLevel: level,
    resumeSound: () => {
      orders.push("resumeSound");
      store.setState({ soundBlocked: false });
    },
    onNotice: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      orders.push("dispose");
    },
  };
}
