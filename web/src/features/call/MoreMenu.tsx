import { Ellipsis } from "lucide-react";
import { IconButton } from "@/ui/IconButton";
import { lazily } from "@/ui/lazily";
import { Menu } from "@/ui/Menu";
import { useT } from "@/ui/useT";
import { later } from "./later";
import type { MoreItemsProps } from "./MoreItems";

const MoreItems = lazily(later.more);

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
