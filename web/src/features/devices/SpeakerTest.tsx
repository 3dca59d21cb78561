import { Volume2 } from "lucide-react";
import { useState } from "react";
import { useController } from "@/features/call/CallProvider";
import { Button } from "@/ui/Button";
import { useT } from "@/ui/useT";

/** A sound on the chosen speaker. */
export function SpeakerTest({ className }: { readonly className?: string | undefined }) {
  const t = useT();
  const { media } = useController();
  const [playing, setPlaying] = useState(false);
  const play = async () => {
    if (playing) return;
    setPlaying(true);
    await media.testSpeaker();
    setPlaying(false);
  };
  return (
    <Button
      size="s"
      icon={<Volume2 aria-hidden />}
      className={className}
      aria-disabled={playing || undefined}
      onClick={play}
    >
      {playing ? t("lobby.testing") : t("lobby.testSpeaker")}
    </Button>
  );
}
