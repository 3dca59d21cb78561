import { type FormEvent, useState } from "react";
import { useAuth } from "@/features/auth/AuthContext";
import { FirstCup } from "@/features/drawings/Drawings";
import { dayName } from "@/features/history/days";
import { LoadFailed } from "@/features/history/LoadFailed";
import { MeetingRow } from "@/features/history/MeetingRow";
import { MeetingSkeletons } from "@/features/history/MeetingSkeletons";
import { useHistory } from "@/features/history/useHistory";
import { JoinByCode } from "@/features/start/JoinByCode";
import { useStartMeeting } from "@/features/start/StartMeeting";
import { localHour, now } from "@/lib/clock";
import type { MessageId } from "@/lib/i18n";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Link } from "@/ui/router";
import { TextField } from "@/ui/TextField";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import styles from "./Home.module.css";

const RECENT = 5;

function greeting(hour: number): MessageId {
  if (hour < 5) return "home.night";
  if (hour < 12) return "home.morning";
  return hour < 18 ? "home.afternoon" : "home.evening";
}

export default function Home() {
  const t = useT();
  const { user } = useAuth();
  useTitle(t("home.title"));
  return (
    <div className={styles.page}>
      <header>
        <h1 className={styles.greeting}>{t(greeting(localHour(now())), { name: user?.name ?? "" })}</h1>
        <p className={styles.lead}>{t("home.lead")}</p>
      </header>
      <div className={styles.doors}>
        <Start />
        <div className={styles.door}>
          <JoinByCode />
        </div>
      </div>
      <Recent />
    </div>
  );
}

function Start() {
  const t = useT();
  const [title, setTitle] = useState("");
  const { starting, start } = useStartMeeting();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void start(title);
  };
  return (
    <form className={styles.door} onSubmit={submit}>
      <TextField
        label={t("home.meetingName")}
        hint={t("home.meetingNameHint")}
        placeholder={t("ui.optional")}
        size="l"
        name="title"
        autoComplete="off"
        maxLength={128}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        end={
          <Button type="submit" variant="primary" loading={starting} className={styles.go}>
            {t("landing.start")}
          </Button>
        }
      />
    </form>
  );
}

function Recent() {
  const t = useT();
  const { state, retry } = useHistory();
  return (
    <section className={styles.recent}>
      <header className={styles.recentHeader}>
        <h2>{t("home.recent")}</h2>
        {state.status === "ready" && state.meetings.length > RECENT && <Link to="/history">{t("home.all")}</Link>}
      </header>
      {state.status === "loading" && <MeetingSkeletons count={3} />}
      {state.status === "failed" && <LoadFailed words={state.words} retry={retry} />}
      {state.status === "ready" && state.meetings.length === 0 && (
        <EmptyState level={3} title={t("home.emptyTitle")} art={<FirstCup />}>
          {t("home.emptyBody")}
        </EmptyState>
      )}
      {state.status === "ready" && (
        <ul>
          {state.meetings.slice(0, RECENT).map((meeting) => (
            <MeetingRow key={meeting.id} meeting={meeting} day={dayName(Date.parse(meeting.date))} />
          ))}
        </ul>
      )}
    </section>
  );
}
