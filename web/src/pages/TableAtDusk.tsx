import { cx } from "@/ui/cx";
import styles from "./TableAtDusk.module.css";

const CENTRE = 260;
const SEATS = 6;
const SEAT_RADIUS = 176;
/** The seat that is free: yours. */
const FREE = 1;

const at = (index: number) => (index * 360) / SEATS - 90;

function point(angle: number, radius: number): [number, number] {
  const radians = (angle * Math.PI) / 180;
  return [CENTRE + radius * Math.cos(radians), CENTRE + radius * Math.sin(radians)];
}

function arc(angle: number, half: number, radius: number): string {
  const [x1, y1] = point(angle - half, radius);
  const [x2, y2] = point(angle + half, radius);
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}A${radius} ${radius} 0 0 1 ${x2.toFixed(1)} ${y2.toFixed(1)}`;
}

const CUPS = [
  { angle: -104, radius: 88 },
  { angle: 38, radius: 84 },
  { angle: 98, radius: 92 },
  { angle: 158, radius: 86 },
  { angle: 216, radius: 90 },
] as const;

/** The product's mark, come to life: six seats around a table, one of them free, the lamp on. */
export function TableAtDusk({ label }: { readonly label: string }) {
  return (
    <svg className={styles.scene} viewBox="0 0 520 520" role="img" aria-label={label}>
      <defs>
        <radialGradient id="dusk-pool">
          <stop offset="0" className={styles.poolIn} />
          <stop offset="0.62" className={styles.poolMid} />
          <stop offset="1" className={styles.poolOut} />
        </radialGradient>
        <radialGradient id="dusk-wood" cx="0.42" cy="0.38" r="0.75">
          <stop offset="0" className={styles.woodIn} />
          <stop offset="1" className={styles.woodOut} />
        </radialGradient>
        <radialGradient id="dusk-lamp">
          <stop offset="0" className={styles.lampIn} />
          <stop offset="1" className={styles.lampOut} />
        </radialGradient>
      </defs>

      <circle cx={CENTRE} cy={CENTRE} r="258" fill="url(#dusk-pool)" />

      {Array.from({ length: SEATS }, (_, index) => (
        <path
          key={at(index)}
          className={cx(styles.chair, index === FREE && styles.free)}
          d={arc(at(index), 16, SEAT_RADIUS + 38)}
        />
      ))}

      <circle className={styles.shadow} cx={CENTRE + 5} cy={CENTRE + 9} r="132" />
      {Array.from({ length: SEATS }, (_, index) => index !== FREE && <Person key={at(index)} index={index} />)}

      <circle cx={CENTRE} cy={CENTRE} r="128" fill="url(#dusk-wood)" />
      <circle className={styles.grain} cx={CENTRE} cy={CENTRE} r="120" />
      <circle className={styles.grain} cx={CENTRE} cy={CENTRE} r="126.5" />
      <circle cx={CENTRE} cy={CENTRE} r="104" fill="url(#dusk-lamp)" />

      {CUPS.map((cup) => (
        <Cup key={cup.angle} {...cup} />
      ))}
      <Candle />
    </svg>
  );
}

function Person({ index }: { readonly index: number }) {
  return (
    <g transform={`rotate(${at(index) + 90} ${CENTRE} ${CENTRE}) translate(${CENTRE} ${CENTRE - SEAT_RADIUS})`}>
      <g className={styles[`person${index}`]}>
        <path className={styles.arms} d="M-34 6C-36 34 -22 52 -10 56M34 6C36 34 22 52 10 56" />
        <ellipse className={styles.shoulders} cx="0" cy="2" rx="43" ry="24" />
        <circle className={styles.head} cx="0" cy="2" r="19.5" />
        <path className={styles.hair} d="M-19.5 4A19.5 19.5 0 0 1 19.5 4C14 -3 -14 -3 -19.5 4Z" />
      </g>
    </g>
  );
}

function Cup({ angle, radius }: { readonly angle: number; readonly radius: number }) {
  const [x, y] = point(angle, radius);
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle + 60})`}>
      <circle className={styles.cast} cx="2" cy="3" r="17" />
      <circle className={styles.saucer} r="17" />
      <path className={styles.handle} d="M9 -3A6 5 0 1 1 9 4" />
      <circle className={styles.cup} r="11" />
      <circle className={styles.coffee} r="8.4" />
    </g>
  );
}

function Candle() {
  return (
    <g transform={`translate(${CENTRE} ${CENTRE})`}>
      <circle className={styles.glow} r="34" />
      <circle className={styles.glass} r="15" />
      <circle className={styles.wax} r="11" />
      <circle className={styles.flame} r="5" />
    </g>
  );
}
