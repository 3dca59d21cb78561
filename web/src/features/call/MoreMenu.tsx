import { Ellipsis } from "lucide-react";
import { lazy } from "react";
import { IconButton } from "@/ui/IconButton";
import { Menu } from "@/ui/Menu";
import { useT } from "@/ui/useT";
import { later } from "./later";
import type { MoreItemsProps } from "./MoreItems";

const MoreItems = lazy(later.more);

export function MoreMenu(props: MoreItemsProps) {
  const t = useT();
  return (
    <Menu
      label={t("call.more")}
      side="top"
      align="center"
      trigger={(button) => (
        <IconButton {...button} label={t("call.more")} icon={<Ellipsis />} variant="stage" size="l" />
      )}
    >
      <MoreItems {...props} />
    </Menu>
  );
}
