import { act, cleanup, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { change, DEFAULTS, settings } from "@/stores/settings";
import { CallView } from "./CallView";
import { later } from "./later";
import { type FakeCall, fakeCall, fakePeer, liveCall } from "./testing/fakeCall";
import { giveSize, renderInCall } from "./testing/stage";

const me = (change = {}) => fakePeer("me", "Ana", { isSelf: true, link: "none", ...change });

function open(call: FakeCall) {
  renderInCall(call, <CallView />);
  return call;
}
const inCall = (...others: string[]) =>
  fakeCall({
    call: liveCall([me(), ...others.map((name) => fakePeer(name.toLowerCase(), name))]),
    media: { mic: "live", camera: "live" },
  });
const tiles = () => screen.getAllByRole("article").map((tile) => tile.getAttribute("aria-label"));
const button = (name: string) => screen.getByRole("button", { name });
const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.body, { key: name, ...more });

// what is fetched when it is asked for comes late on a busy machine
configure({ asyncUtilTimeout: 10_000 });

beforeAll(() =>
  Promise.all([
    later.more(),
    later.banners(),
    later.strip(),
    later.layer(),
    later.chat(),
    later.captions(),
    later.captionStrip(),
  ]),
);
beforeEach(() => {
  giveSize(1280, 800);
  history.replaceState(null, "", "/");
  settings.setState(DEFAULTS);
});
afterEach(cleanup);

