// Before and after a call: the door in every state, the page one leaves to.

import type { ReactNode } from "react";
import type { Meeting } from "@/api/types";
import type { CallController, CallState, MediaState } from "@/call/contract";
import { NOTHING_SEEN } from "@/features/call/experience";
import type { CallSummary } from "@/features/call/summary";
import { type FakeOptions, fakeCall, fakeChat } from "@/features/call/testing/fakeCall";
import { DoorState } from "@/features/lobby/DoorState";
import type { MeetingLookup } from "@/features/lobby/useMeeting";
import { t } from "@/lib/i18n";
import { Left } from "@/pages/Left";
import { PreJoin } from "@/pages/PreJoin";
import { sitIn } from "@/signaling/elsewhere";
import { Button } from "@/ui/Button";
import type { Step } from "./steps";

export interface Shown {
  readonly call: CallController;
  readonly page: ReactNode;
  readonly steps?: readonly Step[];
}

const CODE = "garden-talk";
const meeting: Meeting = {
  code: CODE,
  title: "Garden talk",
  created_at: "2026-01-01T00:00:00Z",
  participant_count: 4,
  participants: ["Bo", "Chen Wei", "Eva María de los Ángeles Fernández", "Leo"],
};
const LONG = "The whole of the neighbourhood association, third attempt this spring, now with the gardeners";

interface Door {
  readonly permission?: PermissionState;
  readonly media?: Partial<MediaState>;
  readonly call?: Partial<CallState>;
  readonly lookup?: MeetingLookup;
  readonly elsewhere?: true;
  readonly steps?: readonly Step[];
}

const ready: Partial<MediaState> = { mic: "live", camera: "live" };

const doors: Readonly<Record<string, Door>> = {
  "door-explaining": { permission: "prompt" },
  "door-asking": { media: { mic: "asking", camera: "asking" } },
  "door-ready": { media: ready },
  "door-ready-account": { media: ready },
  "door-off": { media: { mic: "live", camera: "off", cameraOn: false, micOn: false } },
  "door-denied": { media: { mic: "denied", camera: "denied" } },
  "door-denied-camera": { media: { mic: "live", camera: "denied" } },
  "door-denied-browser": { permission: "denied", media: { mic: "denied", camera: "denied" } },
  "door-mic-denied": { permission: "denied", media: { mic: "denied", camera: "live" } },
  "door-mic-missing": { media: { mic: "missing", camera: "live" } },
  "door-missing": { media: { mic: "missing", camera: "missing" } },
  "door-busy": { media: { mic: "live", camera: "busy" } },
  "door-joining": { media: ready, call: { phase: "joining" } },
  "door-still-trying": { media: ready, call: { phase: "joining", problem: { code: "offline", message: "" } } },
  "door-ended": { media: ready, call: { phase: "failed", problem: { code: "ended", message: "" } } },
  "door-failed": { media: ready, call: { phase: "failed", problem: { code: "internal", message: "" } } },
  "door-full": { media: ready, call: { phase: "failed", problem: { code: "room_full", message: "full" } } },
  "door-offline": { media: ready, call: { phase: "failed", problem: { code: "offline", message: "" } } },
  "door-unknown": { media: ready, lookup: { kind: "unknown" } },
  "door-empty": {
    media: ready,
    lookup: { kind: "known", meeting: { ...meeting, participant_count: 0, participants: [] } },
  },
  "door-long": { media: ready, lookup: { kind: "known", meeting: { ...meeting, title: LONG } } },
  "door-insecure": {},
  "door-elsewhere": { media: ready, elsewhere: true },
  "door-elsewhere-account": { media: ready, elsewhere: true },
  "door-nameless": { media: ready, steps: [{ press: "Join now" }] },
  "door-effects": { media: ready, steps: [{ press: "Background and sound" }] },
};

