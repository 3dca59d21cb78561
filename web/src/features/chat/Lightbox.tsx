import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { FileNote } from "@/call/contract";
import { IconButton } from "@/ui/IconButton";
import { Spinner } from "@/ui/Spinner";
import { useT } from "@/ui/useT";
import styles from "./Lightbox.module.css";
import { useSave } from "./SharedFiles";
import { usePicture } from "./usePicture";

interface LightboxProps {
  /** All there are to leaf through. */
  readonly pictures: readonly FileNote[];
  readonly shown: string;
  readonly pass: string | null;
  readonly onShow: (id: string) => void;
  readonly onClose: () => void;
}

/** One picture over everything, on the browser's own modal dialog; arrows lead to the one before and after. */
export default function Lightbox({ pictures, shown, pass, onShow, onClose }: LightboxProps) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  const rtl = document.documentElement.dir === "rtl";
  const at = pictures.findIndex((file) => file.id === shown);
  const file = pictures[at];
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal?.();
  }, []);
  if (!file) return null;

  const go = (step: number) => {
    const next = pictures[at + step];
    if (next) onShow(next.id);
  };
  const key = (event: KeyboardEvent) => {
    event.stopPropagation(); // nothing here is an order to the call behind it
    if (event.key === "ArrowLeft") go(rtl ? 1 : -1);
    else if (event.key === "ArrowRight") go(rtl ? -1 : 1);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.box}
      data-theme="dark"
      aria-label={file.name}
      onClose={onClose}
      onKeyDown={key}
      onClick={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
    >
      <header className={styles.bar}>
        <p className={styles.name}>
          <bdi>{file.name}</bdi>
          {pictures.length > 1 && (
            <span className={styles.count}>{t("chat.pictureOf", { at: at + 1, count: pictures.length })}</span>
          )}
        </p>
        <SaveButton file={file} pass={pass} />
        <IconButton label={t("ui.close")} icon={<X />} variant="stage" onClick={() => dialog.current?.close()} />
      </header>
      <Picture key={file.id} file={file} pass={pass} />
      {pictures.length > 1 && (
        <>
          <IconButton
            label={t("chat.previousPicture")}
            icon={<ChevronLeft className={styles.arrow} />}
            variant="stage"
            className={styles.previous}
            disabled={at === 0}
            onClick={() => go(-1)}
          />
          <IconButton
            label={t("chat.nextPicture")}
            icon={<ChevronRight className={styles.arrow} />}
            variant="stage"
            className={styles.next}
            disabled={at === pictures.length - 1}
            onClick={() => go(1)}
          />
        </>
      )}
    </dialog>
  );
}

function SaveButton({ file, pass }: { readonly file: FileNote; readonly pass: string | null }) {
  const t = useT();
  const { state, save } = useSave(file, pass);
  return (
    <IconButton
      label={t("chat.savePicture")}
      icon={<Download />}
      variant="stage"
      onClick={save}
      disabled={state === "busy"}
    />
  );
}

function Picture({ file, pass }: { readonly file: FileNote; readonly pass: string | null }) {
  const t = useT();
  const { url, failed } = usePicture(file.id, pass);
  if (failed) return <p className={styles.failed}>{t("chat.pictureGone")}</p>;
  if (url === null) return <Spinner centred label={t("chat.pictureLoading")} />;
  return <img className={styles.picture} src={url} alt={file.name} />;
}
