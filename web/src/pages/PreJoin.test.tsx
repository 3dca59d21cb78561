import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MediaState } from "@/call/contract";
import { type FakeOptions, fakeCall } from "@/features/call/testing/fakeCall";
import { ableBrowser, permissionIs, renderInCall } from "@/features/call/testing/stage";
import type { MeetingLookup } from "@/features/lobby/useMeeting";
import { change } from "@/stores/settings";
import { PreJoin } from "./PreJoin";

const known: MeetingLookup = {
  kind: "known",
  meeting: {
    code: "garden-talk",
    title: "Garden talk",
    created_at: "2026-01-01T00:00:00Z",
    participant_count: 2,
    participants: ["Bo", "Eva"],
  },
};

function open(options: FakeOptions = {}, lookup: MeetingLookup = known) {
  const call = fakeCall(options);
  const onJoin = vi.fn();
  renderInCall(call, <PreJoin code="garden-talk" lookup={lookup} onJoin={onJoin} />);
  return { call, onJoin };
}
const answering = (media: Partial<MediaState>): FakeOptions => ({
  onStart: (own) => own.store.setState(media),
});
const button = (name: string) => screen.findByRole("button", { name });
const noButton = (name: string) => expect(screen.queryByRole("button", { name })).toBeNull();

beforeEach(() => {
  ableBrowser();
  permissionIs("granted");
  change({ guestName: "Ana" });
});
afterEach(cleanup);

