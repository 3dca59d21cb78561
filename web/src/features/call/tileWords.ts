import type { Peer, Source } from "@/call/contract";
import { t } from "@/lib/i18n";

export function tileName(peer: Peer, source: Source): string {
  if (source === "screen") return t("call.tileScreen", { name: peer.name });
  return peer.isSelf ? t("call.tileSelf", { name: peer.name }) : peer.name;
}

/** null: an original client, which does not say. */
export function isMuted(peer: Peer): boolean | null {
  return peer.protocol === 0 && !peer.isSelf ? null : !peer.state.mic;
}

export const handText = (place: number, queue: boolean): string =>
  queue ? t("call.handInLine", { place }) : t("call.handRaised");
