import "@/lib/i18n-later";
import { Paperclip } from "lucide-react";
import { useCallback } from "react";
import { useCall, useController } from "@/features/call/CallProvider";
import { useT } from "@/ui/useT";
import { draftOf } from "./draft";
import styles from "./FileDrop.module.css";
import { formatSize } from "./sizes";
import { useFileDrop } from "./useFileDrop";

/** Takes what is dropped or pasted anywhere in the call, and says so while it is held over it. */
export default function FileDrop({ show }: { readonly show: (panel: "chat") => void }) {
  const t = useT();
  const call = useController();
  const most = useCall((s) => s.fileBytes);
  const take = useCallback(
    (files: File[]) => {
      draftOf(call).add(files);
      show("chat");
    },
    [call, show],
  );
  const over = useFileDrop(most > 0, take);
  if (!over) return null;
  return (
    <div className={styles.target} role="status">
      <div className={styles.card}>
        <Paperclip aria-hidden size={32} strokeWidth={1.5} />
        <p className={styles.title}>{t("chat.drop")}</p>
        <p>{t("chat.dropHint", { size: formatSize(most) })}</p>
      </div>
    </div>
  );
}
