import { CircleAlert, Download, FileText, ImageOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { fetchFile } from "@/api/files";
import { describe } from "@/api/words";
import type { FileNote } from "@/call/contract";
import { Spinner } from "@/ui/Spinner";
import { useToasts } from "@/ui/Toast";
import { useT } from "@/ui/useT";
import styles from "./SharedFiles.module.css";
import { saveBlob } from "./save";
import { formatSize } from "./sizes";
import { usePicture } from "./usePicture";

interface SharedFilesProps {
  readonly files: readonly FileNote[];
  /** Shown to fetch them; null outside of a call, where one's account is. */
  readonly pass: string | null;
  readonly onOpenPicture: (id: string) => void;
}

/** What a line brings: pictures to be seen, other files to be saved. */
export function SharedFiles({ files, pass, onOpenPicture }: SharedFilesProps) {
  if (files.length === 0) return null;
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  return (
    <div className={styles.files}>
      {pictures.length > 0 && (
        <div className={styles.pictures} data-many={pictures.length > 1 || undefined}>
          {pictures.map((file) => (
            <Thumbnail key={file.id} file={file} pass={pass} alone={pictures.length === 1} onOpen={onOpenPicture} />
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileCard key={file.id} file={file} pass={pass} />
      ))}
    </div>
  );
}

export const isPicture = (file: FileNote): boolean => file.width > 0;

/** Thumbnails keep their place before they have come. Very long and very wide ones are cut. */
const shape = ({ width, height }: FileNote): number => Math.min(2.4, Math.max(0.6, width / height));

interface ThumbnailProps {
  readonly file: FileNote;
  readonly pass: string | null;
  readonly alone: boolean;
  readonly onOpen: (id: string) => void;
}

function Thumbnail({ file, pass, alone, onOpen }: ThumbnailProps) {
  const t = useT();
  const frame = useRef<HTMLButtonElement>(null);
  const near = useNear(frame);
  const { url, failed, retry } = usePicture(near ? file.id : null, pass);
  const size = alone
    ? { aspectRatio: shape(file), inlineSize: `min(${Math.min(file.width, 16 * 16 * shape(file))}px, 100%)` }
    : {};
  return (
    <button
      ref={frame}
      type="button"
      className={styles.picture}
      style={size}
      aria-label={t(failed ? "chat.pictureFailed" : "chat.openPicture", { name: file.name })}
      onClick={() => (failed ? retry() : onOpen(file.id))}
    >
      {url !== null && <img src={url} alt={file.name} draggable={false} />}
      {failed && (
        <span className={styles.failed}>
          <ImageOff aria-hidden />
          <bdi>{file.name}</bdi>
        </span>
      )}
    </button>
  );
}

function FileCard({ file, pass }: { readonly file: FileNote; readonly pass: string | null }) {
  const t = useT();
  const { state, save } = useSave(file, pass);
  return (
    <button
      type="button"
      className={styles.card}
      aria-label={t("chat.saveFile", { name: file.name, size: formatSize(file.size) })}
      onClick={save}
      disabled={state === "busy"}
    >
      <span className={styles.icon}>
        <FileText aria-hidden />
        <span className={styles.ending} data-ending={ending(file.name)} />
      </span>
      <span className={styles.about}>
        <bdi className={styles.name}>{file.name}</bdi> <span className={styles.size}>{formatSize(file.size)}</span>
      </span>
      {state === "busy" ? (
        <Spinner />
      ) : state === "failed" ? (
        <CircleAlert aria-hidden className={styles.action} />
      ) : (
        <Download aria-hidden className={styles.action} />
      )}
    </button>
  );
}

/** Fetches a file and hands it to the browser to be saved; a refusal is told in words. */
export function useSave(file: FileNote, pass: string | null) {
  const toasts = useToasts();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const save = async () => {
    setState("busy");
    try {
      saveBlob(await fetchFile(file.id, pass), file.name);
      setState("idle");
    } catch (problem) {
      setState("failed");
      toasts.show({ text: describe(problem), key: `file ${file.id}` });
    }
  };
  return { state, save: () => void save() };
}

function ending(name: string): string {
  const dot = name.lastIndexOf(".");
  const found = dot > 0 ? name.slice(dot + 1) : "";
  return found.length <= 4 ? found : "";
}

/** Whether an element is in view or nearly so; once it was, for good. */
function useNear(element: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (near || target === null) return;
    if (typeof IntersectionObserver === "undefined") {
      setNear(true);
      return;
    }
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: "400px" },
    );
    watch.observe(target);
    return () => watch.disconnect();
  }, [element, near]);
  return near;
}
