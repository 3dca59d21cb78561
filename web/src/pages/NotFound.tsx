import { EmptyTable } from "@/features/drawings/Drawings";
import { ButtonLink } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";

export default function NotFound() {
  const t = useT();
  useTitle(t("notFound.title"));
  return (
    <EmptyState
      level={1}
      title={t("notFound.title")}
      art={<EmptyTable />}
      action={
        <ButtonLink to="/" variant="primary">
          {t("notFound.home")}
        </ButtonLink>
      }
    >
      {t("notFound.body")}
    </EmptyState>
  );
}
