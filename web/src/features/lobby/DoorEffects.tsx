import { Sparkles } from "lucide-react";
import { Suspense, useState } from "react";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { lazily } from "@/ui/lazily";
import { useT } from "@/ui/useT";

const Effects = lazily(async () => ({ default: (await import("@/features/devices/Effects")).Effects }));

/** Background and noise, tried before anybody sees. */
export function DoorEffects() {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="s" icon={<Sparkles aria-hidden />} onClick={() => setOpen(true)}>
        {t("effects.title")}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t("effects.title")}>
        <Suspense>{isOpen && <Effects />}</Suspense>
      </Dialog>
    </>
  );
}
