import "@/lib/i18n-later";
import { MessageSquareText } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useCall, useController } from "@/features/call/CallProvider";
import { EmptyState } from "@/ui/EmptyState";
import { Panel } from "@/ui/Panel";
import { useT } from "@/ui/useT";
import { ChatLog } from "./ChatLog";
import { Composer } from "./Composer";
import { firstUnreadKey, groupChat } from "./groups";

/** The chat of the room; open means read. */
export default function ChatPanel({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const call = useController();
  const chat = useCall((s) => s.chat);
  const unread = useCall((s) => s.unread);
  // where "new" begins stays where it was when the panel opened
  const [divider] = useState(() => firstUnreadKey(chat, unread));
  const groups = useMemo(() => groupChat(chat, divider), [chat, divider]);
  useEffect(() => {
    if (unread > 0) call.markRead();
  }, [call, unread]);
  return (
    <Panel title={t("chat.title")} onClose={onClose} footer={<Composer />}>
      {groups.length === 0 ? (
        <EmptyState title={t("chat.empty")} art={<MessageSquareText size={40} strokeWidth={1.25} />} level={3}>
          {t("chat.emptyBody")}
        </EmptyState>
      ) : (
        <ChatLog groups={groups} count={chat.length} />
      )}
    </Panel>
  );
}
