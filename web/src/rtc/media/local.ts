// The own devices: what is wanted, what is, and what to do when they differ. One request at a time.

import { createStore, type StoreApi } from "zustand/vanilla";
import { kept, readJson } from "@/lib/storage";
import type { LocalTracks, Role } from "../roles";
import { NO_TRACKS } from "../roles";
import { type Ask, type Capture, type Captured, capture } from "./capture";
import { listDevices, lostSpeaker, NO_DEVICES, newDevices, rememberDevices, rememberedDevices } from "./devices";
import {
  type BackgroundChoice,
  backgroundMaker,
  noiseMaker,
  rememberEffects,
  rememberedEffects,
} from "./effects/choice";
import { LevelMeter } from "./level";
import { Outlet } from "./outlet";
import { Pictures } from "./picture";
import type { DeviceKind, LocalMedia, MediaNotice, MediaState, ShareFor, Source } from "./port";
import { canShareScreen, captureScreen, shareAs } from "./screen";
import { canChooseSpeaker, playTone } from "./speaker";

export interface LocalMediaEvents {
  track(role: Role, track: MediaStreamTrack | null): void;
  notice(notice: MediaNotice): void;
}

const INPUT = { mic: "audioinput", camera: "videoinput" } as const;
const WISHES = "media";
const SHARE_FOR = "share-for";
const DEVICECHANGE_SETTLES_MS = 300;
/** That a device is gone is said at the latest after so long, whether or not the browser has found another one. */
const TOLD_WITHIN_MS = 600;

