import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { initials, seatOf } from "./Avatar";
import { createAnnouncer } from "./announcer";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { IconButton } from "./IconButton";
import { Menu, MenuGroup, MenuItem, MenuRadio } from "./Menu";
import { Panel } from "./Panel";
import { PasswordField } from "./PasswordField";
import { Popover } from "./Popover";
import { TextField } from "./TextField";
import { ToastProvider, type Toasts, useToasts } from "./Toast";
import { place } from "./useFloating";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const focused = () => document.activeElement?.textContent;

const chosen = vi.fn();
function SampleMenu() {
  return (
    <Menu label="More" trigger={(props) => <IconButton {...props} label="Open more" icon={null} />}>
      <MenuItem onSelect={() => chosen("copy")}>Copy link</MenuItem>
      <MenuItem onSelect={() => chosen("nothing")} disabled>
        Cannot
      </MenuItem>
      <MenuGroup label="Theme">
        <MenuRadio checked={false} onSelect={() => chosen("paper")}>
          Paper
        </MenuRadio>
        <MenuRadio checked={false} onSelect={() => chosen("espresso")}>
          Espresso
        </MenuRadio>
      </MenuGroup>
    </Menu>
  );
}

describe("a menu", () => {
  const trigger = () => screen.getByRole("button", { name: "Open more" });

  test("is walked with the arrows, around its ends and past what is disabled", async () => {
    render(<SampleMenu />);
    await userEvent.click(trigger());
    expect(focused()).toBe("Copy link");
    await userEvent.keyboard("{ArrowDown}");
    expect(focused()).toBe("Paper");
    await userEvent.keyboard("{End}{ArrowDown}");
    expect(focused()).toBe("Copy link");
    await userEvent.keyboard("e");
    expect(focused()).toBe("Espresso");
  });

  test("opens upwards at its last item", async () => {
    render(<SampleMenu />);
    trigger().focus();
    await userEvent.keyboard("{ArrowUp}");
    expect(focused()).toBe("Espresso");
  });

  test("gives focus back when it closes, by choice or by Escape", async () => {
    render(<SampleMenu />);
    await userEvent.click(trigger());
    await userEvent.keyboard("{Escape}");
    expect(document.activeElement).toBe(trigger());
    expect(trigger().getAttribute("aria-expanded")).toBe("false");
    await userEvent.click(trigger());
    await userEvent.keyboard("{Enter}");
    expect(chosen).toHaveBeenLastCalledWith("copy");
    expect(document.activeElement).toBe(trigger());
  });

  test("opens at what is chosen", async () => {
    render(
      <Menu label="More" trigger={(props) => <IconButton {...props} label="Open more" icon={null} />}>
        <MenuRadio checked={false} onSelect={() => {}}>
          One
        </MenuRadio>
        <MenuRadio checked onSelect={() => {}}>
          Two
        </MenuRadio>
      </Menu>,
    );
    await userEvent.click(trigger());
    expect(focused()).toBe("Two");
  });
});

describe("a popover", () => {
  test("opens with focus inside and gives it back", async () => {
    render(
      <Popover label="Devices" trigger={(props) => <IconButton {...props} label="Devices" icon={null} />}>
        {(close) => <Button onClick={close}>Done</Button>}
      </Popover>,
    );
    const trigger = screen.getByRole("button", { name: "Devices" });
    await userEvent.click(trigger);
    expect(document.activeElement).toBe(screen.getByRole("dialog", { name: "Devices" }));
    await userEvent.click(screen.getByRole("button", { name: "Done" }));
    expect(document.activeElement).toBe(trigger);
  });
});

function SampleDialog() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Leave?" description="Others stay.">
        <Button onClick={() => setOpen(false)}>Stay</Button>
      </Dialog>
    </>
  );
}

describe("a dialog", () => {
  test("is named and described, begins at its heading, and gives focus back", async () => {
    render(<SampleDialog />);
    await userEvent.click(screen.getByRole("button", { name: "Open" }));
    const dialog = screen.getByRole("dialog", { name: "Leave?" });
    expect(dialog.getAttribute("aria-describedby")).toBe(screen.getByText("Others stay.").id);
    expect(focused()).toBe("Leave?");
    await userEvent.click(screen.getByRole("button", { name: "Stay" }));
    expect(screen.queryByRole("dialog", { name: "Leave?" })).toBeNull();
    expect(focused()).toBe("Open");
  });
});

function SamplePanel() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Chat</Button>
      {open && (
        <Panel title="Messages" onClose={() => setOpen(false)}>
          none yet
        </Panel>
      )}
    </>
  );
}

test("a panel takes focus when it opens, closes by Escape and gives focus back", async () => {
  render(<SamplePanel />);
  await userEvent.click(screen.getByRole("button", { name: "Chat" }));
  expect(focused()).toBe("Messages");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByText("none yet")).toBeNull();
  expect(focused()).toBe("Chat");
});

