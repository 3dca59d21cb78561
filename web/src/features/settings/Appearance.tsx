import { change, TEXT_SIZES, type TextSize, type Theme } from "@/stores/settings";
import { Select } from "@/ui/Select";
import { Toggle } from "@/ui/Toggle";
import { useT } from "@/ui/useT";
import { useSettings } from "./useSettings";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function Appearance() {
  const t = useT();
  const theme = useSettings((s) => s.theme);
  const textSize = useSettings((s) => s.textSize);
  const captions = useSettings((s) => s.captions);
  const captionSize = useSettings((s) => s.captionSize);
  const sizes = TEXT_SIZES.map((value) => ({ value, label: t(`textSize.${value}`) }));
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
        options={sizes}
        onChange={(value) => change({ textSize: value as TextSize })}
      />
      <Toggle
        label={t("captions.title")}
        hint={t("captions.hint")}
        checked={captions}
        onChange={(on) => change({ captions: on })}
      />
      <Select
        label={t("captions.size")}
        value={captionSize}
        options={sizes}
        onChange={(value) => change({ captionSize: value as TextSize })}
      />
    </>
  );
}
