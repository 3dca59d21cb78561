import { RotateCw } from "lucide-react";
import { CandleOut } from "@/features/drawings/Drawings";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { useT } from "@/ui/useT";

interface LoadFailedProps {
  readonly words: string;
  readonly retry: () => void;
  readonly title?: string;
}

export function LoadFailed({ words, retry, title }: LoadFailedProps) {
  const t = useT();
  return (
    <div role="alert">
      <EmptyState
        title={title ?? t("history.loadFailed")}
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
