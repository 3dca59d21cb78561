import { Plus } from "lucide-react";
import { useState } from "react";
import { createMeeting } from "@/api/meetings";
import { describe } from "@/api/words";
import { meetingPath } from "@/lib/meeting-code";
import { Button } from "@/ui/Button";
import { useNavigate } from "@/ui/router";
import { useToasts } from "@/ui/Toast";
import { useT } from "@/ui/useT";

interface StartMeetingProps {
  readonly title?: string;
  readonly wide?: boolean;
  readonly type?: "button" | "submit";
}

/** Makes a meeting and goes there. */
export function useStartMeeting(): { starting: boolean; start: (title?: string) => Promise<void> } {
  const navigate = useNavigate();
  const toasts = useToasts();
  const [starting, setStarting] = useState(false);
  const start = async (title = "") => {
    if (starting) return;
    setStarting(true);
    try {
      const meeting = await createMeeting(title.trim());
      navigate(meetingPath(meeting.code));
    } catch (problem) {
      toasts.show({ text: describe(problem), tone: "danger", key: "start" });
      setStarting(false);
    }
  };
  return { starting, start };
}

export function StartMeeting({ title, wide }: StartMeetingProps) {
  const t = useT();
  const { starting, start } = useStartMeeting();
  return (
    <Button
      variant="primary"
      size="l"
      icon={<Plus />}
      loading={starting}
      onClick={() => start(title)}
      {...(wide && { wide })}
    >
      {starting ? t("landing.starting") : t("landing.start")}
    </Button>
  );
}