export class OwnMedia implements LocalMedia {
  readonly store: StoreApi<MediaState>;
  #tracks: LocalTracks = NO_TRACKS;
  #meter = new LevelMeter();
  #pictures = new Pictures<Source>();
  #queue: Promise<void> = Promise.resolve();
  #settling: ReturnType<typeof setTimeout> | null = null;
  #watching = false;
  /** Counts the times everything was let go of: what is granted after that came too late. */
  #stays = 0;
  #outlets: Readonly<Record<Captured, Outlet>> = {
    mic: new Outlet(
      (track) => this.#set("mic", track),
      () => this.events.notice({ kind: "effect-failed", effect: "noise" }),
    ),
    camera: new Outlet(
      (track) => this.#set("camera", track),
      () => this.events.notice({ kind: "effect-failed", effect: "background" }),
    ),
  };

  constructor(private readonly events: LocalMediaEvents) {
    const { background, noise } = rememberedEffects();
    const wishes = readJson(kept, WISHES, { mic: true, camera: true });
    this.store = createStore<MediaState>(() => ({
      micOn: wishes.mic,
      cameraOn: wishes.camera,
      mic: "off",
      camera: "off",
      sharing: false,
      devices: NO_DEVICES,
      selected: rememberedDevices(),
      canChooseSpeaker: canChooseSpeaker(),
      canShare: canShareScreen(),
      shareFor: kept.get(SHARE_FOR) === "motion" ? "motion" : "text",
      background,
      quiet: noise,
    }));
    void this.#treat("mic");
    void this.#treat("camera");
  }

  get tracks(): LocalTracks {
    return this.#tracks;
  }

  start(): Promise<void> {
    const { micOn, cameraOn } = this.store.getState();
    const wanted: Captured[] = [];
    if (micOn && this.#outlets.mic.device === null) wanted.push("mic");
    if (cameraOn && this.#outlets.camera.device === null) wanted.push("camera");
    return this.#acquire(wanted);
  }

  async setMic(on: boolean): Promise<void> {
    this.#wish({ micOn: on });
    const mic = this.#outlets.mic.device;
    if (mic !== null) mic.enabled = on;
    else if (on) await this.#acquire(["mic"]);
  }

  async setCamera(on: boolean): Promise<void> {
    this.#wish({ cameraOn: on });
    if (!on) this.#install("camera", { track: null, status: "off" });
    else if (this.#outlets.camera.device === null) await this.#acquire(["camera"]);
  }

  async choose(kind: DeviceKind, deviceId: string): Promise<void> {
    const selected = { ...this.store.getState().selected, [kind]: deviceId };
    this.store.setState({ selected });
    rememberDevices(selected);
    if (kind === "audiooutput") return;
    const input = kind === "audioinput" ? "mic" : "camera";
    if (this.#outlets[input].device !== null || this.#wanted(input)) await this.#acquire([input], true);
  }

  async setBackground(choice: BackgroundChoice): Promise<void> {
    const { background: before } = this.store.getState();
    this.#wishEffect({ background: choice });
    const isDone = await this.#treat("camera");
    if (!isDone && this.store.getState().background === choice) this.#wishEffect({ background: before });
  }

  async setQuiet(quiet: boolean): Promise<void> {
    this.#wishEffect({ quiet });
    if (!(await this.#treat("mic"))) this.#wishEffect({ quiet: false });
  }

  async startShare(): Promise<boolean> {
    try {
      const stay = this.#stays;
      const screen = await captureScreen(this.store.getState().shareFor);
      if (screen === null) return false;
      if (stay !== this.#stays) {
        screen.video.stop();
        screen.audio?.stop();
        return false;
      }
      this.stopShare();
      screen.video.addEventListener("ended", () => {
        if (this.#tracks.screen !== screen.video) return;
        this.stopShare();
        this.events.notice({ kind: "share-ended" });
      });
      this.#set("screen", screen.video);
      this.#set("screen-audio", screen.audio);
      this.store.setState({ sharing: true });
      return true;
    } catch {
      this.events.notice({ kind: "share-failed" });
      return false;
    }
  }

  stopShare(): void {
    this.#set("screen", null);
    this.#set("screen-audio", null);
    this.store.setState({ sharing: false });
  }

  setShareFor(what: ShareFor): void {
    this.store.setState({ shareFor: what });
    kept.set(SHARE_FOR, what);
    const { screen } = this.#tracks;
    if (screen === null) return;
    shareAs(screen, what);
    this.events.track("screen", screen); // what it may cost depends on it
  }

  bind(element: HTMLVideoElement, source: Source): () => void {
    return this.#pictures.bind(element, source);
  }

  onLevel(listener: (level: number) => void): () => void {
    return this.#meter.on(listener);
  }

  testSpeaker(): Promise<void> {
    return playTone(this.store.getState().selected.audiooutput);
  }

  stop(): void {
    this.#stays += 1;
    this.stopShare();
    this.#install("mic", { track: null, status: "off" });
    this.#install("camera", { track: null, status: "off" });
    if (this.#watching) navigator.mediaDevices.removeEventListener("devicechange", this.#devicesChanged);
    this.#watching = false;
    if (this.#settling !== null) clearTimeout(this.#settling);
  }

  #wanted(kind: Captured): boolean {
    const { micOn, cameraOn } = this.store.getState();
    return kind === "mic" ? micOn : cameraOn;
  }

  #wish(change: { micOn: boolean } | { cameraOn: boolean }): void {
    this.store.setState(change);
    const { micOn, cameraOn } = this.store.getState();
    kept.set(WISHES, JSON.stringify({ mic: micOn, camera: cameraOn }));
  }

  #acquire(kinds: readonly Captured[], exact = false): Promise<void> {
    if (kinds.length === 0) return this.#queue;
    const stay = this.#stays;
    this.#queue = this.#queue.then(async () => {
      if (stay !== this.#stays) return;
      const asks: Partial<Record<Captured, Ask>> = {};
      for (const kind of kinds) {
        // some systems open no second device of a kind while the first is held
        const { device } = this.#outlets[kind];
        if (exact) device?.stop();
        else if (device !== null) continue;
        asks[kind] = { deviceId: this.store.getState().selected[INPUT[kind]], exact };
        this.store.setState({ [kind]: "asking" });
      }
      const result = await capture(asks);
      if (stay !== this.#stays) {
        for (const { track } of Object.values(result)) track?.stop();
        return;
      }
      for (const kind of kinds) if (result[kind]) this.#arrived(kind, result[kind]);
      await this.#refresh();
    });
    return this.#queue;
  }

  #arrived(kind: Captured, result: Capture): void {
    const held = kind === "mic" && this.#outlets.mic.device !== null; // muted meanwhile: keep it ready
    if (this.#wanted(kind) || held) this.#install(kind, result);
    else {
      result.track?.stop();
      this.#install(kind, { track: null, status: "off" });
    }
  }

  #install(kind: Captured, { track, status }: Capture): void {
    if (track !== null) {
      if (kind === "mic") track.enabled = this.#wanted("mic");
      track.addEventListener("ended", () => void this.#lost(kind, track));
      const deviceId = track.getSettings().deviceId;
      const { selected } = this.store.getState();
      if (deviceId) this.store.setState({ selected: { ...selected, [INPUT[kind]]: deviceId } });
    }
    if (kind === "mic") this.#meter.listenTo(track);
    void this.#outlets[kind].plug(track);
    this.store.setState({ [kind]: status });
  }

  /** Sends a device through the effect that is wanted now; false when it cannot be done. */
  #treat(kind: Captured): Promise<boolean> {
    const { background, quiet } = this.store.getState();
    const slow = () => this.events.notice({ kind: "effect-slow" });
    const broken = () => this.events.notice({ kind: "effect-failed", effect: "background" });
    const make = kind === "mic" ? noiseMaker(quiet) : backgroundMaker(background, { slow, broken });
    return this.#outlets[kind].treat(make);
  }

  /** Remembered before it is done: a page that reloads meanwhile must not show the room. */
  #wishEffect(change: { background: BackgroundChoice } | { quiet: boolean }): void {
    this.store.setState(change);
    const { background, quiet } = this.store.getState();
    rememberEffects({ background, noise: quiet });
  }

  #set(role: Role, track: MediaStreamTrack | null): void {
    const before = this.#tracks[role];
    if (before === track) return;
    this.#tracks = { ...this.#tracks, [role]: track };
    if (role === "camera" || role === "screen") this.#pictures.set(role, track);
    this.events.track(role, track);
    if (role === "screen" || role === "screen-audio") before?.stop(); // outlets end what they gave out
  }

  /** Unplugged, or the permission was taken back: another one of its kind takes over if there is one. */
  async #lost(kind: Captured, track: MediaStreamTrack): Promise<void> {
    if (this.#outlets[kind].device !== track) return;
    this.#install(kind, { track: null, status: "ended" });
    const device = INPUT[kind];
    this.store.setState((s) => ({ selected: { ...s.selected, [device]: "" } }));
    const asked = this.#wanted(kind) ? this.#acquire([kind]) : Promise.resolve();
    const settled = asked.then(() => {
      if (this.store.getState()[kind] === "missing") this.store.setState({ [kind]: "ended" });
    });
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, TOLD_WITHIN_MS))]);
    const { label } = track;
    const fallback = this.#outlets[kind].device?.label ?? null;
    if (this.store.getState()[kind] === "denied") this.events.notice({ kind: "device-forbidden", device, label });
    else this.events.notice({ kind: "device-lost", device, label, fallback });
  }

  async #refresh(): Promise<void> {
    this.store.setState({ devices: await listDevices() });
    if (this.#watching || navigator.mediaDevices === undefined) return;
    this.#watching = true;
    navigator.mediaDevices.addEventListener("devicechange", this.#devicesChanged);
  }

  /** Plugging in one thing may say so several times. */
  #devicesChanged = (): void => {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#compare(), DEVICECHANGE_SETTLES_MS);
  };

  async #compare(): Promise<void> {
    const { devices: before, selected } = this.store.getState();
    await this.#refresh();
    const { devices: after } = this.store.getState();
    for (const { kind, device } of newDevices(before, after)) {
      this.events.notice({ kind: "device-new", device: kind, ...device });
    }
    if (!lostSpeaker(selected, after)) return;
    const label = before.audiooutput.find((d) => d.id === selected.audiooutput)?.label ?? "";
    this.store.setState({ selected: { ...selected, audiooutput: "" } });
    const fallback = after.audiooutput[0]?.label ?? null;
    this.events.notice({ kind: "device-lost", device: "audiooutput", label, fallback });
  }
}
