// How we read what the other side says: not quite as it was said, and once more when more is known of the line. Nobody else hears of
// that, and no path changes.

import { withSoundsAgain, withSoundsOnce, withStart } from "./codecs";

/** Of one connection. */
export class Reading {
  #said: RTCSessionDescriptionInit | null = null;
  #starts = 0;
  #startBps = 0;
  #isFull = false;

  /** Rejects as the browser does; then what was said before still holds. */
  async hear(pc: RTCPeerConnection, said: RTCSessionDescriptionInit): Promise<void> {
    await pc.setRemoteDescription(this.#read(said));
    this.#said = said;
  }

  /** The line may carry more than our browser has seen of late: it is to find out, and begins with so much. */
  async widen(pc: RTCPeerConnection, bps: number): Promise<void> {
    this.#starts += 1;
    this.#startBps = bps;
    await this.#again(pc);
  }

  /** On a full line nothing is sent again, nor asked for: each sound that is would push another one out. */
  async fill(pc: RTCPeerConnection, isFull: boolean): Promise<void> {
    this.#isFull = isFull;
    await this.#again(pc);
  }

  /** The m-lines must be those that were agreed on. Does nothing while an offer is under way: what is said then is read like this anyway. */
  async #again(pc: RTCPeerConnection): Promise<void> {
    const said = this.#said;
    if (said === null || pc.signalingState !== "stable") return;
    if (said.type === "answer") await pc.setLocalDescription();
    await pc.setRemoteDescription(this.#read(said));
    if (said.type === "offer") await pc.setLocalDescription();
  }

  #read(said: RTCSessionDescriptionInit): RTCSessionDescriptionInit {
    const read = this.#isFull ? withSoundsOnce(said) : withSoundsAgain(said);
    // Two rates in turn: the one of the time before would not be heard.
    return this.#starts === 0 ? read : withStart(read, this.#startBps + 1000 * (this.#starts % 2));
  }
}
