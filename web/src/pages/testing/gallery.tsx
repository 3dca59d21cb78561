// Looks at the call and its door without a server: /gallery.html?scene=nine or ?door=explaining. Development only.

import "@/ui/fonts.css";
import "@/ui/tokens.css";
import "@/ui/base.css";
import { createRoot } from "react-dom/client";
import type { Meeting } from "@/api/types";
import type { CallController, CallState, MediaState } from "@/call/contract";
import { AuthProvider } from "@/features/auth/AuthContext";
import { CallProvider } from "@/features/call/CallProvider";
import { drawFaces } from "@/features/call/testing/faces";
import { fakeCall } from "@/features/call/testing/fakeCall";
import { scenes } from "@/features/call/testing/scenes";
import { DoorState } from "@/features/lobby/DoorState";
import { setLocale } from "@/lib/i18n";
import { Call } from "@/pages/Call";
import { Left } from "@/pages/Left";
import { PreJoin } from "@/pages/PreJoin";
import { MemoryRouter } from "@/ui/router";
import { ToastProvider } from "@/ui/Toast";

const query = new URLSearchParams(location.search);
const level = (id: string, listener: (level: number) => void) => {
  const timer = setInterval(() => listener(id === "me" || id === "p1" ? 0.25 + 0.4 * Math.random() : 0), 60);
  return () => clearInterval(timer);
};

const meeting: Meeting = {
  code: "garden-talk",
  title: "Garden talk",
  created_at: "2026-01-01T00:00:00Z",
  participant_count: 4,
  participants: ["Bo", "Chen Wei", "Eva María de los Ángeles Fernández", "Leo"],
};

const doors: Record<string, { media?: Partial<MediaState>; call?: Partial<CallState>; permission: string }> = {
  explaining: { permission: "prompt" },
  asking: { permission: "granted", media: { mic: "asking", camera: "asking" } },
  ready: { permission: "granted", media: { mic: "live", camera: "live" } },
  off: { permission: "granted", media: { mic: "live", camera: "off", cameraOn: false, micOn: false } },
  denied: { permission: "granted", media: { mic: "denied", camera: "denied" } },
  "denied-camera": { permission: "granted", media: { mic: "live", camera: "denied" } },
  missing: { permission: "granted", media: { mic: "missing", camera: "missing" } },
  busy: { permission: "granted", media: { mic: "live", camera: "busy" } },
  joining: { permission: "granted", media: { mic: "live", camera: "live" }, call: { phase: "joining" } },
  full: {
    permission: "granted",
    media: { mic: "live", camera: "live" },
    call: { phase: "failed", problem: { code: "room_full", message: "full" } },
  },
  unknown: { permission: "granted", media: { mic: "live", camera: "live" } },
  insecure: { permission: "granted" },
};

function door(name: string) {
  const { media, call, permission } = doors[name] ?? (doors.ready as (typeof doors)[string]);
  if (name === "insecure") Object.defineProperty(window, "isSecureContext", { value: false });
  navigator.permissions.query = async () => ({ state: permission }) as PermissionStatus;
  const fake = fakeCall({
    draw: drawFaces(),
    level,
    call: call ?? {},
    onStart: () => fake.patchMedia(media ?? {}),
  });
  const lookup = name === "unknown" ? ({ kind: "unknown" } as const) : ({ kind: "known", meeting } as const);
  return { call: fake, page: <PreJoin code={query.get("code") ?? "garden-talk"} lookup={lookup} onJoin={() => {}} /> };
}

function scene(name: string) {
  const { call, media, portrait } = scenes[name] ?? (scenes.duo as (typeof scenes)[string]);
  const fake = fakeCall({
    draw: drawFaces(new Set(portrait)),
    level,
    call,
    media: { mic: "live", camera: "live", ...media },
  });
  return { call: fake, page: <Call /> };
}

const summary = {
  title: "Garden talk",
  lastedMs: 47 * 60_000,
  people: meeting.participants,
  chatLines: 12,
};

function pageFor(): { call: CallController; page: React.ReactNode } {
  if (query.has("door")) return door(query.get("door") ?? "");
  if (query.has("left")) {
    const lost = query.get("left") === "lost";
    const page = <Left code="garden-talk" summary={summary} lost={lost} rejoining={false} onRejoin={() => {}} />;
    return { call: fakeCall(), page };
  }
  if (query.has("state")) return { call: fakeCall(), page: <DoorState title="No">…</DoorState> };
  return scene(query.get("scene") ?? "duo");
}

if (query.has("theme")) document.documentElement.dataset.theme = query.get("theme") ?? "";
await setLocale(query.get("lang") === "es" ? "es" : "en");
if (query.has("rtl")) document.documentElement.dir = "rtl";
const { call, page } = pageFor();
Object.assign(window, { fake: call });
createRoot(document.getElementById("root") as HTMLElement).render(
  <ToastProvider>
    <AuthProvider>
      <MemoryRouter>
        <CallProvider call={call}>{page}</CallProvider>
      </MemoryRouter>
    </AuthProvider>
  </ToastProvider>,
);
