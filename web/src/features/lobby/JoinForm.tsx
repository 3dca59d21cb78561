import { type FormEvent, useState } from "react";
import { describe } from "@/api/words";
import type { CallProblem } from "@/call/contract";
import { useCall } from "@/features/call/CallProvider";
import { t } from "@/lib/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/TextField";
import { useT } from "@/ui/useT";
import styles from "./Lobby.module.css";
import type { DevicesAtTheDoor } from "./useDevicesAtTheDoor";
import type { Joining } from "./useVisit";

const NAME_MAX = 64;

interface JoinFormProps {
  readonly door: DevicesAtTheDoor;
  readonly name: string;
  /** Signed in: the account's name, which the server uses. */
  readonly fixedName: boolean;
  /** Another tab of this browser is in the meeting. */
  readonly elsewhere: boolean;
  readonly onName: (name: string) => void;
  readonly onJoin: (how: Joining & { readonly name: string }) => void;
}

/** A name and the one thing to do next: let the browser ask, or go in. */
export function JoinForm({ door, name, fixedName, elsewhere, onName, onJoin }: JoinFormProps) {
  const t = useT();
  const problem = useCall((s) => (s.phase === "failed" ? s.problem : null));
  const holdsUp = useCall((s) => (s.phase === "joining" ? s.problem : null));
  const joining = useCall((s) => s.phase === "joining");
  const [error, setError] = useState<string | null>(null);
  const explaining = door.step === "explaining";

  const enter = (move: boolean) => {
    const wished = name.trim();
    if (wished === "") return setError(t("lobby.nameMissing"));
    if ([...wished].length > NAME_MAX) return setError(t("lobby.nameTooLong"));
    onJoin({ name: wished, move });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (explaining) door.allow();
    else enter(elsewhere);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {problem && <Refusal problem={problem} />}
      {holdsUp && <Banner tone="ember">{t(holdsUp.code === "busy" ? "lobby.stillBusy" : "lobby.stillTrying")}</Banner>}
      {elsewhere && (
        <Banner>
          <strong>{t("call.takenTitle")}</strong>
          <br />
          {t("lobby.elsewhereBody")}
        </Banner>
      )}
      <TextField
        label={t("lobby.yourName")}
        size="l"
        value={name}
        readOnly={fixedName}
        error={error}
        hint={fixedName ? t("lobby.signedInAs") : undefined}
        autoComplete="name"
        autoCapitalize="words"
        enterKeyHint={explaining ? "next" : "go"}
        onChange={(event) => {
          setError(null);
          onName(event.target.value);
        }}
      />
      {door.step === "looking" ? null : explaining ? (
        <>
          <Button type="submit" variant="primary" size="l" wide>
            {t("lobby.allow")}
          </Button>
          <Button variant="ghost" wide onClick={door.goWithout}>
            {t("lobby.without")}
          </Button>
        </>
      ) : (
        <>
          <Button type="submit" variant="primary" size="l" wide loading={joining}>
            {t(whatJoiningIs({ problem, joining, elsewhere }))}
          </Button>
          {elsewhere && !fixedName && !joining && (
            <Button variant="ghost" wide onClick={() => enter(false)}>
              {t("lobby.joinTwice")}
            </Button>
          )}
        </>
      )}
    </form>
  );
}

interface Entering {
  readonly problem: CallProblem | null;
  readonly joining: boolean;
  readonly elsewhere: boolean;
}

function whatJoiningIs({ problem, joining, elsewhere }: Entering) {
  if (joining) return "lobby.joining";
  if (elsewhere) return "lobby.move";
  return problem ? "lobby.retryJoin" : "lobby.join";
}

/** Why one could not come in, and what to do. */
function Refusal({ problem }: { readonly problem: CallProblem }) {
  const t = useT();
  const full = problem.code === "room_full";
  const over = problem.code === "ended" || problem.code === "room_ended";
  const title = full ? t("lobby.fullTitle") : over ? t("lobby.endedTitle") : t("lobby.failedTitle");
  return (
    <Banner tone={full || over ? "ember" : "danger"} live="alert">
      <strong>{title}</strong>
      <br />
      {full ? t("lobby.fullBody") : over ? t("lobby.endedBody") : whyNot(problem)}
    </Banner>
  );
}

function whyNot(problem: CallProblem): string {
  if (problem.code === "busy") return t("lobby.busy", { seconds: Math.ceil(problem.retryAfterS ?? 0) });
  return describe(problem);
}
