import { useState } from "react";
import type { Activity } from "@/api/types";
import { describe } from "@/api/words";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useToasts } from "@/ui/Toast";
import { useT } from "@/ui/useT";
import { meetingName } from "./days";

interface DeleteDialogProps {
  readonly meeting: Activity | null;
  readonly onClose: () => void;
  /** Rejects when the server would not. */
  readonly remove: (id: string) => Promise<void>;
}

export function DeleteDialog({ meeting, onClose, remove }: DeleteDialogProps) {
  const t = useT();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const close = () => {
    setProblem(null);
    onClose();
  };
  const confirm = async () => {
    if (!meeting) return;
    setBusy(true);
    try {
      await remove(meeting.id);
      close();
      toasts.show({ text: t("history.deleted") });
    } catch (cause) {
      setProblem(describe(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open={meeting !== null}
      onClose={close}
      size="s"
      title={t("history.deleteTitle")}
      description={t("history.deleteBody")}
      actions={
        <>
          <Button onClick={close}>{t("ui.cancel")}</Button>
          <Button variant="danger" onClick={confirm} loading={busy}>
            {t("history.delete")}
          </Button>
        </>
      }
    >
      {meeting && <strong>{meetingName(meeting)}</strong>}
      {problem && (
        <Banner tone="danger" live="alert">
          {problem}
        </Banner>
      )}
    </Dialog>
  );
}
