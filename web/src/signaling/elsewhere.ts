// One meeting in several tabs of this browser. Whoever opens it again learns that it goes on in another tab, and can
// take over the seat that is used there, instead of being in the room twice and hearing themselves.

import type { Seat } from "./seat";

const CHANNEL = "tertulia:meetings";
/** How long a tab has to answer; those in a call are never put to sleep. */
const REPLY_MS = 300;

type Said =
  | { readonly say: "who" | "here" | "gone"; readonly room: string }
  | { readonly say: "give"; readonly room: string; readonly to: string }
  | { readonly say: "given"; readonly seat: Seat; readonly to: string };

function open(): BroadcastChannel | null {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
}

/** This tab is in `room` from now on; `give`: lets go of its seat, once. Returns: it has left. */
export function sitIn(room: string, give: () => Seat | null): () => void {
  const channel = open();
  if (channel === null) return () => {};
  const say = (said: Said) => channel.postMessage(said);
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.say === "who" && data.room === room) say({ say: "here", room });
    if (data.say !== "give" || data.room !== room) return;
    const seat = give();
    if (seat !== null) say({ say: "given", seat, to: data.to });
  };
  say({ say: "here", room });
  return () => {
    say({ say: "gone", room });
    channel.close();
  };
}

/** Says whenever another tab turns out to be in `room`, or not any more. Returns: stop. */
export function watchElsewhere(room: string, changed: (elsewhere: boolean) => void): () => void {
  const channel = open();
  if (channel === null) return () => {};
  const ask = () => channel.postMessage({ say: "who", room } satisfies Said);
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.say === "here" && data.room === room) changed(true);
    if (data.say !== "gone" || data.room !== room) return;
    changed(false);
    ask(); // there may be a third
  };
  ask();
  return () => channel.close();
}

/** Whether another tab is in `room`. */
export function isElsewhere(room: string): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = watchElsewhere(room, (elsewhere) => elsewhere && end(true));
    const timer = setTimeout(() => end(false), REPLY_MS);
    const end = (found: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(found);
    };
  });
}

/** The seat that another tab has in `room`, given up there; null when there is none. `to`: a name for who asks, unlike any other. */
export function takeSeat(room: string, to: string): Promise<Seat | null> {
  const channel = open();
  if (channel === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const end = (seat: Seat | null) => {
      clearTimeout(timer);
      channel.close();
      resolve(seat);
    };
    const timer = setTimeout(() => end(null), REPLY_MS);
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.say === "given" && data.to === to) end(data.seat);
    };
    channel.postMessage({ say: "give", room, to } satisfies Said);
  });
}
