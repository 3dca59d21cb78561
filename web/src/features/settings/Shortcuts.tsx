import type { MessageId } from "@/lib/i18n";
import { SHORTCUTS, type ShortcutId } from "@/lib/shortcuts";
import { change } from "@/stores/settings";
import { Shortcut } from "@/ui/Shortcut";
import { Toggle } from "@/ui/Toggle";
import { useT } from "@/ui/useT";
import styles from "./SettingsDialog.module.css";
import { useSettings } from "./useSettings";

export function Shortcuts() {
  const t = useT();
  const singleLetters = useSettings((s) => s.singleLetters);
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
