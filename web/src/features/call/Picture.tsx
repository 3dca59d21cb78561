import { useEffect, useRef, useState } from "react";
import type { Source } from "@/call/contract";
import { useCall, useController } from "./CallProvider";
import styles from "./Tile.module.css";

interface PictureProps {
  readonly id: string;
  readonly source: Source;
  readonly mirrored: boolean;
  /** Show all of it, with bars; screens always, faces when they are taller than wide. */
  readonly whole: boolean;
}

/** A live picture. The element keeps its stream for as long as the tile lives; frames never touch React. */
export function Picture({ id, source, mirrored, whole }: PictureProps) {
  const call = useController();
  const isSelf = useCall((s) => s.selfId === id);
  const element = useRef<HTMLVideoElement>(null);
  const [portrait, setPortrait] = useState(false);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    const look = () => {
      setPortrait(video.videoHeight > video.videoWidth);
      setReady(video.videoWidth > 0);
    };
    video.addEventListener("resize", look);
    video.addEventListener("loadeddata", look);
    const unbind = isSelf ? call.media.bind(video, source) : call.bind(video, id, source);
    return () => {
      video.removeEventListener("resize", look);
      video.removeEventListener("loadeddata", look);
      unbind();
    };
  }, [call, id, source, isSelf]);
  return (
    <video
      ref={element}
      className={styles.picture}
      data-mirrored={mirrored || undefined}
      data-whole={whole || portrait || undefined}
      data-ready={ready || undefined}
      autoPlay
      playsInline
      muted
      disablePictureInPicture={isSelf}
    />
  );
}
