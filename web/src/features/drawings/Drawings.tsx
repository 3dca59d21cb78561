import type { ReactNode } from "react";
import styles from "./Drawing.module.css";
import { Table } from "./Table";

interface At {
  readonly x: number;
  readonly y: number;
  readonly turn?: number;
}

const at = ({ x, y, turn = 0 }: At) => `translate(${x} ${y}) rotate(${turn})`;

function Cup({ empty, ...place }: At & { readonly empty?: boolean }) {
  return (
    <g transform={at(place)}>
      <circle className={styles.cast} cx="1" cy="3" r="16.5" />
      <circle className={styles.china} r="16" />
      <circle className={styles.well} r="12.5" />
      <path className={styles.handle} d="M8 0H16.5" />
      <circle className={styles.china} r="10" />
      <circle className={empty ? styles.well : styles.coffee} r="7.8" />
      {!empty && <path className={styles.shine} d="M-4.6-3.2A5.6 5.6 0 0 1 0-5.6" />}
    </g>
  );
}

function Page({ children, ...place }: At & { readonly children?: ReactNode }) {
  return (
    <g transform={at(place)}>
      <path className={styles.cast} d="M-29-17H29V23H-29Z" />
      <rect className={styles.paper} x="-29" y="-20" width="28" height="40" rx="2" />
      <rect className={styles.paper} x="1" y="-20" width="28" height="40" rx="2" />
      <path className={styles.fold} d="M0-20V20" />
      {children}
    </g>
  );
}

function Candle({ lit, ...place }: At & { readonly lit?: boolean }) {
  return (
    <g transform={at(place)}>
      {lit && <circle className={styles.halo} r="30" />}
      {lit && <circle className={styles.halo} r="20" />}
      <circle className={styles.cast} cx="1" cy="2" r="11.5" />
      <circle className={lit ? styles.glow : styles.glass} r="11" />
      <circle className={lit ? styles.flame : styles.wax} r="6" />
      {!lit && <circle className={styles.wick} r="1.6" />}
    </g>
  );
}

/** A first cup, and a free place across. */
export function FirstCup() {
  return (
    <Table>
      <Candle x={100} y={72} lit />
      <Cup x={70} y={92} turn={140} />
      <circle className={styles.free} cx="133" cy="52" r="14" />
    </Table>
  );
}

/** An open notebook with nothing in it yet. */
export function BlankPages() {
  return (
    <Table>
      <Cup x={138} y={50} turn={-40} />
      <Page x={90} y={82} turn={-8}>
        <path className={styles.ruled} d="M-25-11H-5M-25-3H-5M-25 5H-5M5-11H25M5-3H25M5 5H25" />
        <path className={styles.pen} d="M12 15L33-9" />
        <path className={styles.nib} d="M9 18.5L12 15" />
      </Page>
    </Table>
  );
}

/** Somebody looked for it: glasses on the pages. */
export function LaidDownGlasses() {
  return (
    <Table>
      <Page x={100} y={80} turn={6}>
        <path className={styles.ruled} d="M-25-13H-5M-25-6H-9M5-13H25M5-6H19" />
        <g className={styles.frame}>
          <circle cx="-13" cy="6" r="9.5" />
          <circle cx="13" cy="6" r="9.5" />
          <path d="M-3.5 5Q0 1.5 3.5 5M-22 3L-29-12M22 3L29-12" />
        </g>
      </Page>
    </Table>
  );
}

/** The candle is out: nobody answers. */
export function CandleOut() {
  return (
    <Table>
      <Cup x={132} y={92} turn={30} />
      <Candle x={92} y={72} />
      <path className={styles.smoke} d="M92 66C80 56 102 50 90 40S100 26 90 18" />
    </Table>
  );
}

/** Nobody sits here: chairs around a table without anything on it. */
export function EmptyTable() {
  return (
    <svg className={styles.drawing} viewBox="0 0 200 148" aria-hidden="true" focusable="false">
      <circle className={styles.pool} cx="100" cy="74" r="74" />
      {[0, 1, 2, 3, 4, 5].map((seat) => (
        <g key={seat} transform={`rotate(${seat * 60} 100 74)`} className={seat === 1 ? styles.pulled : styles.chair}>
          <circle cx="100" cy={seat === 1 ? 18 : 27} r="9.5" />
          <path d={seat === 1 ? "M84 9Q100-1 116 9" : "M84 18Q100 8 116 18"} />
        </g>
      ))}
      <ellipse className={styles.cast} cx="100" cy="78" rx="39" ry="38" />
      <circle className={styles.wood} cx="100" cy="74" r="38" />
      <path className={styles.grain} d="M70 64Q98 59 128 66M66 80Q100 74 134 81" />
      <circle className={styles.rim} cx="100" cy="74" r="36.5" />
      <Candle x={100} y={74} />
    </svg>
  );
}
