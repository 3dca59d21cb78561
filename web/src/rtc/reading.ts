// How we read what the other side says: not quite as it was said, and once more when more is known of the line. Nobody else hears of
// that, and no path changes.

import { withSoundsAgain, withStart } from "./codecs";

/** What a camera in full and a voice need; whether the line carries it a browser finds out by itself. */
const START_BPS = 1_200_000;

/** Of one connection. */
export class Reading {
  #said: RTCSessionDescriptionInit | null = null;
  #starts = 0;

  /** Rejects as the browser does; then what was said before still holds. */
  async hear(pc: RTCPeerConnection, said: RTCSessionDescriptionInit): Promise<void> {
    await pc.setRemoteDescription(this.#read(said));
    this.#said = said;
  }

  /**
   * The line may carry more than our browser has seen of late: it is to find out. The m-lines must be those that were agreed on. Does
   * nothing while an offer is under way.
   */
  async widen(pc: RTCPeerConnection): Promise<void> {
    const said = this.#said;
    if (said === null || pc.signalingState !== "stable") return;
    this.#starts += 1;
    if (said.type === "answer") await pc.setLocalDescription();
    await pc.setRemoteDescription(this.#read(said));
    if (said.type === "offer") await pc.setLocalDescription();
  }

  #read(said: RTCSessionDescriptionInit): RTCSessionDescriptionInit {
    const read = withSoundsAgain(said);
    // Two rates in turn: the one of the time before would not be heard.
    return this.#starts === 0 ? read : withStart(read, START_BPS + 1000 * (this.#starts % 2));
  }
}
