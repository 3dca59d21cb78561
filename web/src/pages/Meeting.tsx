import { Suspense, useEffect, useLayoutEffect, useState } from "react";
import { getIce } from "@/api/meetings";
import { accessToken } from "@/api/session";
import { me } from "@/api/users";
import type { CallController, CallDeps } from "@/call/contract";
import { createCall } from "@/call/controller";
import { useAuth } from "@/features/auth/AuthContext";
import { CallProvider, useCall } from "@/features/call/CallProvider";
import { fetchEars, fetchLater } from "@/features/call/later";
import { DoorState } from "@/features/lobby/DoorState";
import { useMeeting } from "@/features/lobby/useMeeting";
import { type Joining, useVisit, wasInside } from "@/features/lobby/useVisit";
import { Button } from "@/ui/Button";
import { lazily } from "@/ui/lazily";
import { useParams } from "@/ui/router";
import { Spinner } from "@/ui/Spinner";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import { Call } from "./Call";
import { PreJoin } from "./PreJoin";

const left = async () => ({ default: (await import("./Left")).Left });
const Left = lazily(left);

const deps: CallDeps = {
  token: accessToken,
  // a request that is refused renews the token on its way
  freshToken: () => me().then(accessToken, () => null),
  ice: async () => {
    const { iceServers, ttl } = await getIce();
    return {
      iceServers: iceServers.map(({ urls, username, credential }) => ({
        urls,
        ...(username && { username }),
        ...(credential && { credential }),
      })),
      ttl,
    };
  },
};

/** One address, four pages: the door, the call, what comes after, and a seat that another tab has. */
export default function Meeting() {
  const { code = "" } = useParams();
  return <MeetingAt key={code} code={code} />;
}

function MeetingAt({ code }: { readonly code: string }) {
  const t = useT();
  const [call, setCall] = useState<CallController | null>(null);
  // before anything is drawn: the door is what is wanted, not a wait for it
  useLayoutEffect(() => {
    const mine = createCall(deps);
    mine.approach();
    setCall(mine);
    return () => mine.dispose();
  }, []);
  useEffect(() => fetchLater(left), []);
  if (!call) return <Spinner centred label={t("lobby.looking")} />;
  return (
    <CallProvider call={call}>
      <Visit code={code} />
    </CallProvider>
  );
}

function Visit({ code }: { readonly code: string }) {
  const t = useT();
  const { user } = useAuth();
  const { visit, join } = useVisit(code, user?.name);
  const joining = useCall((s) => s.phase === "joining");
  useEffect(() => {
    if (joining) fetchEars();
  }, [joining]);
  switch (visit.at) {
    case "inside":
      return <Call />;
    case "after":
      return (
        <Suspense fallback={<Spinner centred label={t("ui.loading")} />}>
          <Left code={code} summary={visit.summary} lost={visit.lost} rejoining={joining} onRejoin={() => join()} />
        </Suspense>
      );
    case "taken":
      return (
        <DoorState
          title={t("call.takenTitle")}
          action={
            <Button variant="primary" loading={joining} onClick={() => join({ move: true })}>
              {t("call.takeBack")}
            </Button>
          }
        >
          {t("call.takenBody")}
        </DoorState>
      );
    default:
      return joining && wasInside(code) ? (
        <Spinner centred label={t("lobby.joining")} showLabel />
      ) : (
        <Door code={code} join={join} />
      );
  }
}

function Door({ code, join }: { readonly code: string; readonly join: (how: Joining) => void }) {
  const t = useT();
  const { lookup, retry } = useMeeting(code);
  useTitle(lookup.kind === "known" && lookup.meeting.title ? lookup.meeting.title : code);
  switch (lookup.kind) {
    case "looking":
      return <Spinner centred label={t("lobby.looking")} />;
    case "bad":
      return <DoorState title={t("lobby.badTitle")}>{t("lobby.badBody")}</DoorState>;
    case "unreachable":
      return (
        <DoorState
          waiting
          title={t("lobby.unreachableTitle")}
          action={
            <Button variant="primary" onClick={retry}>
              {t("ui.retry")}
            </Button>
          }
        >
          {t("lobby.unreachableBody")}
        </DoorState>
      );
    default:
      return <PreJoin code={code} lookup={lookup} onJoin={join} />;
  }
}
