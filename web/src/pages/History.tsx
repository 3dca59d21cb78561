import { Search, X } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { Activity } from "@/api/types";
import { BlankPages, LaidDownGlasses } from "@/features/drawings/Drawings";
import { DeleteDialog } from "@/features/history/DeleteDialog";
import { byDay, search } from "@/features/history/days";
import { LoadFailed } from "@/features/history/LoadFailed";
import { MeetingRow } from "@/features/history/MeetingRow";
import { MeetingSkeletons } from "@/features/history/MeetingSkeletons";
import { useHistory } from "@/features/history/useHistory";
import { StartMeeting } from "@/features/start/StartMeeting";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { IconButton } from "@/ui/IconButton";
import { TextField } from "@/ui/TextField";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import { VisuallyHidden } from "@/ui/VisuallyHidden";
import styles from "./History.module.css";

const PAGE = 50;
/** Fewer than that are found faster by eye. */
const SEARCH_FROM = 4;

export default function History() {
  const t = useT();
  const { state, retry, remove } = useHistory();
  const [deleting, setDeleting] = useState<Activity | null>(null);
  useTitle(t("history.title"));
  return (
    <div className={styles.page}>
      <header>
        <h1 className={styles.title}>{t("history.title")}</h1>
        <p className={styles.lead}>{t("history.lead")}</p>
      </header>
      {state.status === "loading" && <MeetingSkeletons count={6} />}
      {state.status === "failed" && <LoadFailed words={state.words} retry={retry} />}
      {state.status === "ready" &&
        (state.meetings.length === 0 ? (
          <EmptyState title={t("history.emptyTitle")} art={<BlankPages />} action={<StartMeeting />}>
            {t("history.emptyBody")}
          </EmptyState>
        ) : (
          <Meetings meetings={state.meetings} onDelete={setDeleting} />
        ))}
      <DeleteDialog meeting={deleting} onClose={() => setDeleting(null)} remove={remove} />
    </div>
  );
}

interface MeetingsProps {
  readonly meetings: readonly Activity[];
  readonly onDelete: (meeting: Activity) => void;
}

function Meetings({ meetings, onDelete }: MeetingsProps) {
  const t = useT();
  const [query, setQuery] = useState("");
  const [pages, setPages] = useState(1);
  const asked = useDeferredValue(query.trim());
  const found = search(meetings, asked);
  const shown = found.slice(0, pages * PAGE);
  return (
    <>
      {meetings.length >= SEARCH_FROM && (
        <TextField
          type="search"
          label={t("history.search")}
          hideLabel
          placeholder={t("history.search")}
          icon={<Search />}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          end={query && <IconButton size="s" label={t("history.clear")} icon={<X />} onClick={() => setQuery("")} />}
        />
      )}
      <VisuallyHidden>
        <output>{asked && t("history.found", { count: found.length })}</output>
      </VisuallyHidden>
      {found.length === 0 && (
        <EmptyState
          title={t("history.nothingTitle", { query: asked })}
          art={<LaidDownGlasses />}
          action={<Button onClick={() => setQuery("")}>{t("history.clear")}</Button>}
        >
          {t("history.nothingBody")}
        </EmptyState>
      )}
      {byDay(shown).map((day) => (
        <section key={day.key} className={styles.day} aria-labelledby={`day-${day.key}`}>
          <h2 id={`day-${day.key}`} className={styles.dayName}>
            {day.name}
          </h2>
          <ul>
            {day.meetings.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} onDelete={onDelete} />
            ))}
          </ul>
        </section>
      ))}
      {shown.length < found.length && (
        <Button onClick={() => setPages(pages + 1)} className={styles.more}>
          {t("history.showMore")}
        </Button>
      )}
    </>
  );
}
