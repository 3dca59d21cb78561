import { Check, Link2, Share2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { Mark } from "@/ui/Mark";
import { useT } from "@/ui/useT";
import styles from "./Alone.module.css";
import { useCall } from "./CallProvider";
import { inviteLink } from "./invite";

/** Nobody else is here yet: what to do next is to send the link. */
export function Alone({ onCopy }: { readonly onCopy: () => void }) {
  const t = useT();
  const room = useCall((s) => s.room);
  const title = useCall((s) => s.title || s.room);
  const [copied, setCopied] = useState(false);
  const link = inviteLink(room);
  const canSend = typeof navigator.share === "function" && matchMedia("(pointer: coarse)").matches;
  return (
    <section className={styles.alone} aria-labelledby="alone-title">
      <Mark size="4.5rem" className={styles.mark} />
      <h2 id="alone-title" className={styles.title}>
        {t("call.aloneTitle")}
      </h2>
      <p className={styles.words}>{t("call.aloneBody")}</p>
      <p className={styles.link}>
        <span dir="ltr">{link.replace(/^https?:\/\//, "")}</span>
      </p>
      <div className={styles.actions}>
        <Button
          variant="primary"
          size="l"
          icon={copied ? <Check /> : <Link2 />}
          onClick={() => {
            onCopy();
            setCopied(true);
          }}
        >
          {t("call.copyLink")}
        </Button>
        {canSend && (
          <Button
            size="l"
            icon={<Share2 />}
            onClick={() => void navigator.share({ title, url: link }).catch(() => undefined)}
          >
            {t("call.shareLink")}
          </Button>
        )}
      </div>
    </section>
  );
}
