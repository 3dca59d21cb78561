// The one offer of a connection: what we send, and the slots in which we receive whatever the server puts there.
// Nothing is ever negotiated again but paths: people come, go and speak by changes of slots.

import { onlyForwarded } from "../codecs";
import { kindOf, type LocalTracks, ROLES, type Role } from "../roles";
import { TrackSender } from "../sender";
import { ALL_LAYERS, encodingsOf } from "./layers";

/** What may come in a slot: anyone's microphone, camera, screen, or the sound of a screen. */
export type SlotKind = "audio" | "video" | "screen" | "screen-audio";

export interface SlotLine {
  readonly kind: SlotKind;
  readonly transceiver: RTCRtpTransceiver;
}

export interface Lines {
  readonly senders: ReadonlyMap<Role, TrackSender>;
  readonly slots: readonly SlotLine[];
  readonly channel: RTCDataChannel;
}

export const CHANNEL = "tertulia";
const PICTURES = { desk: 9, phone: 4 } as const;

export type Device = keyof typeof PICTURES;

/** A phone shows few pictures at once, and every slot costs it. */
export function thisDevice(): Device {
  const small = Math.min(screen.width, screen.height) < 600;
  return small && matchMedia("(pointer: coarse)").matches ? "phone" : "desk";
}

export function slotKinds(device: Device): readonly SlotKind[] {
  const pictures = Array.from({ length: PICTURES[device] }, (): SlotKind => "video");
  return ["audio", "audio", "audio", ...pictures, "screen", "screen-audio"];
}

/** Prepares the offer of a new connection. */
export function layLines(
  pc: RTCPeerConnection,
  tracks: LocalTracks,
  device: Device,
  report: (problem: unknown) => void,
): Lines {
  const senders = ROLES.map((role) => {
    const transceiver = pc.addTransceiver(tracks[role] ?? kindOf(role), {
      direction: "sendonly",
      sendEncodings: [...encodingsOf(role, tracks[role], ALL_LAYERS)],
    });
    onlyForwarded(transceiver, role === "mic");
    return [role, new TrackSender(transceiver, report, role === "screen" ? "maintain-resolution" : undefined)] as const;
  });
  const slots = slotKinds(device).map((kind) => {
    const transceiver = pc.addTransceiver(kind === "audio" || kind === "screen-audio" ? "audio" : "video", {
      direction: "recvonly",
    });
    onlyForwarded(transceiver, kind === "audio");
    return { kind, transceiver };
  });
  return { senders: new Map(senders), slots, channel: pc.createDataChannel(CHANNEL) };
}

/** What each m-line is for, by mid; known once the offer is set. */
export function midsOf({ senders, slots }: Lines): { tracks: Record<string, Role>; slots: Record<string, SlotKind> } {
  const sent = [...senders].map(([role, { transceiver }]) => [transceiver.mid, role] as const);
  const received = slots.map(({ kind, transceiver }) => [transceiver.mid, kind] as const);
  return { tracks: Object.fromEntries(sent), slots: Object.fromEntries(received) };
}
