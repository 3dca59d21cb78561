// The own devices as the pages see them. call/contract.ts passes these names on; pages import them from there.

import type { StoreApi } from "zustand/vanilla";
import type { BackgroundChoice } from "./effects/choice";

export type { BackgroundChoice, BackgroundImage } from "./effects/choice";

/** What a tile shows. Tiles are keyed by participant and source, never by connection or track. */
export type Source = "camera" | "screen";

export type DeviceKind = "audioinput" | "videoinput" | "audiooutput";

/**
 * off: not wanted, device released · asking: the browser asks · live · denied: the person or the system refused ·
 * missing: there is no such device · busy: another program holds it · ended: it went away during the call
 */
export type DeviceStatus = "off" | "asking" | "live" | "denied" | "missing" | "busy" | "ended";

export type ShareFor = "text" | "motion";

export interface Device {
  readonly id: string;
  readonly label: string;
}

export interface MediaState {
  /** What the person wants; `status` is what is. */
  readonly micOn: boolean;
  readonly cameraOn: boolean;
  readonly mic: DeviceStatus;
  readonly camera: DeviceStatus;
  readonly sharing: boolean;
  readonly devices: Readonly<Record<DeviceKind, readonly Device[]>>;
  readonly selected: Readonly<Record<DeviceKind, string>>;
  readonly canChooseSpeaker: boolean;
  readonly canShare: boolean;
  /** text: few, sharp frames · motion: many, softer ones. */
  readonly shareFor: ShareFor;
  readonly background: BackgroundChoice;
  /** Noise suppression beyond the browser's own. */
  readonly quiet: boolean;
}

/** The own microphone, camera and screen; lives from pre-join to leaving, so the preview becomes the call. */
export interface LocalMedia {
  readonly store: StoreApi<MediaState>;
  /** Turns the wanted devices on; never throws, `status` tells. Call it from the pre-join page only. */
  start(): Promise<void>;
  /** Off is silence; a device that was live stays so (`mic` says "live"), because on must be instant. */
  setMic(on: boolean): Promise<void>;
  /** Off releases the device. */
  setCamera(on: boolean): Promise<void>;
  choose(kind: DeviceKind, deviceId: string): Promise<void>;
  /** What is behind the person; remembered. Where it cannot be done a notice says so and it is as it was. */
  setBackground(choice: BackgroundChoice): Promise<void>;
  /** Takes noise out of the microphone; remembered. Where it cannot be done a notice says so. */
  setQuiet(quiet: boolean): Promise<void>;
  /** Must be called from a click. Resolves false when the person cancelled. */
  startShare(): Promise<boolean>;
  stopShare(): void;
  /** What is shared, now and next; remembered. */
  setShareFor(what: ShareFor): void;
  /** The own picture into an element, muted; returns unbind. */
  bind(element: HTMLVideoElement, source: Source): () => void;
  /**
   * Microphone level 0..1, about 20 times a second; not React state. Goes on while muted (the device is
   * live then), so that one can be told. Returns unsubscribe.
   */
  onLevel(listener: (level: number) => void): () => void;
  /** Plays a short tone on the chosen speaker. */
  testSpeaker(): Promise<void>;
  /** Releases everything. */
  stop(): void;
}

/** Something that happened once to a device; for toasts, never for state. */
export type MediaNotice =
  /** Unplugged. `fallback`: the label of the device that took over, null when there is none. */
  | {
      readonly kind: "device-lost";
      readonly device: DeviceKind;
      readonly label: string;
      readonly fallback: string | null;
    }
  /** The browser took the permission back. */
  | { readonly kind: "device-forbidden"; readonly device: DeviceKind; readonly label: string }
  /** Plugged in; offered, not taken: `choose(device, id)` takes it. */
  | { readonly kind: "device-new"; readonly device: DeviceKind; readonly id: string; readonly label: string }
  /** Sharing ended from outside: the browser's own stop button, or the window was closed. */
  | { readonly kind: "share-ended" }
  /** The browser or the system refused to share for another reason than the person's cancelling. */
  | { readonly kind: "share-failed" }
  /** The browser cannot do this; it is switched off, or for a background that was remembered: the camera stays dark. */
  | { readonly kind: "effect-failed"; readonly effect: "background" | "noise" }
  /** The machine is too slow for the background even at its slowest. */
  | { readonly kind: "effect-slow" };
