import "@/lib/i18n-later";
import { useEffect, useState } from "react";
import { useAuth } from "@/features/auth/AuthContext";
import { DeviceSelects } from "@/features/devices/DeviceSelects";
import { Effects } from "@/features/devices/Effects";
import { Dialog } from "@/ui/Dialog";
import { useT } from "@/ui/useT";
import { Appearance } from "./Appearance";
import { Language } from "./Language";
import styles from "./SettingsDialog.module.css";
import { Shortcuts } from "./Shortcuts";
import { Sounds } from "./Sounds";
import { NEEDS_MEDIA, type SettingsTab, TABS } from "./tabs";

interface SettingsDialogProps {
  readonly tab: SettingsTab;
  /** Where there is no call, there are no devices to set. */
  readonly media?: boolean;
  readonly onClose: () => void;
}

export default function SettingsDialog({ tab: first, media = true, onClose }: SettingsDialogProps) {
  const t = useT();
  const { user } = useAuth();
  const [tab, setTab] = useState<SettingsTab>(first);
  const tabs = (Object.keys(TABS) as SettingsTab[]).filter((each) => media || !NEEDS_MEDIA.has(each));
  useEffect(() => {
    document.getElementById(`settings-tab-${tab}`)?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [tab]);
  const walk = (event: React.KeyboardEvent) => {
    const onward = document.documentElement.dir === "rtl" ? -1 : 1;
    const step = { ArrowRight: onward, ArrowDown: 1, ArrowLeft: -onward, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] as SettingsTab;
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
          {tab === "language" && <Language />}
          {tab === "shortcuts" && <Shortcuts />}
          <p className={styles.kept}>{t(where(tab, user !== null))}</p>
        </div>
      </div>
    </Dialog>
  );
}

/** Where what is set here is kept; as KEPT of stores/settings has it. */
function where(tab: SettingsTab, signedIn: boolean) {
  if (NEEDS_MEDIA.has(tab)) return "settings.keptDevice";
  return signedIn ? "settings.keptAccount" : "settings.keptHere";
}
