import "@/lib/i18n-later";
import { History, House, RotateCcw } from "lucide-react";
import { useEffect, useRef } from "react";
import { useAuth } from "@/features/auth/AuthContext";
import { signInPath } from "@/features/auth/next";
import type { CallSummary } from "@/features/call/summary";
import { Afterwards } from "@/features/report/Afterwards";
import { formatDuration } from "@/lib/i18n";
import { meetingPath } from "@/lib/meeting-code";
import { Avatar } from "@/ui/Avatar";
import { Button, ButtonLink } from "@/ui/Button";
import { Mark } from "@/ui/Mark";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import styles from "./Left.module.css";

const NAMED = 8;

interface LeftProps {
  readonly code: string;
  readonly summary: CallSummary | null;
  /** The seat was lost rather than given up. */
  readonly lost: boolean;
  readonly rejoining: boolean;
  readonly onRejoin: () => void;
}

/** After a call: what it was, and the way back. */
export function Left({ code, summary, lost, rejoining, onRejoin }: LeftProps) {
  const t = useT();
  const { user } = useAuth();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t("left.title"));
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className={styles.page} data-phase="left">
      <Mark size="4rem" />
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {t(lost ? "left.lost" : "left.title")}
        </h1>
        <p className={styles.room}>{lost ? t("left.lostBody") : (summary?.title ?? code)}</p>
      </div>
      <div className={styles.buttons}>
        <Button variant="primary" size="l" icon={<RotateCcw aria-hidden />} loading={rejoining} onClick={onRejoin}>
          {t("left.rejoin")}
        </Button>
        <ButtonLink to={user ? "/home" : "/"} size="l" icon={<House aria-hidden />}>
          {t("left.home")}
        </ButtonLink>
      </div>
      {summary && <Facts summary={summary} />}
      <aside className={styles.note}>
        <p>{user ? t("left.history") : t("left.guest")}</p>
        {user ? (
          <ButtonLink to="/history" size="s" variant="ghost" icon={<History aria-hidden />}>
            {t("left.toHistory")}
          </ButtonLink>
        ) : (
          <ButtonLink to={signInPath(meetingPath(code), "signup")} size="s">
            {t("left.signUp")}
          </ButtonLink>
        )}
      </aside>
    </main>
  );
}

function Facts({ summary }: { readonly summary: CallSummary }) {
  const t = useT();
  const others = summary.people.filter((person) => !person.isSelf);
  const named = others.slice(0, NAMED);
  const more = others.length - named.length;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t("left.duration")}</dt>
        <dd>{formatDuration(summary.lastedMs)}</dd>
      </div>
      <div>
        <dt>{t("left.people")}</dt>
        <dd className={styles.people}>
          {named.length === 0 && t("left.alone")}
          {named.map((person, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may have the same name
            <span key={index} className={styles.person}>
              <Avatar name={person.name} size="xs" />
              <bdi>{person.name}</bdi>
              <span className={styles.soft}>{formatDuration(person.toMs - person.fromMs)}</span>
            </span>
          ))}
          {more > 0 && <span>{t("left.morePeople", { count: more })}</span>}
        </dd>
      </div>
      <Afterwards summary={summary} />
    </dl>
  );
}
