import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { seeded } from "./mesh/testing/turns";
import { FakeRoom } from "./testing/room";

vi.setConfig({ testTimeout: 60_000 }); // minutes of a room's time; a busy machine takes its own

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, "now").mockImplementation(() => Date.now());
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const STEP_MS = 20;

/** Time passes; `each` looks at every moment of it. */
async function pass(ms: number, each: () => void = () => {}): Promise<void> {
  for (let at = 0; at < ms; at += STEP_MS) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    each();
  }
}

async function roomOf(...ids: string[]): Promise<FakeRoom> {
  const room = new FakeRoom();
  for (const id of ids) room.join(id);
  await pass(2000);
  return room;
}

const pairs = (room: FakeRoom) =>
  [...room.people.values()].flatMap((viewer) =>
    [...room.people.keys()].filter((id) => id !== viewer.id).map((id) => [viewer, id] as const),
  );

/** Nobody is heard twice; nobody goes unheard or unseen. */
function whole(room: FakeRoom): void {
  const amiss = pairs(room).filter(([viewer, id]) => viewer.hears(id) !== 1 || !viewer.sees(id));
  if (amiss.length > 0) {
    expect(amiss.map(([viewer, id]) => [viewer.id, id, viewer.hears(id), viewer.sees(id)])).toEqual([]);
  }
}

const directLinks = (room: FakeRoom) => [...room.people.values()].reduce((sum, { mesh }) => sum + mesh.peers.size, 0);

test("a room moves to the server and back, and at no moment is anybody missed or heard twice", async () => {
  const room = await roomOf("ana", "bo", "eva");
  whole(room);
  room.move("sfu");
  await pass(3000, () => whole(room));
  expect(directLinks(room)).toBe(0);
  expect(room.servers.size).toBe(3);
  room.move("mesh");
  await pass(3000, () => whole(room));
  expect(directLinks(room)).toBe(6);
  expect(room.servers.size).toBe(0);
});

test("who suffers from what comes directly is heard until the room goes through the server", async () => {
  const room = await roomOf("ana", "bo");
  const ana = room.people.get("ana");
  ana?.mesh.suffer();
  ana?.mesh.suffer();
  expect(ana?.suffered).toBe(1);
  await pass(10_000);
  ana?.mesh.suffer();
  expect(ana?.suffered).toBe(2);
  room.move("sfu");
  await pass(10_000);
  ana?.mesh.suffer();
  expect(ana?.suffered).toBe(2);
});

test("when the server never answers, everybody stays on the old way", async () => {
  const room = await roomOf("ana", "bo");
  room.up = false;
  room.move("sfu");
  await pass(30_000, () => whole(room));
  expect(directLinks(room)).toBe(2);
  room.serve(true);
  await pass(5000, () => whole(room));
  expect(directLinks(room)).toBe(0);
});

test("when the server goes, small rooms link directly until it is back", async () => {
  const room = await roomOf("ana", "bo", "eva");
  room.move("sfu");
  await pass(3000);
  expect(directLinks(room)).toBe(0);
  room.serve(false);
  await pass(5000);
  whole(room);
  expect(directLinks(room)).toBe(6);
  room.serve(true);
  await pass(5000, () => whole(room));
  expect(directLinks(room)).toBe(0);
});

test("a room that was opened anew counts anew: what was agreed on before does not", async () => {
  const room = await roomOf("ana", "bo", "eva");
  room.move("sfu");
  await pass(3000);
  room.serve(false);
  await pass(1000);
  room.reopen("mesh");
  await pass(2000);
  whole(room);
  expect(room.servers.size).toBe(0);
  room.serve(true);
  room.move("sfu"); // the same epoch as before
  await pass(3000, () => whole(room));
  expect(directLinks(room)).toBe(0);
});

test("whoever cannot reach the server is linked directly by everybody, while the others go through it", async () => {
  const room = await roomOf("ana", "bo", "eva");
  room.blocked.add("eva");
  room.move("sfu");
  await pass(20_000, () => whole(room));
  expect([...(room.people.get("ana")?.mesh.peers.keys() ?? [])]).toEqual(["eva"]);
  expect([...(room.people.get("eva")?.mesh.peers.keys() ?? [])]).toEqual(["ana", "bo"]);
});

test("who joins a room that goes through the server and cannot reach it calls everybody", async () => {
  const room = await roomOf("ana", "bo");
  room.move("sfu");
  await pass(3000);
  room.blocked.add("eva");
  room.join("eva");
  await pass(8000);
  whole(room);
});

test("somebody joins while the room moves", async () => {
  const room = await roomOf("ana", "bo");
  room.move("sfu");
  await pass(100);
  room.join("eva");
  await pass(3000);
  whole(room);
  expect(directLinks(room)).toBe(0);
});

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  "moves that interrupt each other lose nobody (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const room = await roomOf("ana", "bo", "eva");
    let mode: "mesh" | "sfu" = "mesh";
    for (let i = 0; i < 5; i += 1) {
      mode = mode === "mesh" ? "sfu" : "mesh";
      room.move(mode, random);
      await pass(random() * 1500, () => whole(room));
    }
    await pass(20_000, () => whole(room));
    expect(directLinks(room)).toBe(mode === "mesh" ? 6 : 0);
    expect(room.servers.size).toBe(mode === "mesh" ? 0 : 3);
  },
);

test("who falls silent is looked for on the way on which they come, and so is who comes back", async () => {
  const room = await roomOf("ana", "bo");
  const ana = room.people.get("ana");
  ana?.planes.silent("bo");
  ana?.planes.back("bo");
  room.move("sfu");
  await pass(3000);
  ana?.planes.silent("bo");
  ana?.planes.back("bo");
  const server = room.servers.get("ana");
  expect([ana?.mesh.silences, server?.silences, ana?.mesh.returns, server?.returns]).toEqual(Array(4).fill(["bo"]));
});

test("only a way from browser to browser is made anew for who came back from elsewhere: the server hears of their new address", async () => {
  const room = await roomOf("ana", "bo");
  const ana = room.people.get("ana");
  ana?.planes.stranded("bo");
  room.move("sfu");
  await pass(3000);
  ana?.planes.stranded("bo");
  expect(ana?.mesh.renewals).toEqual(["bo"]);
});
