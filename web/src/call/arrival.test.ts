import { describe, expect, it } from "vitest";
import type { JoinAck } from "@/protocol/messages.gen";
import { Arrival } from "./arrival";
import type { Wish } from "./machine";

const WISH: Wish = { room: "circle", name: "Ana", move: false };
const SILENT = { mic: false, camera: false, screen: false, hand: false };
const ACK = { you: { id: "a" }, resume: "token", snapshot: { boot: "1" } } as JoinAck;

describe("the arrival that we name when we join", () => {
  const begun = () => {
    const arrival = new Arrival({ token: async () => null, freshToken: async () => null });
    arrival.begin(WISH);
    return arrival;
  };
  const named = async (arrival: Arrival) => (await arrival.message(WISH, "none", 0, SILENT)).arrival;

  it("is the same until a join is answered, and nobody else's", async () => {
    const arrival = begun();
    const first = await named(arrival);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await named(arrival)).toBe(first);
    expect(await named(begun())).not.toBe(first);
  });

  it("is another one once a join was answered: whoever loses that seat is somebody new", async () => {
    const arrival = begun();
    const first = await named(arrival);
    arrival.seated("circle", ACK, "new");
    expect(await named(arrival)).not.toBe(first);
    arrival.forget();
  });
});
