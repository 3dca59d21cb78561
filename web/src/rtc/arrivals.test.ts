import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { packetsCome } from "./arrivals";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection on which so many packets come each millisecond, of each of two streams, and plenty go out. */
function connection(perMs: number) {
  const packets = (id: string) => ({ id, type: "inbound-rtp", packetsReceived: 1000 + perMs * Date.now() });
  const sent = {
    id: "sent",
    type: "outbound-rtp",
    get packetsReceived() {
      return Date.now();
    },
  };
  const getStats = async () => new Map([packets("voice"), packets("camera"), sent].map((each) => [each.id, each]));
  return { getStats } as unknown as RTCPeerConnection;
}

async function known(pc: RTCPeerConnection): Promise<boolean> {
  const answer = packetsCome(pc);
  await vi.advanceTimersByTimeAsync(300);
  return answer;
}

test("packets that come are counted, whether or not anything of them can be played", async () => {
  expect(await known(connection(0.05))).toBe(true);
  expect(await known(connection(0))).toBe(false);
});

test("a browser that does not answer has no packets", async () => {
  expect(await known({ getStats: () => new Promise(() => {}) } as unknown as RTCPeerConnection)).toBe(false);
});
