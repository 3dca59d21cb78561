import { useState } from "react";
import { useAuth } from "@/features/auth/AuthContext";
import { useCall, useController } from "@/features/call/CallProvider";
import { useNotices } from "@/features/call/useNotices";
import { DoorDevices } from "@/features/lobby/DoorDevices";
import { JoinForm } from "@/features/lobby/JoinForm";
import styles from "@/features/lobby/Lobby.module.css";
import { Preview } from "@/features/lobby/Preview";
import { useDevicesAtTheDoor } from "@/features/lobby/useDevicesAtTheDoor";
import { useElsewhere } from "@/features/lobby/useElsewhere";
import type { MeetingLookup } from "@/features/lobby/useMeeting";
import type { Joining } from "@/features/lobby/useVisit";
import { WhoIsInside } from "@/features/lobby/WhoIsInside";
import { change, settings } from "@/stores/settings";
import { Banner } from "@/ui/Banner";
import { Mark } from "@/ui/Mark";
import { Link } from "@/ui/router";
import { useT } from "@/ui/useT";

interface PreJoinProps {
  readonly code: string;
  readonly lookup: MeetingLookup;
  readonly onJoin: (how: Joining) => void;
}

/** The door: how one looks, who is inside, and in. */
export function PreJoin({ code, lookup, onJoin }: PreJoinProps) {
  const t = useT();
  const { user } = useAuth();
  const door = useDevicesAtTheDoor();
  useNotices();
  const phase = useCall((s) => s.phase);
  const [guestName, setGuestName] = useState(() => settings.getState().guestName);
  const name = user?.name ?? guestName;
  const meeting = lookup.kind === "known" ? lookup.meeting : null;
  const { media } = useController();
  const elsewhere = useElsewhere(code);
  const join = ({ name, move = false }: Joining & { readonly name: string }) => {
    if (!user) change({ guestName: name });
    if (elsewhere && !move) void media.setMic(false); // two of them beside each other would howl
    onJoin({ name, move });
  };
  return (
    <div className={styles.page} data-phase={phase}>
      <header className={styles.top}>
        <Link to="/" className={styles.brand}>
          <Mark size="1.75rem" />
          {t("app.name")}
        </Link>
      </header>
      <main className={styles.main}>
        <div className={styles.picture}>
          <Preview door={door} name={name} />
          {door.step === "settled" && <DoorDevices />}
        </div>
        <div className={styles.words}>
          <h1 className={styles.title}>{meeting?.title || code}</h1>
          {lookup.kind === "unknown" && (
            <Banner live="none">
              <strong>{t("lobby.unknownTitle")}</strong>
              <br />
              {t("lobby.unknownBody")}
            </Banner>
          )}
          <WhoIsInside meeting={meeting} />
          <JoinForm
            door={door}
            name={name}
            fixedName={user !== null}
            elsewhere={elsewhere}
            onName={setGuestName}
            onJoin={join}
          />
        </div>
      </main>
    </div>
  );
}
