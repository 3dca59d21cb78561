import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { fakeCall } from "@/features/call/testing/fakeCall";
import { renderInCall } from "@/features/call/testing/stage";
import { setLocale } from "@/lib/i18n";
import { LOCALES } from "@/lib/locales";
import { change, DEFAULTS, settings } from "@/stores/settings";
import { AuthProvider } from "../auth/AuthContext";
import SettingsDialog from "./SettingsDialog";

const tabs = () => screen.getAllByRole("tab", { hidden: true }).map((tab) => tab.textContent);
const tab = (name: string) => screen.getByRole("tab", { name, hidden: true });
const outsideOfACall = (first: "language" | "appearance") =>
  render(
    <AuthProvider>
      <SettingsDialog tab={first} media={false} onClose={() => {}} />
    </AuthProvider>,
  );

afterEach(async () => {
  cleanup();
  change(DEFAULTS);
  await setLocale("en");
});

describe("settings", () => {
  it("hold devices and backgrounds in a call, and do without them elsewhere", () => {
    renderInCall(fakeCall(), <SettingsDialog tab="devices" onClose={() => {}} />);
    expect(tabs()).toEqual(["Devices", "Background and sound", "Sounds", "Appearance", "Language", "Shortcuts"]);
    cleanup();
    outsideOfACall("appearance");
    expect(tabs()).toEqual(["Sounds", "Appearance", "Language", "Shortcuts"]);
  });

  it("name each language in itself, for whoever cannot read the present one", () => {
    outsideOfACall("language");
    const names = screen.getAllByRole("radio", { hidden: true }).map((radio) => radio.closest("label")?.textContent);
    expect(names).toEqual(["As your browser asks: English", ...Object.values(LOCALES)]);
    fireEvent.click(screen.getByRole("radio", { name: "日本語", hidden: true }));
    expect(settings.getState().language).toBe("ja");
  });

  it("walk from section to section with the arrows, the other way where one reads from the right", async () => {
    outsideOfACall("appearance");
    fireEvent.keyDown(tab("Appearance"), { key: "ArrowRight" });
    expect(tab("Language").getAttribute("aria-selected")).toBe("true");
    await setLocale("ar");
    await waitFor(() => expect(tab("اللغة").getAttribute("aria-selected")).toBe("true"));
    fireEvent.keyDown(tab("اللغة"), { key: "ArrowRight" });
    expect(tab("المظهر").getAttribute("aria-selected")).toBe("true");
  });

  it("say where they are kept", () => {
    renderInCall(fakeCall(), <SettingsDialog tab="devices" onClose={() => {}} />);
    expect(screen.getByText("Kept in this browser, for this device.")).toBeTruthy();
    fireEvent.click(tab("Sounds"));
    expect(screen.getByText(/^Kept in this browser. With an account/)).toBeTruthy();
  });

  it("make text larger at once", () => {
    outsideOfACall("appearance");
    fireEvent.change(screen.getByRole("combobox", { name: "Size of text", hidden: true }), {
      target: { value: "larger" },
    });
    expect(settings.getState().textSize).toBe("larger");
  });

  it("show captions, and say how large", () => {
    outsideOfACall("appearance");
    fireEvent.click(screen.getByRole("switch", { name: /^Captions/, hidden: true }));
    fireEvent.change(screen.getByRole("combobox", { name: "Size of captions", hidden: true }), {
      target: { value: "large" },
    });
    expect(settings.getState()).toMatchObject({ captions: true, captionSize: "large" });
  });
});
