import { expect, it } from "vitest";
import { callTitle } from "./title";

it("names the room, what is unread, and whether the microphone is live", () => {
  expect(callTitle({ room: "Garden", unread: 0, micLive: false })).toBe("Garden · Tertulia");
  expect(callTitle({ room: "Garden", unread: 3, micLive: true })).toBe("● (3) Garden · Tertulia");
  expect(callTitle({ room: "", unread: 120, micLive: false })).toBe("(99+) Tertulia");
});
