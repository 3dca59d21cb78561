import { change, type TextSize, type Theme } from "@/stores/settings";
import { Select } from "@/ui/Select";
import { useT } from "@/ui/useT";
import { useSettings } from "./useSettings";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const SIZES: readonly TextSize[] = ["normal", "large", "larger"];

export function Appearance() {
  const t = useT();
  const theme = useSettings((s) => s.theme);
  const textSize = useSettings((s) => s.textSize);
  return (
    <>
      <Select
        label={t("settings.theme")}
        hint={t("settings.themeHint")}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(value) => change({ theme: value as Theme })}
      />
      <Select
        label={t("settings.textSize")}
        hint={t("settings.textSizeHint")}
        value={textSize}
        options={SIZES.map((value) => ({ value, label: t(`textSize.${value}`) }))}
        onChange={(value) => change({ textSize: value as TextSize })}
      />
    </>
  );
}
