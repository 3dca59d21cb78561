import { useEffect } from "react";
import { t } from "@/lib/i18n";

/** The window's title: "History · Tertulia"; the product's name alone without a page. */
export function useTitle(page?: string): void {
  useEffect(() => {
    document.title = page ? t("app.title", { page }) : t("app.name");
  }, [page]);
}
