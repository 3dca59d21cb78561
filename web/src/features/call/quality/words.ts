import type { Peer } from "@/call/contract";
import { t } from "@/lib/i18n";

/** Whose side suffers, in words; null when nobody's does, or nobody knows. */
export function sideText({ side, name }: Peer): string | null {
  return side === "none" ? null : t(`quality.${side}`, { name });
}

/** For the mark on a tile: what is wrong in one line. */
export function qualityText(peer: Peer): string {
  const { name } = peer;
  if (peer.quality === "good" || peer.quality === "unknown")
    return t("quality.mark", { name, step: t(`quality.${peer.quality}`) });
  if (peer.quality === "fair") return t("call.qualityFair");
  if (peer.quality === "lost") return t("call.qualityLost", { name });
  if (peer.side === "yours") return t("call.qualityPoorYours");
  if (peer.side === "server") return t("call.qualityPoorServer");
  return peer.side === "theirs" ? t("call.qualityPoorTheirs", { name }) : t("call.qualityPoor", { name });
}