describe("a field", () => {
  test("ties its hint and its error to the control", () => {
    render(<TextField label="Code" hint="From the link" error="Nothing there" />);
    const input = screen.getByLabelText("Code");
    const described = (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id));
    expect(described.map((element) => element?.textContent)).toEqual(["Nothing there", "From the link"]);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("of a password shows what was typed when asked", async () => {
    render(<PasswordField label="Password" />);
    const input = screen.getByLabelText("Password", { exact: true });
    expect(input.getAttribute("type")).toBe("password");
    await userEvent.click(screen.getByRole("button", { name: "Show password" }));
    expect(input.getAttribute("type")).toBe("text");
    expect(screen.getByRole("button", { name: "Hide password" })).toBeTruthy();
  });
});

test("a button that is busy keeps its name and does nothing", async () => {
  const pressed = vi.fn();
  render(
    <Button loading onClick={pressed}>
      Sign in
    </Button>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect(pressed).not.toHaveBeenCalled();
});

test("an icon button has its name, its keys and its state", () => {
  render(<IconButton label="Turn off microphone" icon={null} shortcut="mic" pressed />);
  const button = screen.getByRole("button", { name: "Turn off microphone" });
  expect(button.getAttribute("aria-keyshortcuts")).toContain("M");
  expect(button.getAttribute("aria-pressed")).toBe("true");
});

let toasts: Toasts;
function Grab() {
  toasts = useToasts();
  return null;
}

describe("toasts", () => {
  const region = () => screen.getByRole("region", { name: "Notifications" });
  const open = () =>
    render(
      <ToastProvider>
        <Grab />
      </ToastProvider>,
    );

  test("go by themselves, later when there is something to press", () => {
    vi.useFakeTimers();
    open();
    act(() => void toasts.show({ text: "Ana joined" }));
    act(() => void toasts.show({ text: "Message not sent", action: { label: "Retry", run: () => {} } }));
    act(() => void vi.advanceTimersByTime(5100));
    expect(region().textContent).not.toContain("Ana joined");
    expect(region().textContent).toContain("Message not sent");
    act(() => void vi.advanceTimersByTime(5000));
    expect(region().textContent).toBe("");
  });

  test("are three at most, and one for each key", () => {
    open();
    act(() => {
      for (const text of ["one", "two", "three", "four"]) toasts.show({ text });
    });
    expect(region().textContent).toBe("twothreefour");
    act(() => {
      toasts.show({ text: "offline", key: "net" });
      toasts.show({ text: "online", key: "net" });
    });
    expect(region().textContent).toBe("threefouronline");
  });
});

test("a crowd is announced in one breath, and nothing is lost", () => {
  vi.useFakeTimers();
  const said: string[] = [];
  const announcer = createAnnouncer((text) => text.trim() && said.push(text.trim()));
  for (const name of ["Ana", "Bo", "Chen", "Ana"]) announcer.say(`${name} joined`);
  vi.advanceTimersByTime(300);
  announcer.say("Dee joined");
  announcer.say("Bo left");
  vi.advanceTimersByTime(5000);
  expect(said).toEqual(["Ana joined. Bo joined. Chen joined", "Dee joined. Bo left"]);
});

describe("an avatar", () => {
  test.each([
    ["Ana María Ruiz", "AR"],
    ["ana", "A"],
    ["山田太郎", "山"],
    ["👩‍👧 Mum", "👩‍👧M"],
    ["  ", ""],
  ])("of %j says %j", (name, letters) => expect(initials(name)).toBe(letters));

  test("wears the same colour for the same name, and all colours are worn", () => {
    expect(seatOf("Ana")).toBe(seatOf("ana"));
    const worn = new Set(Array.from({ length: 200 }, (_, n) => seatOf(`person ${n}`)));
    expect([...worn].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("a floating panel", () => {
  const view = { width: 400, height: 600 };
  const panel = { width: 200, height: 300 };
  const anchor = (left: number, top: number) => ({ left, top, width: 40, height: 40 });

  test("stands below, or above where there is more room", () => {
    expect(place(anchor(100, 20), panel, view, "bottom", "start")).toMatchObject({ side: "bottom", top: 68 });
    expect(place(anchor(100, 500), panel, view, "bottom", "start")).toMatchObject({ side: "top", top: 192 });
  });

  test("never leaves the window, and shrinks rather than run out of it", () => {
    expect(place(anchor(380, 20), panel, view, "bottom", "start").left).toBe(192);
    expect(place(anchor(0, 20), panel, view, "bottom", "end").left).toBe(8);
    expect(place(anchor(0, 250), { width: 200, height: 900 }, view, "bottom", "start").maxHeight).toBe(294);
  });

  test("aligns with the other edge where one reads from the right", () => {
    const at = anchor(150, 20);
    expect(place(at, panel, view, "bottom", "start", true).left).toBe(place(at, panel, view, "bottom", "end").left);
  });
});
