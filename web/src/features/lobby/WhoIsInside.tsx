import type { Meeting } from "@/api/types";
import { formatList } from "@/lib/i18n";
import { Avatar } from "@/ui/Avatar";
import { useT } from "@/ui/useT";
import styles from "./Lobby.module.css";

const FACES = 5;
const NAMED = 3;

/** Who one would walk in on. */
export function WhoIsInside({ meeting }: { readonly meeting: Meeting | null }) {
  const t = useT();
  if (!meeting) return null;
  const { participants, participant_count: count } = meeting;
  if (count === 0) return <p className={styles.inside}>{t("lobby.insideNobody")}</p>;
  const named = participants.slice(0, NAMED);
  const more = count - named.length;
  const all = more > 0 ? [...named, t("lobby.insideMore", { count: more })] : named;
  return (
    <p className={styles.inside} role="status">
      <span className={styles.faces} aria-hidden>
        {participants.slice(0, FACES).map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have the same name
          <Avatar key={index} name={name} size="s" />
        ))}
      </span>
      <span>{t("lobby.inside", { names: formatList(all), count })}</span>
    </p>
  );
}