function atTheDoor(name: string, door: Door, fake: FakeOptions): Shown {
  if (name === "door-insecure") Object.defineProperty(window, "isSecureContext", { value: false });
  const { permission = "granted", media = {}, call = {}, lookup = { kind: "known", meeting } } = door;
  if (door.elsewhere) sitIn(CODE, () => null);
  navigator.permissions.query = async () => ({ state: permission }) as PermissionStatus;
  const stand = fakeCall({ ...fake, call, onStart: () => stand.patchMedia(media) });
  const page = <PreJoin code={CODE} lookup={lookup} onJoin={() => {}} />;
  return { call: stand, page, ...(door.steps && { steps: door.steps }) };
}

const ENDED = Date.now();
const LASTED_MS = 47 * 60_000;

const together = (names: readonly string[]): CallSummary["people"] =>
  [...names, "Ana Sofía"].map((name) => ({
    name,
    isSelf: name === "Ana Sofía",
    fromMs: ENDED - LASTED_MS,
    toMs: ENDED,
  }));

const summary: CallSummary = {
  title: "Garden talk",
  lastedMs: LASTED_MS,
  people: together(meeting.participants),
  chat: [
    fakeChat("1", "p0", "Bo", "Shall we look at the plan of the garden?", { at: ENDED - 20 * 60_000 }),
    fakeChat("2", "me", "Ana Sofía", "Lovely. I share it in a moment.", { at: ENDED - 19 * 60_000 }),
  ],
  report: {
    good_ms: 43 * 60_000,
    fair_ms: 3 * 60_000,
    poor_ms: 60_000,
    lost_ms: 0,
    drops: [{ at: ENDED - 12 * 60_000, lasted_ms: 48_000, step: "poor", side: "theirs" }],
  },
};
const crowd: CallSummary = {
  ...summary,
  title: LONG,
  people: together(Array.from({ length: 14 }, (_, n) => `Guest number ${n + 1}`)),
};
const alone: CallSummary = { ...summary, lastedMs: 20_000, people: together([]), chat: [], report: NOTHING_SEEN };

type Leaving = Pick<React.ComponentProps<typeof Left>, "summary" | "lost" | "rejoining">;
const leavings: Readonly<Record<string, Leaving>> = {
  left: { summary, lost: false, rejoining: false },
  "left-account": { summary, lost: false, rejoining: false },
  "left-crowd": { summary: crowd, lost: false, rejoining: false },
  "left-alone": { summary: alone, lost: false, rejoining: false },
  "left-lost": { summary, lost: true, rejoining: true },
};

function taken(fake: FakeOptions): Shown {
  const page = (
    <DoorState title={t("call.takenTitle")} action={<Button variant="primary">{t("call.takeBack")}</Button>}>
      {t("call.takenBody")}
    </DoorState>
  );
  return { call: fakeCall(fake), page };
}

const standing: Readonly<Record<string, () => ReactNode>> = {
  "meeting-unreachable": () => (
    <DoorState waiting title={t("lobby.unreachableTitle")} action={<Button variant="primary">{t("ui.retry")}</Button>}>
      {t("lobby.unreachableBody")}
    </DoorState>
  ),
  "meeting-bad": () => <DoorState title={t("lobby.badTitle")}>{t("lobby.badBody")}</DoorState>,
};

export const doorNames = [...Object.keys(doors), ...Object.keys(leavings), ...Object.keys(standing), "meeting-taken"];

/** Undefined: no door is called so. */
export function showDoor(name: string, fake: FakeOptions): Shown | undefined {
  const door = doors[name];
  if (door) return atTheDoor(name, door, fake);
  const leaving = leavings[name];
  if (leaving) return { call: fakeCall(fake), page: <Left code={CODE} {...leaving} onRejoin={() => {}} /> };
  const page = standing[name];
  if (page) return { call: fakeCall(fake), page: page() };
  return name === "meeting-taken" ? taken(fake) : undefined;
}
