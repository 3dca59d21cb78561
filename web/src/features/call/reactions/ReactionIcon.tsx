import type { ReactNode } from "react";
import type { Reaction } from "@/call/contract";
import styles from "./Reactions.module.css";

// Drawn for this product: the same on every machine, and of nobody's skin.
const INK = "oklch(0.27 0.045 45)";
const LAMP = "oklch(0.86 0.125 82)";
const GLOW = "oklch(0.78 0.135 62)";
const ROSE = "oklch(0.66 0.19 22)";
const LEAF = "oklch(0.74 0.11 152)";
const SKY = "oklch(0.76 0.09 235)";

const face = <circle cx="16" cy="16" r="13" fill={LAMP} />;
const mouth = { fill: "none", stroke: INK, strokeWidth: 2, strokeLinecap: "round", strokeLinejoin: "round" } as const;

const DRAWINGS: Readonly<Record<Reaction, ReactNode>> = {
  "thumbs-up": (
    <>
      <path
        d="M12 14.2 17 4.6c2.3-.5 4 1 3.7 3.3L20 12.4h6.1c1.7 0 2.9 1.6 2.5 3.2l-2.4 9.2A3 3 0 0 1 23.3 27H12z"
        fill={LAMP}
      />
      <rect x="4" y="14" width="6.4" height="13" rx="2.4" fill={GLOW} />
    </>
  ),
  clap: (
    <>
      <g fill={GLOW} transform="rotate(24 20 19)">
        <rect x="15" y="8" width="4" height="13" rx="2" />
        <rect x="19" y="6.5" width="4" height="14" rx="2" />
        <rect x="23" y="9" width="3.6" height="12" rx="1.8" />
        <rect x="15" y="16" width="11.6" height="12" rx="5" />
      </g>
      <g fill={LAMP} transform="rotate(-18 12 19)">
        <rect x="6" y="9" width="3.6" height="12" rx="1.8" />
        <rect x="9.6" y="7" width="4" height="14" rx="2" />
        <rect x="13.6" y="8.5" width="4" height="13" rx="2" />
        <rect x="6" y="16.5" width="11.6" height="12" rx="5" />
      </g>
      <path d="M14.5 2.500v2.600M8.6 3.600l1.3 2.300M20.4 2.800l-1 2.3" {...mouth} stroke={LAMP} />
    </>
  ),
  heart: (
    <path
      d="M16 27.500C9.4 22.8 3.6 18.2 3.6 12.3 3.6 8.4 6.6 5.6 10 5.600c2.5 0 4.7 1.3 6 3.5 1.3-2.2 3.5-3.5 6-3.5 3.4 0 6.4 2.8 6.4 6.7 0 5.9-5.8 10.5-12.4 15.200Z"
      fill={ROSE}
    />
  ),
  laugh: (
    <>
      {face}
      <path d="m8.5 13.5 2.5-2.5 2.5 2.500M18.5 13.5 21 11l2.5 2.5" {...mouth} />
      <path d="M8.6 17.500h14.800c0 4.4-3.2 7.7-7.4 7.700s-7.4-3.3-7.4-7.700Z" fill={INK} />
      <path d="M11.8 23.400a6 6 0 0 1 8.4 0 7.3 7.3 0 0 1-8.4 0Z" fill={ROSE} />
    </>
  ),
  wow: (
    <>
      {face}
      <circle cx="11.2" cy="13" r="1.9" fill={INK} />
      <circle cx="20.8" cy="13" r="1.9" fill={INK} />
      <ellipse cx="16" cy="21.5" rx="3.2" ry="4" fill={INK} />
      <path d="M8.8 8.400c.8-.7 1.7-1 2.7-.9M23.2 8.400c-.8-.7-1.7-1-2.7-.9" {...mouth} strokeWidth={1.6} />
    </>
  ),
  party: (
    <>
      <path d="m4 28 6.3-16.5 10 10Z" fill={GLOW} />
      <path d="m7.6 18.6 6 6M9.2 14.400l8.6 8.6" {...mouth} stroke={LAMP} />
      <path d="M15.5 12.500c-.7-3.4.7-6.2 3.2-7.500M20 17c3.2.6 6-.4 7.7-2.7" {...mouth} stroke={SKY} />
      <circle cx="23" cy="9" r="1.9" fill={ROSE} />
      <circle cx="12.8" cy="5" r="1.5" fill={LEAF} />
      <circle cx="27.4" cy="20.6" r="1.5" fill={LAMP} />
      <circle cx="28" cy="4.6" r="1.3" fill={LEAF} />
    </>
  ),
};

/** Its name must stand beside it, in words or for screen readers. */
export function ReactionIcon({ reaction }: { readonly reaction: Reaction }) {
  return (
    <svg viewBox="0 0 32 32" className={styles.icon} aria-hidden="true">
      {DRAWINGS[reaction]}
    </svg>
  );
}
