import { RotateCw } from "lucide-react";
import { CandleOut } from "@/features/drawings/Drawings";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { useT } from "@/ui/useT";

export function LoadFailed({ words, retry }: { readonly words: string; readonly retry: () => void }) {
  const t = useT();
  return (
    <div role="alert">
      <EmptyState
        title={t("history.loadFailed")}
        art={<CandleOut />}
        action={
          <Button icon={<RotateCw />} onClick={retry}>
            {t("ui.retry")}
          </Button>
        }
      >
        {words}
      </EmptyState>
    </div>
  );
}
