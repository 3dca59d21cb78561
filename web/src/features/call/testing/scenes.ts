// Every state that the gallery can show, by name.

import type { CallState, ChatEntry, MediaState, Peer } from "@/call/contract";
import { fakeChat, fakePeer, liveCall } from "./fakeCall";

const NAMES = [
  "Ana Sofía",
  "Bo",
  "Chen Wei",
  "Eva María de los Ángeles Fernández",
  "Leo",
  "Amara Okafor",
  "Jonas",
  "Priya Raman",
  "Yamada Tarō",
  "Zoë",
  "Mateo Ruiz",
  "Ingrid",
  "Farid",
  "Olga",
  "Sam",
  "Noor",
  "Tomás",
  "Lucía",
  "Viktor",
  "Hana",
  "Émile",
  "Ruth",
  "Kofi",
  "Aiko",
  "Bruno",
  "Dalia",
  "Yusuf",
  "Mei",
  "Nils",
  "Rosa",
];

export interface GalleryScene {
  readonly call: CallState;
  readonly media?: Partial<MediaState>;
  /** What is pressed once the page stands. */
  readonly press?: readonly string[];
  readonly speaking?: readonly string[];
  readonly portrait?: readonly string[];
  /** Lines of captions by whom, for somebody who wants to see them. */
  readonly captions?: readonly (readonly [id: string, text: string])[];
  /** What one has begun to write oneself once all is pressed. */
  readonly writes?: { readonly write: string; readonly into: string };
  /** What is pressed is not there on a phone. */
  readonly wideOnly?: boolean;
}

const me = (change: Parameters<typeof fakePeer>[2] = {}) =>
  fakePeer("me", NAMES[0] as string, { isSelf: true, link: "none", ...change });

function others(count: number, change: (i: number) => Parameters<typeof fakePeer>[2] = () => ({})): Peer[] {
  return Array.from({ length: count }, (_, i) => fakePeer(`p${i}`, NAMES[(i + 1) % NAMES.length] as string, change(i)));
}

const mixed = (i: number): Parameters<typeof fakePeer>[2] =>
  ({
    1: { speaking: true },
    2: { state: { mic: false } },
    3: { state: { camera: false, mic: false } },
    4: { state: { hand: true }, handPlace: 1 },
    5: { quality: "poor", side: "theirs" } as const,
    6: { link: "interrupted" } as const,
    7: { state: { camera: false } },
    9: { away: true },
    10: { link: "connecting", state: { camera: false } } as const,
    11: { quality: "fair" } as const,
    12: { state: { camera: false }, speaking: true },
  })[i] ?? {};

const room = (n: number, change: Partial<CallState> = {}) => liveCall([me(), ...others(n - 1, mixed)], change);

const talk: ChatEntry[] = [
  fakeChat("1", "p0", "Bo", "Shall we look at the plan of the garden?", { at: Date.now() - 86_400_000 }),
  fakeChat("2", "p0", "Bo", "It is here: https://example.org/plan?b=1 (the second page).", {
    at: Date.now() - 86_390_000,
  }),
  fakeChat(
    "3",
    "me",
    "Ana Sofía",
    "Lovely. I have two questions about the water:\n1. where does it come from\n2. who pays",
    { at: Date.now() - 500_000 },
  ),
  fakeChat(
    "4",
    "p2",
    "Eva María de los Ángeles Fernández",
    "Yes! And let us talk about the summer, because last year was very dry and nobody had thought of it before it was too late.",
    { at: Date.now() - 400_000 },
  ),
  fakeChat("5", "p1", "Chen Wei", "hello from the train", { at: Date.now() - 100_000 }),
  fakeChat("6", "p1", "Chen Wei", "connection comes and goes", { at: Date.now() - 95_000 }),
  fakeChat("7", "me", "Ana Sofía", "We hear you well", { at: Date.now() - 30_000, status: "sending", seq: null }),
  fakeChat("8", "me", "Ana Sofía", "and this one was refused", {
    at: Date.now() - 20_000,
    status: "refused",
    seq: null,
    problem: "Too many messages at once",
  }),
];

