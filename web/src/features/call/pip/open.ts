import type { CallController, Peer } from "@/call/contract";
import { sleep } from "@/lib/clock";
import { nextSpeaker } from "../compose";
import { documentPip } from "./documentPip";

const SIZE = { width: 400, height: 320 } as const;
/** A browser lets a video float for some seconds after the click; and who waits for longer thinks nothing happens. */
const PICTURE_WITHIN_MS = 3000;

/** A window of our own, dressed like the page. `closed` is told when it goes, whoever closes it. */
export async function openWindow(closed: () => void): Promise<Window> {
  const small = await (documentPip() as NonNullable<ReturnType<typeof documentPip>>).requestWindow(SIZE);
  const { documentElement: root, head } = small.document;
  root.lang = document.documentElement.lang;
  root.dir = document.documentElement.dir;
  root.dataset.theme = "dark";
  small.document.title = document.title;
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) head.append(sheet.cloneNode(true));
  small.addEventListener("pagehide", closed, { once: true });
  return small;
}

/** The picture of whoever speaks, where only a video may float. Resolves true once it does. */
export async function floatVideo(call: CallController, closed: () => void): Promise<boolean> {
  const video = document.createElement("video");
  let shown: string | null = null;
  let unbind: (() => void) | null = null;
  let speaker: string | null = null;
  const follow = () => {
    const { order, peers, selfId } = call.store.getState();
    const people = order.map((id) => peers[id]).filter((peer): peer is Peer => peer !== undefined);
    const seen = people.filter((peer) => peer.has.camera || peer.has.screen);
    speaker = nextSpeaker(speaker, seen) ?? seen.find((peer) => peer.id !== selfId)?.id ?? selfId;
    const peer = speaker === null ? undefined : peers[speaker];
    const next = peer ? `${peer.id} ${peer.has.screen ? "screen" : "camera"}` : null;
    if (next === shown || !peer) return;
    shown = next;
    unbind?.();
    unbind = call.bind(video, peer.id, peer.has.screen ? "screen" : "camera");
  };
  follow();
  if (shown === null) throw new Error("nobody is here");
  const stop = call.store.subscribe(follow);
  const end = () => {
    stop();
    unbind?.();
    closed();
  };
  try {
    if (video.readyState === HTMLMediaElement.HAVE_NOTHING) {
      await new Promise((resolve, reject) => {
        video.addEventListener("loadedmetadata", resolve, { once: true });
        void sleep(PICTURE_WITHIN_MS).then(() => reject(new Error("no picture comes")));
      });
    }
    await video.requestPictureInPicture();
  } catch (problem) {
    end();
    throw problem;
  }
  video.addEventListener("leavepictureinpicture", end, { once: true });
  return true;
}
