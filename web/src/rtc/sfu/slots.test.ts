import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Assignment } from "./said";
import { reached, Slots } from "./slots";

/** A slot of which we say what was decoded last. */
function line() {
  const state = { mark: undefined as number | undefined };
  const receiver = {
    getSynchronizationSources: () => (state.mark === undefined ? [] : [{ rtpTimestamp: state.mark }]),
  };
  return { state, transceiver: { receiver } as unknown as RTCRtpTransceiver };
}

function board() {
  const lines = { "4": line(), "7": line(), "8": line() };
  const shown: string[] = [];
  const slots = new Slots(new Map(Object.entries(lines).map(([mid, { transceiver }]) => [mid, transceiver])), {
    shows: (id, role, slot) => {
      const mid = Object.entries(lines).find(([, { transceiver }]) => transceiver === slot)?.[0];
      shown.push(`${id} ${role} ${mid ?? "-"}`);
    },
  });
  let rev = 0;
  const told = () => shown.splice(0);
  const table = (assigned: Record<string, Assignment | null>) => {
    rev += 1;
    slots.take(rev, new Map(Object.entries(assigned)));
  };
  return { lines, slots, told, table };
}

const camera = (id: string, ts: number): Assignment => ({ id, source: "camera", layer: 0, ts });
const mic = (id: string, ts = 0): Assignment => ({ id, source: "mic", layer: null, ts });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a person is shown once their own first frame was decoded", () => {
  const { lines, told, table, slots } = board();
  table({ "7": camera("ana", 5000) });
  vi.advanceTimersByTime(100);
  expect(told()).toEqual([]);
  expect(slots.receiver("ana", "camera")).toBe(null);
  lines["7"].state.mark = 5000;
  vi.advanceTimersByTime(20);
  expect(told()).toEqual(["ana camera 7"]);
  expect(slots.receiver("ana", "camera")).toBe(lines["7"].transceiver.receiver);
});

test("nobody is shown under another one's name while a slot changes", () => {
  const { lines, told, table } = board();
  lines["7"].state.mark = 5000;
  table({ "7": camera("ana", 5000) });
  expect(told()).toEqual(["ana camera 7"]);
  table({ "7": camera("bo", 9000) });
  expect(told()).toEqual(["ana camera -"]); // at once: what still comes may be Bo's
  lines["7"].state.mark = 8999;
  vi.advanceTimersByTime(100);
  expect(told()).toEqual([]); // the last of Ana's
  lines["7"].state.mark = 9001;
  vi.advanceTimersByTime(20);
  expect(told()).toEqual(["bo camera 7"]);
});

test("who moves to another slot is taken out of the old one first", () => {
  const { lines, told, table } = board();
  lines["7"].state.mark = 1;
  lines["8"].state.mark = 1;
  table({ "8": camera("ana", 1) });
  told();
  table({ "7": camera("ana", 1), "8": camera("bo", 1) });
  expect(told()).toEqual(["ana camera -", "ana camera 7", "bo camera 8"]);
});

test("a voice is put where it belongs at once", () => {
  const { told, table } = board();
  table({ "4": mic("ana") });
  expect(told()).toEqual(["ana mic 4"]);
  table({ "4": mic("bo") });
  expect(told()).toEqual(["ana mic -", "bo mic 4"]);
});

test("a table that says the same again, and one that comes late, change nothing", () => {
  const { lines, slots, told, table } = board();
  lines["7"].state.mark = 1;
  table({ "7": camera("ana", 1) });
  table({ "7": { ...camera("ana", 1), layer: 2 } });
  expect(told()).toEqual(["ana camera 7"]);
  expect(slots.layer("ana", "camera")).toBe(2);
  slots.take(1, new Map());
  expect(told()).toEqual([]);
});

test("time stamps wrap around", () => {
  expect(reached(0xffff_fff0, 0xffff_fff0)).toBe(true);
  expect(reached(5, 0xffff_fff0)).toBe(true);
  expect(reached(0xffff_fff0, 5)).toBe(false);
});
