import type { Device, DeviceKind, DeviceStatus, MediaState } from "@/call/contract";
import type { MessageId } from "@/lib/i18n";
import { t } from "@/lib/i18n";
import type { Option } from "@/ui/Select";

const KIND: Record<DeviceKind, MessageId> = {
  audioinput: "lobby.microphone",
  videoinput: "lobby.camera",
  audiooutput: "lobby.speaker",
};

export const kindName = (kind: DeviceKind): string => t(KIND[kind]);

/** Browsers give no labels before permission; a number is better than nothing. */
export function deviceLabel(device: Device, kind: DeviceKind, index: number): string {
  return device.label || t("lobby.unnamedDevice", { kind: kindName(kind), number: index + 1 });
}

export function deviceOptions(media: MediaState, kind: DeviceKind): Option[] {
  const devices = media.devices[kind];
  if (devices.length === 0) return [{ value: "", label: t("lobby.systemDefault") }];
  return devices.map((device, index) => ({ value: device.id, label: deviceLabel(device, kind, index) }));
}

/** The chosen device's id, or the one the browser takes when nothing was chosen. */
export function chosenDevice(media: MediaState, kind: DeviceKind): string {
  const { [kind]: devices } = media.devices;
  const { [kind]: selected } = media.selected;
  return devices.some((device) => device.id === selected) ? selected : (devices[0]?.id ?? "");
}

type Trouble = Exclude<DeviceStatus, "off" | "asking" | "live">;

const MIC: Partial<Record<Trouble, MessageId>> = {
  denied: "call.micDenied",
  missing: "call.micMissing",
  ended: "call.micMissing",
  busy: "call.micBusy",
};
const CAMERA: Partial<Record<Trouble, MessageId>> = {
  denied: "call.cameraDenied",
  missing: "call.cameraMissing",
  ended: "call.cameraMissing",
  busy: "call.cameraBusy",
};

/** Why a device that should be on is not; null when it is, or is on its way. */
export function troubleWith(device: "mic" | "camera", status: DeviceStatus): string | null {
  const id = (device === "mic" ? MIC : CAMERA)[status as Trouble];
  return id ? t(id) : null;
}
