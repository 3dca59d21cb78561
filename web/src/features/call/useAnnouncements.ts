import { useEffect } from "react";
import type { CallState } from "@/call/contract";
import { type MessageId, t } from "@/lib/i18n";
import { useToasts } from "@/ui/Toast";
import { type Happening, happenings, type RoomSight, type Summary, summarize } from "./announce";
import { useController } from "./CallProvider";
import { isReaction, REACTIONS } from "./reactions/words";

const GATHER_MS = 1500;

const WORDS: Record<Happening["kind"], MessageId> = {
  joined: "call.joined",
  left: "call.left",
  hand: "call.raised",
  sharing: "call.startedSharing",
  message: "call.said",
  reaction: "call.reacted",
};

const inWords = ({ kind, name, count, what = "" }: Summary) => t(WORDS[kind], { name, count, what });

/** Tells screen readers who came, went, raised a hand, shares or wrote: gathered, one sentence per kind. */
export function useAnnouncements(): void {
  const call = useController();
  const toasts = useToasts();
  useEffect(() => {
    const { store } = call;
    let waiting: Happening[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let sight = sightOf(store.getState());
    const speak = () => {
      timer = undefined;
      for (const summary of summarize(waiting)) toasts.announce(inWords(summary));
      waiting = [];
    };
    const gather = (news: readonly Happening[]) => {
      waiting.push(...news);
      timer ??= setTimeout(speak, GATHER_MS);
    };
    const stopNotices = call.onNotice((notice) => {
      if (notice.kind !== "reaction" || notice.id === store.getState().selfId || !isReaction(notice.reaction)) return;
      gather([{ kind: "reaction", name: notice.name, what: t(REACTIONS[notice.reaction]) }]);
    });
    const stop = store.subscribe((now, before) => {
      if (now.peers === before.peers && now.chat === before.chat) return;
      const next = sightOf(now);
      const news = [...happenings(sight, next, now.selfId), ...newLines(now, before)];
      sight = next;
      if (news.length === 0 || now.phase !== "live" || before.phase !== "live") return;
      gather(news);
    });
    return () => {
      stop();
      stopNotices();
      clearTimeout(timer);
    };
  }, [call, toasts]);
}

function sightOf(state: CallState): RoomSight {
  const people: Record<string, { name: string; hand: boolean; screen: boolean }> = {};
  for (const peer of Object.values(state.peers)) {
    people[peer.id] = { name: peer.name, hand: peer.state.hand, screen: peer.state.screen };
  }
  return { people };
}

function newLines(now: CallState, before: CallState): Happening[] {
  if (now.chat === before.chat || now.unread <= before.unread) return [];
  return now.chat
    .slice(-(now.unread - before.unread))
    .filter((entry) => !entry.mine)
    .map((entry) => ({ kind: "message", name: entry.name }));
}
