import { meetingPath } from "@/lib/meeting-code";
import { useToasts } from "@/ui/Toast";
import { useT } from "@/ui/useT";

/** Puts a meeting's link on the clipboard and says so; shows the link where the browser will not have it. */
export function useCopyLink(): (code: string) => Promise<void> {
  const t = useT();
  const toasts = useToasts();
  return async (code) => {
    const link = window.location.origin + meetingPath(code);
    try {
      await navigator.clipboard.writeText(link); // undefined without HTTPS
      toasts.show({ text: t("detail.copied"), key: "link" });
    } catch {
      toasts.show({ text: link, key: "link", staysMs: 20_000 });
    }
  };
}