describe("the call", () => {
  it("has a tile for everyone, with what e2e and screen readers need to know", () => {
    const call = open(inCall("Bo", "Eva"));
    expect(tiles()).toEqual(["Ana (you)", "Bo", "Eva"]);
    const bo = screen.getByRole("article", { name: "Bo" });
    expect(bo.dataset).toMatchObject({ participant: "bo", source: "camera", link: "connected", muted: "false" });
    act(() => call.patchPeer("bo", { handPlace: 1, state: { mic: false, camera: true, screen: false, hand: true } }));
    expect(bo.dataset.muted).toBe("true");
    expect(within(bo).getByRole("img", { name: "Hand raised" })).toBeTruthy();
  });

  it("shows an original client by what arrives, and claims nothing about its microphone", () => {
    const call = inCall();
    const olga = fakePeer("o", "Olga", { protocol: 0, state: { mic: false, camera: false } });
    call.patch(liveCall([me(), { ...olga, has: { camera: true, screen: false } }]));
    open(call);
    const tile = screen.getByRole("article", { name: "Olga" });
    expect(tile.dataset).toMatchObject({ muted: "unknown", video: "true" });
  });

  it("gives a shared screen a tile of its own, and none to one's own screen", () => {
    const call = inCall();
    const sharing = { mic: true, camera: true, screen: true, hand: false };
    const has = { camera: true, screen: true };
    call.patch(liveCall([me({ state: sharing, has }), fakePeer("bo", "Bo", { state: sharing, has })]));
    open(call);
    expect(tiles().sort()).toEqual(["Ana (you)", "Bo", "Bo's screen"]);
  });

  it("tells the call which pictures are looked at, and none while the page is hidden", async () => {
    const call = open(inCall("Bo", "Eva"));
    const looked = () => call.watched()?.map(({ id, source }) => `${id} ${source}`);
    await waitFor(() => expect(looked()).toEqual(["bo camera", "eva camera"]));
    expect(call.watched()?.every(({ width, height }) => width > 200 && height > 100)).toBe(true);
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    fireEvent(document, new Event("visibilitychange"));
    await waitFor(() => expect(looked()).toEqual([]));
    vi.restoreAllMocks();
  });

  it("invites when one is the first", () => {
    open(inCall());
    expect(screen.getByRole("heading", { name: "You’re the first one here" })).toBeTruthy();
    expect(screen.getByText(/\/m\/garden-talk$/)).toBeTruthy();
  });

  it("turns devices, the hand and sharing with buttons that say what they will do", async () => {
    const call = open(inCall("Bo"));
    fireEvent.click(button("Turn microphone off"));
    fireEvent.click(button("Turn camera off"));
    fireEvent.click(button("Raise hand"));
    fireEvent.click(button("Share screen"));
    expect(call.orders).toEqual(["setMic:false", "setCamera:false", "setHand:true", "startShare"]);
    button("Turn microphone on");
    button("Turn camera on");
    button("Lower hand");
    await waitFor(() => expect(screen.getAllByLabelText("Stop sharing")).toHaveLength(2));
    fireEvent.click(button("Leave"));
    expect(call.orders.at(-1)).toBe("leave");
  });

  it("shows hands with their place once there are several", () => {
    const call = open(inCall("Bo", "Eva"));
    const hand = (id: string, handPlace: number) =>
      act(() => call.patchPeer(id, { handPlace, state: { mic: true, camera: true, screen: false, hand: true } }));
    hand("bo", 1);
    within(screen.getByRole("article", { name: "Bo" })).getByRole("img", { name: "Hand raised" });
    hand("eva", 2);
    within(screen.getByRole("article", { name: "Bo" })).getByRole("img", { name: "Hand raised, number 1 in line" });
    within(screen.getByRole("article", { name: "Eva" })).getByRole("img", { name: "Hand raised, number 2 in line" });
  });

  it("tells screen readers who comes, and of a crowd in one sentence", async () => {
    const call = open(inCall());
    const said: string[] = [];
    const region = document.querySelector("output[aria-live=polite]") as HTMLElement;
    new MutationObserver(() => region.textContent && said.push(region.textContent.trim())).observe(region, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    await act(() => later.ears()); // it listens from when it is there
    const room = (...names: string[]) =>
      call.patch(liveCall([me(), ...names.map((name) => fakePeer(name.toLowerCase(), name))]));
    act(() => room("Bo"));
    await waitFor(() => expect(said).toEqual(["Bo joined"]));
    const crowd = Array.from({ length: 30 }, (_, n) => `Guest ${n + 1}`);
    act(() => {
      for (let n = 1; n <= crowd.length; n += 1) room("Bo", ...crowd.slice(0, n));
    });
    await waitFor(() => expect(said).toEqual(["Bo joined", "Guest 1 and 29 more joined"]));
  });

  it("throws reactions from a strip that the keyboard opens, and shows what others throw", async () => {
    const call = open(inCall("Bo"));
    key("e");
    const first = await screen.findByLabelText("Thumbs up");
    await waitFor(() => expect(document.activeElement).toBe(first));
    fireEvent.click(button("Heart"));
    fireEvent.keyDown(first, { key: "2" });
    expect(call.orders).toEqual(["react:heart", "react:clap"]);
    fireEvent.keyDown(first, { key: "Escape" });
    expect(screen.queryByRole("button", { name: "Heart" })).toBe(null);
    act(() => call.notify({ kind: "reaction", id: "bo", name: "Bo", reaction: "party" }));
    expect(document.querySelector('[data-reaction="party"]')?.textContent).toBe("Bo");
  });

  it("shows captions to whoever wants them, and offers them once to the others", async () => {
    const call = open(inCall("Bo"));
    const caption = (text: string, line = 1) =>
      act(() => call.notify({ kind: "caption", id: "bo", name: "Bo", line, text }));
    caption("Good");
    expect(screen.queryByRole("region", { name: "Captions" })).toBe(null);
    fireEvent.click(await screen.findByRole("button", { name: "Show captions" }));
    caption("Good morning.");
    const shown = screen.getByRole("region", { name: "Captions" });
    expect(shown.textContent).toBe("BoGood morning.");
    caption("We", 2);
    caption("We begin", 2);
    expect(shown.textContent).toBe("BoGood morning.We begin");
    act(() => change({ captionSize: "larger" }));
    expect(shown.dataset.size).toBe("larger");
    act(() => change({ captions: false }));
    caption("with", 3);
    expect(screen.queryByRole("region", { name: "Captions" })).toBe(null);
    expect(screen.queryByText("Bo writes captions.")).toBe(null);
  });

  it("sends the captions that one writes, line by line, and says when one did not get through", async () => {
    const call = open(inCall("Bo"));
    fireEvent.click(button("More"));
    fireEvent.click(await screen.findByText("Write captions"));
    const field = await screen.findByRole("textbox", { name: "What is being said" });
    await waitFor(() => expect(document.activeElement).toBe(field));
    fireEvent.change(field, { target: { value: "Good" } });
    fireEvent.change(field, { target: { value: "Good day" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect((field as HTMLInputElement).value).toBe("");
    fireEvent.change(field, { target: { value: "m" } });
    fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.queryByRole("textbox", { name: "What is being said" })).toBe(null);
    expect(call.orders).toEqual(["caption:1:Good", "caption:1:Good day", "caption:2:m"]);
    act(() => call.notify({ kind: "caption-refused" }));
    expect((await screen.findAllByText("Your captions did not get through.")).length).toBeGreaterThan(0);
  });

  it("goes to sound only and back, with the camera as it was", async () => {
    const call = open(inCall("Bo"));
    fireEvent.click(button("More"));
    fireEvent.click(await screen.findByText("Sound only"));
    const bo = screen.getByRole("article", { name: "Bo" });
    expect(call.orders).toEqual(["stopShare", "setCamera:false"]);
    expect(bo.dataset.video).toBe("false");
    fireEvent.click(await screen.findByText("Show pictures"));
    expect(call.orders.at(-1)).toBe("setCamera:true");
    expect(bo.dataset.video).toBe("true");
  });

  it("says why a microphone cannot be turned on", async () => {
    const call = inCall("Bo");
    call.patchMedia({ mic: "denied" });
    call.media.setMic = async () => {};
    open(call);
    fireEvent.click(button("Turn microphone on"));
    expect((await screen.findAllByText(/does not let us use the microphone/)).length).toBeGreaterThan(0);
  });

  it("counts what is unread on the chat button until the chat is open", async () => {
    const call = inCall("Bo");
    call.patch({ unread: 3 });
    open(call);
    const chat = button("Chat, 3 unread");
    expect(chat.textContent).toBe("3");
    expect(document.title).toBe("● (3) Garden talk · Tertulia");
    fireEvent.click(chat);
    await screen.findByRole("textbox", { name: "Message" }, { timeout: 10_000 }); // the panel is fetched first
    expect(call.orders).toContain("markRead");
    expect(chat.textContent).toBe("");
    expect(chat.getAttribute("aria-label")).toBe("Chat");
    expect(chat.getAttribute("aria-pressed")).toBe("true");
  });

  it("gives the focus back to the chat button when Escape closes the chat", async () => {
    open(inCall("Bo"));
    button("Chat").focus();
    fireEvent.click(button("Chat"));
    const box = await screen.findByRole("textbox", { name: "Message" });
    expect(document.activeElement).toBe(box);
    fireEvent.keyDown(box, { key: "Escape" });
    expect(document.activeElement).toBe(button("Chat"));
  });

  it("obeys the keyboard", () => {
    const call = open(inCall("Bo"));
    key("m");
    key("v");
    key("r");
    key("L", { ctrlKey: true, shiftKey: true });
    expect(call.orders).toEqual(["setMic:false", "setCamera:false", "setHand:true", "leave"]);
  });

  it("opens the microphone while Space is held", () => {
    const call = inCall("Bo");
    call.patchMedia({ micOn: false });
    open(call);
    key(" ");
    fireEvent.keyUp(document.body, { key: " " });
    expect(call.orders).toEqual(["setMic:true", "setMic:false"]);
  });

  it("asks for a click when the browser blocks sound", async () => {
    const call = inCall("Bo");
    call.patch({ soundBlocked: true });
    open(call);
    fireEvent.click(await screen.findByText("Turn sound on"));
    expect(call.orders).toEqual(["resumeSound"]);
  });

  it("says honestly who is beyond the limit of a mesh", async () => {
    const call = inCall();
    call.patch(liveCall([me({ linked: false }), fakePeer("bo", "Bo")]));
    open(call);
    await screen.findByText(/the first 8 people see and hear each other/);
  });

  it("pins a tile and lets it go", () => {
    open(inCall("Bo", "Eva"));
    fireEvent.click(button("Pin Eva"));
    expect(screen.getByRole("article", { name: "Eva" }).dataset.role).toBe("large");
    fireEvent.click(button("Unpin Eva"));
    expect(screen.getByRole("article", { name: "Eva" }).dataset.role).toBe("equal");
  });

  it("moves the own picture with the arrow keys", () => {
    open(inCall("Bo"));
    const self = screen.getByRole("article", { name: "Ana (you)" });
    const before = self.style.transform;
    fireEvent.keyDown(button("Move your picture with the arrow keys"), { key: "ArrowUp" });
    expect(self.style.transform).not.toBe(before);
  });

  it("has pages for a crowd", () => {
    open(inCall(...Array.from({ length: 11 }, (_, i) => `P${i}`)));
    expect(tiles()).toHaveLength(9);
    fireEvent.click(button("Next page of people"));
    expect(tiles()).toEqual(["P8", "P9", "P10"]);
  });
});
