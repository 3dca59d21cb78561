import { Search, X } from "lucide-react";
import { useState } from "react";
import type { Activity } from "@/api/types";
import { BlankPages, LaidDownGlasses } from "@/features/drawings/Drawings";
import { DeleteDialog } from "@/features/history/DeleteDialog";
import { byDay } from "@/features/history/days";
import { LoadFailed } from "@/features/history/LoadFailed";
import { MeetingRow } from "@/features/history/MeetingRow";
import { MeetingSkeletons } from "@/features/history/MeetingSkeletons";
import { SearchResult } from "@/features/history/SearchResult";
import { useHistory } from "@/features/history/useHistory";
import { useSearch } from "@/features/history/useSearch";
import { StartMeeting } from "@/features/start/StartMeeting";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { IconButton } from "@/ui/IconButton";
import { Spinner } from "@/ui/Spinner";
import { TextField } from "@/ui/TextField";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import styles from "./History.module.css";

const PAGE = 50;

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
  const asked = query.trim();
  const search = useSearch(asked);
  const shown = meetings.slice(0, pages * PAGE);
  return (
    <>
      <TextField
        type="search"
        label={t("history.search")}
        hideLabel
        placeholder={t("history.searchHint")}
        icon={<Search />}
        value={query}
        maxLength={200}
        onChange={(event) => setQuery(event.target.value)}
        end={query && <IconButton size="s" label={t("history.clear")} icon={<X />} onClick={() => setQuery("")} />}
      />
      {asked !== "" ? (
        <Results search={search} onClear={() => setQuery("")} />
      ) : (
        <>
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
          {shown.length < meetings.length && (
            <Button onClick={() => setPages(pages + 1)} className={styles.more}>
              {t("history.showMore")}
            </Button>
          )}
        </>
      )}
    </>
  );
}

interface ResultsProps {
  readonly search: ReturnType<typeof useSearch>;
  readonly onClear: () => void;
}

/** What was found stays while the next is looked for: nothing jumps while one types. */
function Results({ search, onClear }: ResultsProps) {
  const t = useT();
  const { status, query, found, after, words } = search.state;
  if (status === "failed") return <LoadFailed words={words} retry={search.retry} title={t("history.searchFailed")} />;
  if (status === "idle" || (status === "searching" && query === ""))
    return <Spinner centred label={t("history.searching")} />;
  return (
    <section className={styles.results} aria-busy={status === "searching"} aria-label={t("history.search")}>
      <output className={styles.count}>{t("history.found", { count: found.length })}</output>
      {found.length === 0 ? (
        <EmptyState
          title={t("history.nothingTitle", { query })}
          art={<LaidDownGlasses />}
          action={<Button onClick={onClear}>{t("history.clear")}</Button>}
        >
          {t("history.nothingBody")}
        </EmptyState>
      ) : (
        <ul>
          {found.map((meeting) => (
            <SearchResult key={meeting.id} meeting={meeting} query={query} />
          ))}
        </ul>
      )}
      {after !== null && (
        <Button onClick={() => void search.more()} className={styles.more}>
          {t("history.moreResults")}
        </Button>
      )}
    </section>
  );
}
