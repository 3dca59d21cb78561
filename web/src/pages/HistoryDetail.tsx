import "@/lib/i18n-later";
import { ArrowLeft, Link2, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ActivityDetail } from "@/api/types";
import { deleteActivity } from "@/api/users";
import { useAuth } from "@/features/auth/AuthContext";
import { goToLine } from "@/features/chat/goToLine";
import { BlankPages } from "@/features/drawings/Drawings";
import { presences, spanOf } from "@/features/history/account";
import { DeleteDialog } from "@/features/history/DeleteDialog";
import { dayName, meetingName } from "@/features/history/days";
import { LoadFailed } from "@/features/history/LoadFailed";
import { MeetingSkeletons } from "@/features/history/MeetingSkeletons";
import { Said } from "@/features/history/Said";
import { useActivity } from "@/features/history/useActivity";
import { useCopyLink } from "@/features/history/useCopyLink";
import CallReport from "@/features/report/CallReport";
import { shares } from "@/features/report/sentences";
import { formatDate, formatDuration } from "@/lib/i18n";
import { meetingPath } from "@/lib/meeting-code";
import { Avatar } from "@/ui/Avatar";
import { Button, ButtonLink } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Link, useLocation, useNavigate, useParams } from "@/ui/router";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import styles from "./HistoryDetail.module.css";

const clock = (unixMs: number) => formatDate(unixMs, { hour: "numeric", minute: "2-digit" });

export default function HistoryDetail() {
  const t = useT();
  const { id = "" } = useParams();
  const { state, retry } = useActivity(id);
  useTitle(state.status === "ready" ? meetingName(state.meeting) : t("history.title"));
  return (
    <div className={styles.page}>
      <Link to="/history" className={styles.back}>
        <ArrowLeft aria-hidden="true" />
        {t("detail.back")}
      </Link>
      {state.status === "loading" && <MeetingSkeletons count={4} />}
      {state.status === "failed" && <LoadFailed words={state.words} retry={retry} />}
      {state.status === "missing" && (
        <EmptyState
          level={1}
          title={t("detail.missingTitle")}
          art={<BlankPages />}
          action={<ButtonLink to="/history">{t("detail.back")}</ButtonLink>}
        >
          {t("detail.missingBody")}
        </EmptyState>
      )}
      {state.status === "ready" && <Account meeting={state.meeting} />}
    </div>
  );
}

function Account({ meeting }: { readonly meeting: ActivityDetail }) {
  const t = useT();
  const navigate = useNavigate();
  const copyLink = useCopyLink();
  const [deleting, setDeleting] = useState(false);
  const remove = async (id: string) => {
    await deleteActivity(id);
    navigate("/history");
  };
  return (
    <article className={styles.article}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{meetingName(meeting)}</h1>
          <div className={styles.when}>
            <p>
              <When meeting={meeting} />
            </p>
          </div>
        </div>
        <div className={styles.actions}>
          <ButtonLink to={meetingPath(meeting.meetingCode)} variant="primary">
            {t("history.joinAgain")}
          </ButtonLink>
          <Button icon={<Link2 />} onClick={() => copyLink(meeting.meetingCode)}>
            {t("detail.copyCode")}
          </Button>
          <Button variant="ghost" icon={<Trash2 />} onClick={() => setDeleting(true)}>
            {t("history.delete")}
          </Button>
        </div>
      </header>
      <div className={styles.columns}>
        <Written meeting={meeting} />
        <div className={styles.aside}>
          <People meeting={meeting} />
          {meeting.report && <HowGood report={meeting.report} />}
        </div>
      </div>
      <DeleteDialog meeting={deleting ? meeting : null} onClose={() => setDeleting(false)} remove={remove} />
    </article>
  );
}

function When({ meeting }: { readonly meeting: ActivityDetail }) {
  const t = useT();
  const joined = Date.parse(meeting.date);
  const span = spanOf(meeting.people);
  const parts = [dayName(span?.fromMs ?? joined)];
  if (!span) parts.push(clock(joined));
  else if (span.toMs === null) parts.push(clock(span.fromMs), t("detail.ongoing"));
  else {
    parts.push(t("detail.from", { from: clock(span.fromMs), to: clock(span.toMs) }));
    parts.push(t("detail.duration", { duration: formatDuration(span.toMs - span.fromMs) }));
  }
  return parts.map((part) => <span key={part}>{part}</span>);
}

function Written({ meeting }: { readonly meeting: ActivityDetail }) {
  const t = useT();
  const { hash } = useLocation();
  const section = useRef<HTMLElement>(null);
  // a result of the search leads to its line
  useEffect(() => {
    const seq = /^#line-(\d+)$/.exec(hash)?.[1];
    if (seq) goToLine(section.current, Number(seq));
  }, [hash]);
  return (
    <section ref={section} className={styles.said} aria-labelledby="said">
      <h2 id="said">{t("detail.chat")}</h2>
      {meeting.chat.length === 0 ? (
        <EmptyState level={3} title={t("detail.chatEmptyTitle")} art={<BlankPages />}>
          {t("detail.chatEmptyBody")}
        </EmptyState>
      ) : (
        <Said lines={meeting.chat} />
      )}
    </section>
  );
}

function HowGood({ report }: { readonly report: NonNullable<ActivityDetail["report"]> }) {
  const t = useT();
  if (shares(report) === null) return null;
  return (
    <section className={styles.quality} aria-labelledby="quality">
      <h2 id="quality">{t("report.title")}</h2>
      <CallReport report={report} />
    </section>
  );
}

function People({ meeting }: { readonly meeting: ActivityDetail }) {
  const t = useT();
  const { user } = useAuth();
  const people = presences(meeting.people);
  return (
    <section className={styles.people} aria-labelledby="people">
      <h2 id="people">{t("detail.people")}</h2>
      {people.length === 0 ? (
        <p className={styles.soft}>{t("detail.peopleEmpty")}</p>
      ) : (
        <>
          <p className={styles.soft}>{t("detail.peopleCount", { count: people.length })}</p>
          <ul className={styles.list}>
            {people.map((person) => (
              <li key={person.key} className={styles.person}>
                <Avatar name={person.name} />
                <div className={styles.turnBody}>
                  <p className={styles.personName}>
                    {person.name}
                    {person.userId !== null && person.userId === user?.id && (
                      <span className={styles.soft}> ({t("detail.you")})</span>
                    )}
                  </p>
                  <p className={styles.soft}>
                    {person.toMs === null
                      ? `${clock(person.fromMs)}, ${t("detail.stillThere")}`
                      : formatDuration(person.toMs - person.fromMs)}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
