// One sender of one link: which track it carries and what that may cost. Changes queue up, the last one wins.

import { kindOf, type Role } from "../roles";
import { type Encoding, scaleDown } from "./budget";

export class LinkSender {
  #track: MediaStreamTrack | null = null;
  #encoding: Encoding;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    readonly role: Role,
    readonly transceiver: RTCRtpTransceiver,
    encoding: Encoding,
    private readonly report: (problem: unknown) => void,
  ) {
    this.#encoding = encoding;
  }

  set(track: MediaStreamTrack | null, encoding: Encoding): void {
    this.#track = track;
    this.#encoding = encoding;
    this.#queue = this.#queue.then(() => this.#apply()).catch(this.report);
  }

  /** Parameters exist only once something is negotiated: say them again then. */
  refresh(): void {
    this.set(this.#track, this.#encoding);
  }

  async #apply(): Promise<void> {
    const { sender } = this.transceiver;
    if (sender.transport?.state === "closed") return;
    if (sender.track !== this.#track) await sender.replaceTrack(this.#track);
    const parameters = sender.getParameters();
    const [first] = parameters.encodings ?? [];
    if (first === undefined) return;
    const wanted = sendEncoding(this.role, this.#encoding, this.#track);
    if (Object.entries(wanted).every(([key, value]) => first[key as keyof typeof first] === value)) return;
    Object.assign(first, wanted);
    if (this.role === "screen") parameters.degradationPreference = "maintain-resolution";
    await sender.setParameters(parameters);
  }
}

export function sendEncoding(role: Role, encoding: Encoding, track: MediaStreamTrack | null): RTCRtpEncodingParameters {
  const { maxBitrate, maxFramerate } = encoding;
  if (kindOf(role) === "audio") return { maxBitrate, priority: "high", networkPriority: "high" };
  const height = track?.getSettings().height;
  const scaleResolutionDownBy = scaleDown(encoding, height);
  return maxFramerate === undefined
    ? { maxBitrate, scaleResolutionDownBy }
    : { maxBitrate, maxFramerate, scaleResolutionDownBy };
}
