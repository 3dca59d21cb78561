// Which devices there are, which were chosen (remembered on this device), and what came or went.

import { kept, readJson } from "@/lib/storage";
import type { Device, DeviceKind } from "./port";

export type DeviceLists = Record<DeviceKind, readonly Device[]>;
export type Chosen = Record<DeviceKind, string>;

export const NO_DEVICES: DeviceLists = { audioinput: [], videoinput: [], audiooutput: [] };
const KINDS: readonly DeviceKind[] = ["audioinput", "videoinput", "audiooutput"];
const KEY = "devices";

export function rememberedDevices(): Chosen {
  return { audioinput: "", videoinput: "", audiooutput: "", ...readJson<Partial<Chosen>>(kept, KEY, {}) };
}

export function rememberDevices(chosen: Chosen): void {
  kept.set(KEY, JSON.stringify(chosen));
}

/** Before any permission browsers list devices without names; those are left out. */
export async function listDevices(): Promise<DeviceLists> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const named = all.filter((device) => device.deviceId !== "" && device.label !== "");
  const list = (kind: DeviceKind) =>
    named.filter((d) => d.kind === kind).map((d): Device => ({ id: d.deviceId, label: d.label }));
  return { audioinput: list("audioinput"), videoinput: list("videoinput"), audiooutput: list("audiooutput") };
}

/** "default" and "communications" are other names of devices that are listed anyway. */
function isReal(device: Device): boolean {
  return device.id !== "default" && device.id !== "communications";
}

/** What was plugged in between two lists; nothing when the first was taken before names were known. */
export function newDevices(before: DeviceLists, after: DeviceLists): readonly { kind: DeviceKind; device: Device }[] {
  return KINDS.flatMap((kind) => {
    if (before[kind].length === 0) return [];
    const known = new Set(before[kind].map((d) => d.id));
    return after[kind].filter((d) => isReal(d) && !known.has(d.id)).map((device) => ({ kind, device }));
  });
}

/** What was chosen and is gone. */
export function lostSpeaker(chosen: Chosen, after: DeviceLists): boolean {
  return chosen.audiooutput !== "" && !after.audiooutput.some((d) => d.id === chosen.audiooutput);
}
