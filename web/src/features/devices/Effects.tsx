import { Ban, Droplets, ImagePlus } from "lucide-react";
import { useId, useRef } from "react";
import type { BackgroundChoice, BackgroundImage } from "@/call/contract";
import { useController, useMedia } from "@/features/call/CallProvider";
import type { MessageId } from "@/lib/i18n";
import { BACKGROUND_IMAGES } from "@/rtc/media/effects/choice";
import { Toggle } from "@/ui/Toggle";
import { useT } from "@/ui/useT";
import styles from "./Effects.module.css";

const IMAGES = Object.keys(BACKGROUND_IMAGES) as BackgroundImage[];

const keyOf = (choice: BackgroundChoice): string => (choice.kind === "image" ? choice.image : choice.kind);

/** What is behind the person, and what is taken out of the sound. */
export function Effects() {
  const t = useT();
  const { media } = useController();
  const chosen = useMedia((m) => keyOf(m.background));
  const quiet = useMedia((m) => m.quiet);
  const group = useId();
  const file = useRef<HTMLInputElement>(null);
  const choose = (choice: BackgroundChoice) => void media.setBackground(choice);
  const own = (picture: File | undefined) => picture && choose({ kind: "own", picture });
  return (
    <div className={styles.effects}>
      <fieldset className={styles.backgrounds}>
        <legend>{t("effects.background")}</legend>
        <p className={styles.hint}>{t("effects.backgroundHint")}</p>
        <div className={styles.choices}>
          <Choice
            group={group}
            name={t("effects.none")}
            checked={chosen === "none"}
            onChoose={() => choose({ kind: "none" })}
          >
            <Ban aria-hidden />
          </Choice>
          <Choice
            group={group}
            name={t("effects.blur")}
            checked={chosen === "blur"}
            onChoose={() => choose({ kind: "blur" })}
          >
            <Droplets aria-hidden />
          </Choice>
          {IMAGES.map((image) => (
            <Choice
              key={image}
              group={group}
              name={t(`effects.image.${image}` as MessageId)}
              checked={chosen === image}
              onChoose={() => choose({ kind: "image", image })}
            >
              <img src={BACKGROUND_IMAGES[image]} alt="" width={128} height={72} />
            </Choice>
          ))}
          <Choice
            group={group}
            name={t("effects.own")}
            checked={chosen === "own"}
            onChoose={() => file.current?.click()}
          >
            <ImagePlus aria-hidden />
          </Choice>
        </div>
        <input
          ref={file}
          type="file"
          accept="image/*"
          hidden
          aria-label={t("effects.own")}
          onChange={(event) => own(event.target.files?.[0])}
        />
      </fieldset>
      <Toggle
        label={t("effects.quiet")}
        hint={t("effects.quietHint")}
        checked={quiet}
        onChange={(on) => void media.setQuiet(on)}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly group: string;
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
}

function Choice({ group, name, checked, onChoose, children }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      {/* A click, not a change: choosing one's own picture again opens the files again. */}
      <input type="radio" name={group} checked={checked} onChange={onChoose} onClick={checked ? onChoose : undefined} />
      <span className={styles.thumb}>{children}</span>
      <span className={styles.name}>{name}</span>
    </label>
  );
}
