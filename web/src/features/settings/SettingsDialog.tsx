import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { playSound } from "@/features/call/sounds";
import type { SettingsTab } from "@/features/call/ui";
import { DeviceSelects } from "@/features/devices/DeviceSelects";
import { Effects } from "@/features/devices/Effects";
import { LOCALES, type Locale, type MessageId } from "@/lib/i18n";
import { SHORTCUTS, type ShortcutId } from "@/lib/shortcuts";
import { change, type Sound, settings, type Theme } from "@/stores/settings";
import { Dialog } from "@/ui/Dialog";
import { Select } from "@/ui/Select";
import { Shortcut } from "@/ui/Shortcut";
import { Toggle } from "@/ui/Toggle";
import { useT } from "@/ui/useT";
import styles from "./SettingsDialog.module.css";

type Tab = SettingsTab;

const TABS: Record<Tab, MessageId> = {
  devices: "settings.devices",
  effects: "effects.title",
  sounds: "settings.sounds",
  appearance: "settings.appearance",
  shortcuts: "settings.shortcuts",
};

interface SettingsDialogProps {
  readonly tab: Tab;
  readonly onClose: () => void;
}

export default function SettingsDialog({ tab: first, onClose }: SettingsDialogProps) {
  const t = useT();
  const [tab, setTab] = useState<Tab>(first);
  const tabs = Object.keys(TABS) as Tab[];
  useEffect(() => {
    document.getElementById(`settings-tab-${tab}`)?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [tab]);
  const walk = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] as Tab;
    setTab(next);
    document.getElementById(`settings-tab-${next}`)?.focus();
  };
  return (
    <Dialog open onClose={onClose} title={t("settings.title")} size="l">
      <div className={styles.layout}>
        <div
          className={styles.tabs}
          role="tablist"
          aria-orientation="vertical"
          aria-label={t("settings.title")}
          onKeyDown={walk}
        >
          {tabs.map((each) => (
            <button
              key={each}
              id={`settings-tab-${each}`}
              type="button"
              role="tab"
              className={styles.tab}
              aria-selected={each === tab}
              aria-controls="settings-panel"
              tabIndex={each === tab ? 0 : -1}
              onClick={() => setTab(each)}
            >
              {t(TABS[each])}
            </button>
          ))}
        </div>
        <div id="settings-panel" role="tabpanel" aria-labelledby={`settings-tab-${tab}`} className={styles.panel}>
          {tab === "devices" && <DeviceSelects />}
          {tab === "effects" && <Effects />}
          {tab === "sounds" && <Sounds />}
          {tab === "appearance" && <Appearance />}
          {tab === "shortcuts" && <Shortcuts />}
        </div>
      </div>
    </Dialog>
  );
}

const SOUNDS: Partial<Record<Sound, MessageId>> = {
  join: "settings.soundJoin",
  leave: "settings.soundLeave",
  message: "settings.soundMessage",
  hand: "settings.soundHand",
};

function Sounds() {
  const t = useT();
  const sounds = useStore(settings, (s) => s.sounds);
  return (
    <div>
      {(Object.entries(SOUNDS) as [Sound, MessageId][]).map(([sound, label]) => (
        <Toggle
          key={sound}
          label={t(label)}
          checked={sounds[sound]}
          onChange={(on) => {
            change({ sounds: { ...sounds, [sound]: on } });
            if (on) playSound(sound);
          }}
        />
      ))}
    </div>
  );
}

function Appearance() {
  const t = useT();
  const theme = useStore(settings, (s) => s.theme);
  const language = useStore(settings, (s) => s.language);
  return (
    <>
      <Select
        label={t("settings.theme")}
        hint={t("settings.themeHint")}
        value={theme}
        options={[
          { value: "system", label: t("theme.system") },
          { value: "light", label: t("theme.light") },
          { value: "dark", label: t("theme.dark") },
        ]}
        onChange={(value) => change({ theme: value as Theme })}
      />
      <Select
        label={t("settings.language")}
        value={language}
        options={[
          { value: "auto", label: t("theme.system") },
          ...Object.entries(LOCALES).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(value) => change({ language: value as Locale | "auto" })}
      />
    </>
  );
}

function Shortcuts() {
  const t = useT();
  const singleLetters = useStore(settings, (s) => s.singleLetters);
  return (
    <>
      <Toggle
        label={t("settings.singleLetters")}
        hint={t("settings.singleLettersHint")}
        checked={singleLetters}
        onChange={(on) => change({ singleLetters: on })}
      />
      <dl className={styles.keys}>
        {(Object.keys(SHORTCUTS) as ShortcutId[]).map((id) => (
          <div key={id} className={styles.key}>
            <dt>{t(`shortcut.${id}` as MessageId)}</dt>
            <dd>
              <Shortcut id={id} all />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
