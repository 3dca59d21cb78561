// One sender of one link: which track it carries and what that may cost.

import { kindOf, type Role } from "../roles";
import { TrackSender } from "../sender";
import type { Report } from "../strain";
import { type Encoding, scaleDown } from "./budget";

export class LinkSender {
  #sender: TrackSender;
  #encoding: Encoding | null = null;

  constructor(
    readonly role: Role,
    readonly transceiver: RTCRtpTransceiver,
    report: (problem: unknown) => void,
  ) {
    this.#sender = new TrackSender(transceiver, report, role === "screen" ? "maintain-resolution" : undefined);
  }

  set(track: MediaStreamTrack | null, encoding: Encoding): void {
    this.#encoding = encoding;
    this.#sender.set(track, [sendEncoding(this.role, encoding, track)]);
  }

  async reported(): Promise<Report | null> {
    return this.#encoding?.off ? null : this.#sender.reported();
  }

  renewPicture(): void {
    if (kindOf(this.role) === "video") this.#sender.renewPicture();
  }

  /** Parameters exist only once something is negotiated, and some tracks know their height late: say them again then. */
  refresh(): void {
    if (this.#encoding !== null) this.set(this.#sender.track, this.#encoding);
  }
}

export function sendEncoding(role: Role, encoding: Encoding, track: MediaStreamTrack | null): RTCRtpEncodingParameters {
  const { maxBitrate, maxFramerate } = encoding;
  if (kindOf(role) === "audio") return { maxBitrate, priority: "high", networkPriority: "high" };
  const scaleResolutionDownBy = scaleDown(encoding, track?.getSettings().height);
  const picture = { active: !encoding.off, maxBitrate, scaleResolutionDownBy };
  return maxFramerate === undefined ? picture : { ...picture, maxFramerate };
}
