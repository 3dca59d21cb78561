import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isElsewhere, sitIn, takeSeat, watchElsewhere } from "./elsewhere";
import type { Seat } from "./seat";
import { FakeChannel } from "./testing/channel";

const seat: Seat = { room: "garden", id: "p1", resume: "secret", boot: "b", signal: 4 };
const ends: (() => void)[] = [];
const sits = (room: string, give: () => Seat | null = () => null) => {
  const end = sitIn(room, give);
  ends.push(end);
  return end;
};

beforeEach(() => void vi.stubGlobal("BroadcastChannel", FakeChannel));
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

test("a tab learns that another one is in the meeting, and nothing of other meetings", async () => {
  sits("garden");
  expect(await isElsewhere("garden")).toBe(true);
  expect(await isElsewhere("kitchen")).toBe(false);
});

test("whoever stands at the door hears of coming and going, and of those who stay", async () => {
  const heard: boolean[] = [];
  let told = () => {};
  const news = () => new Promise<void>((resolve) => (told = resolve));
  ends.push(
    watchElsewhere("garden", (elsewhere) => {
      heard.push(elsewhere);
      told();
    }),
  );
  let next = news();
  const first = sits("garden");
  await next;
  next = news();
  sits("garden");
  await next;
  first();
  while (heard.length < 4) await news();
  expect(heard).toEqual([true, true, false, true]);
});

test("a seat goes to the one who asks for it", async () => {
  let given = 0;
  sits("garden", () => {
    given += 1;
    return seat;
  });
  expect(await takeSeat("kitchen", "me")).toBeNull();
  expect(await takeSeat("garden", "me")).toEqual(seat);
  expect(given).toBe(1);
});

test("there is no seat where nobody is, or where it was given up", async () => {
  expect(await takeSeat("garden", "me")).toBeNull();
  sits("garden");
  expect(await takeSeat("garden", "me")).toBeNull();
});
