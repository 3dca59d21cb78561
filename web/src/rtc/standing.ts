// How a connection stands: what its browser says of it, unless packets say otherwise.

import { packetsCome } from "./arrivals";

/** While that is so it is looked again. */
const AGAIN_MS = 500;
/** So often; then the browser may be right, and only what we send be lost. */
const LOOKS = 24;

/**
 * Tells each state of a connection. Firefox (seen in 153) asks every five seconds whether the other side still wants what it sends
 * (RFC 7675), and calls the connection disconnected when that one question, or its answer, is lost: that is not told while packets come.
 */
export function observe(pc: RTCPeerConnection, tell: (state: RTCPeerConnectionState) => void): void {
  let looks = 0;
  const doubt = async () => {
    looks += 1;
    const comes = await packetsCome(pc).catch(() => false); // closed meanwhile
    const isSaid = pc.connectionState === "disconnected";
    if (isSaid && comes && looks < LOOKS) {
      setTimeout(() => void doubt(), AGAIN_MS);
      return;
    }
    looks = 0;
    if (isSaid) tell("disconnected");
  };
  pc.addEventListener("connectionstatechange", () => {
    if (pc.connectionState !== "disconnected") tell(pc.connectionState);
    else if (looks === 0) void doubt();
  });
}
