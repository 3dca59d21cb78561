import { bestLocale, LOCALES, type Locale } from "@/lib/locales";
import { change } from "@/stores/settings";
import { useT } from "@/ui/useT";
import { VisuallyHidden } from "@/ui/VisuallyHidden";
import styles from "./SettingsDialog.module.css";
import { useSettings } from "./useSettings";

const SPOKEN = Object.entries(LOCALES) as [keyof typeof LOCALES, string][];

/** Each language by its own name: whoever looks for theirs cannot read the present one. */
export function Language() {
  const t = useT();
  const chosen = useSettings((s) => s.language);
  const byBrowser = LOCALES[bestLocale(navigator.languages) as keyof typeof LOCALES];
  return (
    <fieldset>
      <legend>
        <VisuallyHidden>{t("settings.language")}</VisuallyHidden>
      </legend>
      <div className={styles.languages}>
        <Choice value="auto" chosen={chosen} wide>
          {t("settings.languageAuto", { name: byBrowser })}
        </Choice>
        {SPOKEN.map(([code, name]) => (
          <Choice key={code} value={code} chosen={chosen}>
            <bdi lang={code}>{name}</bdi>
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly value: Locale | "auto";
  readonly chosen: Locale | "auto";
  readonly wide?: boolean;
  readonly children: React.ReactNode;
}

function Choice({ value, chosen, wide, children }: ChoiceProps) {
  return (
    <label className={styles.language} data-wide={wide || undefined}>
      <input type="radio" name="language" checked={value === chosen} onChange={() => change({ language: value })} />
      <span>{children}</span>
    </label>
  );
}
