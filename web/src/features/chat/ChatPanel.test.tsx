import { act, cleanup, configure, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { fakeCall, fakeChat, liveCall } from "@/features/call/testing/fakeCall";
import { renderInCall } from "@/features/call/testing/stage";
import ChatPanel from "./ChatPanel";

function open(chat: ReturnType<typeof fakeChat>[] = [], unread = 0) {
  const call = fakeCall({ call: liveCall([], { chat, unread }) });
  const { container } = renderInCall(call, <ChatPanel onClose={() => call.orders.push("close")} />);
  return { call, lines: () => [...container.querySelectorAll("[data-chat-line]")].map((p) => p.textContent) };
}
const box = () => screen.getByRole("textbox", { name: "Message" });
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });

// what is fetched when it is asked for comes late on a busy machine
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

describe("the chat", () => {
  it("is ready to be written in", () => {
    open();
    expect(document.activeElement).toBe(box());
    expect(screen.getByText("Nothing written yet")).toBeTruthy();
  });

  it("sends with Enter and begins a new line with Shift and Enter", () => {
    const { call } = open();
    type("hello");
    fireEvent.keyDown(box(), { key: "Enter", shiftKey: true });
    expect(call.orders).toEqual([]);
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(call.orders).toEqual(["sendChat:hello"]);
    expect((box() as HTMLTextAreaElement).value).toBe("");
  });

  it("leaves Enter to an input method that is composing a word", () => {
    const { call } = open();
    type("にほん");
    fireEvent.keyDown(box(), { key: "Enter", isComposing: true });
    expect(call.orders).toEqual([]);
  });

  it("does not send nothing, nor more than the server takes", () => {
    const { call } = open();
    type("   ");
    fireEvent.keyDown(box(), { key: "Enter" });
    type("é".repeat(2049));
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(call.orders).toEqual([]);
    expect(screen.getByText("2 bytes too long")).toBeTruthy();
  });

  it("says how much room is left only near the end", () => {
    open();
    type("a".repeat(3000));
    expect(screen.queryByText(/left/)).toBeNull();
    type("a".repeat(4000));
    expect(screen.getByText("96 bytes left")).toBeTruthy();
  });

  it("shows lines as they are, links as links, and markup as text", () => {
    const nasty = "<b>x</b> https://example.org/?a=1";
    const { lines } = open([fakeChat("1", "b", "Bo", nasty)]);
    expect(lines()).toEqual([nasty]);
    const link = screen.getByRole("link", { name: "https://example.org/?a=1" });
    expect(link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(link.getAttribute("target")).toBe("_blank");
  });

  it("marks where the unread lines begin, and reads them", () => {
    const chat = [fakeChat("1", "b", "Bo", "old"), fakeChat("2", "b", "Bo", "new")];
    const { call } = open(chat, 1);
    expect(screen.getByText("New")).toBeTruthy();
    expect(call.orders).toEqual(["markRead"]);
  });

  it("lets a refused line be sent again, and says what waits for the connection", () => {
    const { call } = open([
      fakeChat("1", "me", "Me", "no", { status: "refused", seq: null, problem: "Too fast" }),
      fakeChat("2", "me", "Me", "soon", { status: "sending", seq: null }),
    ]);
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(call.orders).toEqual(["retryChat:1"]);
    act(() => call.patch({ phase: "reconnecting" }));
    expect(screen.getByText("Sent as soon as we are connected again")).toBeTruthy();
  });

  it("closes with Escape", () => {
    const { call } = open();
    fireEvent.keyDown(box(), { key: "Escape" });
    expect(call.orders).toEqual(["close"]);
  });

  it("answers a line, shows what is answered, and leads back to it", () => {
    const bo = fakeChat("1", "b", "Bo", "shall we begin?", { seq: 4 });
    const quote = { seq: 4, name: "Bo", text: "shall we begin?", files: [] };
    const { call } = open([bo, fakeChat("2", "a", "Ana", "yes", { seq: 5, reply: quote })]);
    fireEvent.click(screen.getByRole("button", { name: "Reply to Bo: shall we begin?" }));
    expect(screen.getByText("Replying to Bo")).toBeTruthy();
    expect(document.activeElement).toBe(box());
    fireEvent.keyDown(box(), { key: "Escape" });
    expect(screen.queryByText("Replying to Bo")).toBeNull();
    expect(call.orders).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Reply to Bo: shall we begin?" }));
    type("yes");
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(call.orders).toEqual(["sendChat:yes >1"]);
    fireEvent.click(screen.getByRole("button", { name: /In reply to Bo: shall we begin/ }));
    expect(document.activeElement?.getAttribute("data-line")).toBe("4");
  });

  it("does not offer a way to a line that is not here, nor to answer one that is not sent", () => {
    const quote = { seq: 1, name: "Bo", text: "", files: ["old.png"] };
    open([fakeChat("2", "me", "Me", "look", { seq: null, status: "sending", reply: quote })]);
    expect(screen.getByText("old.png")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /In reply to|Reply to/ })).toBeNull();
  });

  it("keeps what was begun while the panel is closed", () => {
    const { call } = open();
    type("half a th");
    cleanup();
    renderInCall(call, <ChatPanel onClose={() => {}} />);
    expect((box() as HTMLTextAreaElement).value).toBe("half a th");
  });

  it("puts an emoji where the cursor is", async () => {
    open();
    type("ab");
    (box() as HTMLTextAreaElement).setSelectionRange(1, 1);
    fireEvent.click(screen.getByRole("button", { name: "Emoji" }));
    const search = await screen.findByRole("searchbox", { name: "Find an emoji" });
    fireEvent.change(search, { target: { value: "party popper" } });
    await screen.findByText("1 found");
    fireEvent.keyDown(search, { key: "Enter" });
    expect((box() as HTMLTextAreaElement).value).toBe("a🎉b");
    expect(document.activeElement).toBe(box());
  });
});
