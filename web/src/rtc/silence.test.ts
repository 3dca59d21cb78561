import { expect, test } from "vitest";
import type { Role } from "./roles";
import type { MeasuredLink } from "./session";
import { Silence } from "./silence";

/** A connection, and receivers on which a packet can come. */
function connection() {
  const pc = { connectionState: "connected" as RTCPeerConnectionState };
  const stamps = new Map<Role, number>();
  const receivers = new Map<Role, RTCRtpReceiver>();
  const link = (peerId: string, ...roles: Role[]): MeasuredLink => {
    for (const role of roles)
      receivers.set(role, {
        getSynchronizationSources: () => (stamps.has(role) ? [{ rtpTimestamp: stamps.get(role) }] : []),
      } as RTCRtpReceiver);
    const receiver = (role: Role) => (roles.includes(role) ? (receivers.get(role) ?? null) : null);
    return { peerId, state: "connected", pc: pc as RTCPeerConnection, receiver };
  };
  const packet = (role: Role) => stamps.set(role, (stamps.get(role) ?? 0) + 960);
  return { pc, link, packet };
}

/** Looks every 100 ms for `ms`; when each link was found to be suspect and silent. */
function looking(silence: Silence, links: readonly MeasuredLink[]) {
  let at = 0;
  return (ms: number, meanwhile: () => void = () => {}) => {
    const found: [string, string, number][] = [];
    for (const end = at + ms; at < end; ) {
      at += 100;
      meanwhile();
      const { suspect, silent } = silence.look(links, at);
      for (const { peerId } of suspect.flat()) found.push([peerId, "suspect", at]);
      for (const { peerId } of silent.flat()) found.push([peerId, "silent", at]);
    }
    return found;
  };
}

test("a way on which nothing comes any more is told of once, soon, and again after it came back", () => {
  const { link, packet } = connection();
  const look = looking(new Silence(), [link("ana", "mic", "camera")]);
  expect(look(1000, () => packet("mic"))).toEqual([]);
  expect(look(5000)).toEqual([
    ["ana", "suspect", 1400],
    ["ana", "silent", 3000],
  ]);
  expect(look(1000, () => packet("camera"))).toEqual([]);
  expect(look(1000)).toEqual([["ana", "suspect", 7400]]);
});

test("a way on which nothing has come yet, or that is known to be broken, is no news", () => {
  const { pc, link, packet } = connection();
  const look = looking(new Silence(), [link("ana", "mic")]);
  expect(look(3000)).toEqual([]);
  look(500, () => packet("mic"));
  pc.connectionState = "disconnected";
  expect(look(3000)).toEqual([]);
});

test("of those who share a connection one who is heard speaks for all", () => {
  const { link, packet } = connection();
  const look = looking(new Silence(), [link("ana", "mic"), link("bo", "camera")]);
  look(500, () => {
    packet("mic");
    packet("camera");
  });
  expect(look(3000, () => packet("camera"))).toEqual([]);
  expect(look(1000).map(([id]) => id)).toEqual(["ana", "bo"]);
});

test("who leaves every slot is not silent", () => {
  const { link, packet } = connection();
  const links = [link("ana", "mic")];
  const look = looking(new Silence(), links);
  look(500, () => packet("mic"));
  links[0] = link("ana");
  expect(look(3000)).toEqual([]);
});

test("a page that was held up does not take that for silence", () => {
  const { link, packet } = connection();
  const silence = new Silence();
  const links = [link("ana", "mic")];
  packet("mic");
  silence.look(links, 100);
  const nothing = { suspect: [], silent: [], back: [] };
  expect(silence.look(links, 3000)).toEqual(nothing);
  packet("mic");
  expect(silence.look(links, 3100)).toEqual(nothing);
});

test("that something comes again is told once, and not of a short pause", () => {
  const { link, packet } = connection();
  const silence = new Silence();
  const links = [link("ana", "mic")];
  const look = looking(silence, links);
  look(500, () => packet("mic"));
  look(300);
  packet("mic");
  expect(silence.look(links, 850).back).toEqual([]);
  for (const at of [950, 1050, 1150, 1250]) expect(silence.look(links, at).back).toEqual([]);
  packet("mic");
  expect(silence.look(links, 1400).back).toEqual([links]);
  packet("mic");
  expect(silence.look(links, 1500).back).toEqual([]);
});

test("who is quiet now is known, whatever is said of the connection", () => {
  const { pc, link, packet } = connection();
  const silence = new Silence();
  const links = [link("ana", "mic"), link("bo", "camera")];
  const look = looking(silence, links);
  look(500, () => packet("mic"));
  expect(silence.quiet(links, 500)).toEqual([]);
  pc.connectionState = "disconnected";
  look(400);
  expect(silence.quiet(links, 900)).toEqual(links);
  look(100, () => packet("camera"));
  expect(silence.quiet(links, 1000)).toEqual([]);
});
