// How a connection stands: what its browser says of it, unless packets say otherwise.

import { packetsCome } from "./arrivals";

/** While that is so it is looked again. */
const AGAIN_MS = 500;

/**
 * Tells each state of a connection. Firefox (seen in 153) asks every five seconds whether the other side still wants what it sends
 * (RFC 7675), and calls the connection disconnected when that one question, or its answer, is lost: that is not told while packets come.
 */
export function observe(pc: RTCPeerConnection, tell: (state: RTCPeerConnectionState) => void): void {
  let doubts = false;
  const doubt = async () => {
    const comes = await packetsCome(pc).catch(() => false); // closed meanwhile
    doubts = pc.connectionState === "disconnected" && comes;
    if (doubts) setTimeout(() => void doubt(), AGAIN_MS);
    else if (pc.connectionState === "disconnected") tell("disconnected");
  };
  pc.addEventListener("connectionstatechange", () => {
    if (pc.connectionState !== "disconnected") tell(pc.connectionState);
    else if (!doubts) {
      doubts = true;
      void doubt();
    }
  });
}
