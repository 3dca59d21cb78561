import { Skeleton } from "@/ui/Skeleton";
import { useT } from "@/ui/useT";
import { VisuallyHidden } from "@/ui/VisuallyHidden";
import styles from "./MeetingSkeletons.module.css";

const WIDTHS = ["long", "medium", "long", "medium", "medium", "long"] as const;

export function MeetingSkeletons({ count }: { readonly count: number }) {
  const t = useT();
  return (
    <output className={styles.list}>
      <VisuallyHidden>{t("ui.loading")}</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <span key={index} className={styles.row}>
          <Skeleton width={WIDTHS[index % WIDTHS.length] ?? "medium"} />
          <Skeleton width="short" />
        </span>
      ))}
    </output>
  );
}