const plan = {
  id: "plan",
  name: "plan of the garden.png",
  mediaType: "image/png",
  size: 184_000,
  width: 640,
  height: 420,
};
const costs = {
  id: "costs",
  name: "What it costs, second version.pdf",
  mediaType: "",
  size: 1_340_000,
  width: 0,
  height: 0,
};
const shared: ChatEntry[] = [
  fakeChat("1", "p0", "Bo", "This is what it could be", { at: Date.now() - 300_000, files: [plan] }),
  fakeChat("2", "me", "Ana Sofía", "The path by the tree is a little narrow for a wheelchair.", {
    seq: 2,
    at: Date.now() - 200_000,
    reply: { seq: 1, name: "Bo", text: "This is what it could be", files: [plan.name] },
  }),
  fakeChat("3", "p1", "Chen Wei", "", {
    seq: 3,
    at: Date.now() - 120_000,
    files: [costs],
  }),
  fakeChat("4", "p0", "Bo", "Then let us make it wider, the roses will not mind.", { seq: 4, at: Date.now() - 60_000 }),
];

const sharing = (n: number) => {
  const state = room(n);
  const bo = state.peers.p0 as Peer;
  return {
    ...state,
    peers: { ...state.peers, p0: { ...bo, state: { ...bo.state, screen: true }, has: { camera: true, screen: true } } },
  };
};

export const scenes: Readonly<Record<string, GalleryScene>> = {
  alone: { call: liveCall([me()]) },
  duo: { call: liveCall([me(), ...others(1, () => ({ speaking: true }))]) },
  "duo-portrait": { call: liveCall([me(), ...others(1)]), portrait: ["p0"] },
  "duo-off": {
    call: liveCall([me({ state: { camera: false, mic: false } }), ...others(1, () => ({ state: { camera: false } }))]),
    media: { cameraOn: false, micOn: false },
  },
  "duo-connecting": { call: liveCall([me(), ...others(1, () => ({ link: "connecting", state: { camera: false } }))]) },
  "duo-failed": {
    call: liveCall([me(), ...others(1, () => ({ link: "failed", has: { camera: false, screen: false } }))]),
  },
  three: { call: room(3) },
  five: { call: room(5) },
  nine: { call: room(9) },
  sixteen: { call: room(16) },
  thirty: { call: room(30) },
  screen: { call: sharing(5) },
  "screen-many": { call: sharing(16) },
  sharing: { call: room(3), media: { sharing: true } },
  unread: { call: room(4, { chat: talk, unread: 3 }) },
  chat: { call: room(4, { chat: talk, unread: 2 }), press: ["Chat"] },
  "chat-shared": { call: room(4, { chat: shared }), press: ["Chat"] },
  "chat-picture": { call: room(4, { chat: shared }), press: ["Chat", "Open plan of the garden.png"] },
  "chat-empty": { call: room(3), press: ["Chat"] },
  people: { call: room(12), press: ["People"] },
  more: { call: room(3), press: ["More"] },
  hands: {
    call: liveCall([
      me({ state: { hand: true }, handPlace: 2 }),
      ...others(4, (i) => (i < 2 ? { state: { hand: true }, handPlace: i === 0 ? 3 : 1 } : {})),
    ]),
    press: ["People"],
  },
  reactions: { call: room(5), press: ["Reactions"] },
  "mic-menu": { call: room(3), press: ["Choose microphone and speaker"], wideOnly: true },
  settings: { call: room(3), press: ["Settings"] },
  "settings-effects": { call: room(3), press: ["Settings", "Background and sound"] },
  "settings-sounds": { call: room(3), press: ["Settings", "Sounds"] },
  "settings-appearance": { call: room(3), press: ["Settings", "Appearance"] },
  "settings-language": { call: room(3), press: ["Settings", "Language"] },
  "settings-shortcuts": { call: room(3), press: ["Settings", "Shortcuts"] },
  reacting: { call: room(3), press: ["Reactions", "Heart", "Applause"] },
  captions: {
    call: room(5),
    captions: [
      ["p1", "Bo: Shall we look at the plan of the garden first, or at what it costs?"],
      ["p1", "Eva: At the plan, please. The children have drawn"],
    ],
  },
  captioning: {
    call: room(3),
    press: ["More", "Write captions"],
    captions: [["p0", "Good morning, everyone."]],
    writes: { write: "We begin with the minutes of", into: "What is being said" },
  },
  quality: { call: room(7), press: ["Jonas’s connection is weak"] },
  reconnecting: { call: room(4, { phase: "reconnecting", reconnectingSince: Date.now() - 5000 }) },
  blocked: { call: room(2, { soundBlocked: true }) },
  beyond: {
    call: liveCall([
      me(),
      ...others(9, (i) => (i > 6 ? { linked: false, link: "none", state: { camera: false } } : {})),
    ]),
  },
  denied: {
    call: liveCall([me({ state: { mic: false, camera: false } }), ...others(2)]),
    media: { mic: "denied", camera: "denied" },
  },
};