describe("the door", () => {
  it("says which meeting it is and who is inside", async () => {
    open();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Garden talk");
    expect(screen.getByText("Bo and Eva are inside.")).toBeTruthy();
    await button("Join now");
  });

  it("explains before the browser asks, and lets it ask only by a click", async () => {
    permissionIs("prompt");
    const { call } = open();
    const allow = await button("Allow camera and microphone");
    expect(screen.getByText("Do you want people to see and hear you?")).toBeTruthy();
    expect(call.orders).toEqual([]);
    noButton("Join now");
    fireEvent.click(allow);
    await button("Join now");
    expect(call.orders).toEqual(["start"]);
  });

  it("starts the devices at once where the browser has said yes before", async () => {
    const { call } = open();
    await button("Turn camera off");
    expect(call.orders).toEqual(["start"]);
  });

  it("lets people in without camera and microphone", async () => {
    permissionIs("prompt");
    const { call, onJoin } = open();
    fireEvent.click(await button("Continue without camera and microphone"));
    fireEvent.click(await button("Join now"));
    expect(call.orders).toEqual(["setMic:false", "setCamera:false"]);
    expect(onJoin).toHaveBeenCalledWith({ name: "Ana", move: false });
  });

  it("shows the way out of a refusal, and still lets people in", async () => {
    const { onJoin, call } = open(answering({ mic: "denied", camera: "denied" }));
    expect(await screen.findByText("Camera and microphone are blocked")).toBeTruthy();
    fireEvent.click(await button("Try again"));
    expect(call.orders).toEqual(["start", "start"]);
    fireEvent.click(await button("Join now"));
    expect(onJoin).toHaveBeenCalledWith({ name: "Ana", move: false });
  });

  it.each<[string, Partial<MediaState>]>([
    ["No camera or microphone was found. You can come in to watch and listen.", { mic: "missing", camera: "missing" }],
    ["No camera was found. You can come in without one.", { mic: "live", camera: "missing" }],
    ["Another program is using the camera. Close it and try again.", { mic: "live", camera: "busy" }],
    ["Your camera is off", { mic: "live", camera: "off", cameraOn: false }],
    ["The microphone is blocked", { mic: "denied", camera: "off", cameraOn: false }],
  ])("says: %s", async (words, media) => {
    open(answering(media));
    expect(await screen.findByText(words)).toBeTruthy();
    await button("Join now");
  });

  it.each<[string, Partial<MediaState>]>([
    ["No microphone was found. Plug one in, or come in to listen.", { mic: "missing", camera: "live" }],
    ["Another program is using the microphone. Close it and try again.", { mic: "busy", camera: "live" }],
    ["No microphone was found. Plug one in, or come in to listen.", { mic: "missing", camera: "off", cameraOn: false }],
  ])("says why nobody would hear one: %s", async (words, media) => {
    open(answering(media));
    expect(await screen.findByText(words)).toBeTruthy();
    await button("Join now");
  });

  it("shows the way out for a microphone that is blocked while the camera works", async () => {
    const { call } = open(answering({ mic: "denied", camera: "live" }));
    expect(await screen.findByText(/^The microphone is blocked/)).toBeTruthy();
    fireEvent.click(await button("Try again"));
    expect(call.orders).toEqual(["start", "start"]);
  });

  it("tells a system that refuses from a browser that does", async () => {
    permissionIs("denied");
    open(answering({ mic: "denied", camera: "denied" }));
    expect(await screen.findByText(/address bar|browser’s settings/)).toBeTruthy();
    cleanup();
    permissionIs("granted");
    open(answering({ mic: "denied", camera: "denied" }));
    expect(await screen.findByText(/your system does not let it/)).toBeTruthy();
  });

  it("starts the devices by itself once a block is lifted in the browser's settings", async () => {
    const lifted = permissionIs("denied");
    const { call } = open(answering({ mic: "denied", camera: "denied" }));
    expect(await screen.findByText("Camera and microphone are blocked")).toBeTruthy();
    lifted("granted");
    await waitFor(() => expect(call.orders).toEqual(["start", "start"]));
  });

  it("keeps what is turned off at the door", async () => {
    const { call } = open();
    fireEvent.click(await button("Turn microphone off"));
    fireEvent.click(await button("Turn camera off"));
    await button("Turn microphone on");
    await button("Turn camera on");
    expect(call.orders).toEqual(["start", "setMic:false", "setCamera:false"]);
  });

  it("wants a name, and remembers it", async () => {
    change({ guestName: "" });
    const { onJoin } = open();
    fireEvent.click(await button("Join now"));
    expect(screen.getByText("Type a name, so that the others know who you are.")).toBeTruthy();
    expect(onJoin).not.toHaveBeenCalled();
    const name = screen.getByRole("textbox", { name: "Your name" });
    expect(name.getAttribute("aria-invalid")).toBe("true");
    fireEvent.change(name, { target: { value: "  Eva  " } });
    fireEvent.click(await button("Join now"));
    expect(onJoin).toHaveBeenCalledWith({ name: "Eva", move: false });
  });

  it("says that nobody has been here, and lets one begin", async () => {
    open({}, { kind: "unknown" });
    expect(screen.getByText("Nobody has met here yet")).toBeTruthy();
    await button("Join now");
  });

  it("says that the room is full, and lets one try again", async () => {
    open({ call: { phase: "failed", problem: { code: "room_full", message: "Full." } } });
    expect((await screen.findByRole("alert")).textContent).toContain("The room is full");
    await button("Try again");
  });

  it.each([
    ["offline", "The server does not answer just now. We keep trying."],
    ["busy", "Many people are joining just now. We keep trying."],
  ])("says what holds one up while joining: %s", async (code, words) => {
    open({ call: { phase: "joining", problem: { code, message: "x" } } });
    expect(await screen.findByText(words)).toBeTruthy();
    expect((await button("Joining")).getAttribute("aria-busy")).toBe("true");
  });

  it("tells why one cannot come in, in the words of the page", async () => {
    open({ call: { phase: "failed", problem: { code: "internal", message: "Something broke on our side (1f)." } } });
    expect((await screen.findByRole("alert")).textContent).toContain("The server had a problem.");
  });

  it("is busy while joining", async () => {
    open({ call: { phase: "joining" } });
    expect((await button("Joining")).getAttribute("aria-busy")).toBe("true");
  });

  it("tells why devices are not given to an insecure page, and how to get them", async () => {
    Object.defineProperty(globalThis, "isSecureContext", { configurable: true, value: false });
    const { call } = open();
    expect(await screen.findByText("Camera and microphone need a secure address")).toBeTruthy();
    await button("Join now");
    expect(call.orders).toEqual([]);
  });

  it("tells of a browser that cannot make calls", async () => {
    Object.defineProperty(globalThis, "RTCPeerConnection", { configurable: true, value: undefined });
    Reflect.deleteProperty(globalThis, "RTCPeerConnection");
    open();
    expect(await screen.findByText("This browser cannot make calls")).toBeTruthy();
  });
});
