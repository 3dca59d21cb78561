import { Sparkles } from "lucide-react";
import { Suspense, useState } from "react";
import { later } from "@/features/call/later";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { lazily } from "@/ui/lazily";
import { useT } from "@/ui/useT";

const Effects = lazily(later.effects);

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
