import { cx } from "@/ui/cx";
import styles from "./TableAtDusk.module.css";

const WIDTH = 560;
const HEIGHT = 540;
const X = WIDTH / 2;
const Y = HEIGHT / 2;
const TABLE = 124;
const CHAIR = 212;
const SEATS = 6;
/** The seat that is free: yours. As in the mark. */
const FREE = 1;

const angleOf = (seat: number) => (seat * 360) / SEATS - 90;

function point(angle: number, radius: number): [number, number] {
  const radians = (angle * Math.PI) / 180;
  return [X + radius * Math.cos(radians), Y + radius * Math.sin(radians)];
}

function arc(angle: number, half: number, radius: number): string {
  const [x1, y1] = point(angle - half, radius);
  const [x2, y2] = point(angle + half, radius);
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}A${radius} ${radius} 0 0 1 ${x2.toFixed(1)} ${y2.toFixed(1)}`;
}

type Hair = "short" | "bun" | "long" | "bald" | "cap";

/** Who sits there; y points away from the table, 0 is the middle of the head. */
const PEOPLE: readonly { seat: number; hair: Hair; lean: number }[] = [
  { seat: 0, hair: "bun", lean: -4 },
  { seat: 2, hair: "short", lean: 5 },
  { seat: 3, hair: "long", lean: 3 },
  { seat: 4, hair: "cap", lean: -6 },
  { seat: 5, hair: "bald", lean: 4 },
];

const CUPS: readonly [angle: number, radius: number, turn: number][] = [
  [-108, 84, 30],
  [-34, 82, 120],
  [14, 88, 200],
  [74, 84, 80],
  [136, 86, 10],
  [196, 84, 300],
];

/** The product's mark, come to life: six seats around a lamplit table in a dark café, one of them free. */
export function TableAtDusk({ label }: { readonly label: string }) {
  return (
    <svg className={styles.scene} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <Paints />
      <rect className={styles.room} width={WIDTH} height={HEIGHT} />
      <rect width={WIDTH} height={HEIGHT} fill="url(#dusk-floor)" mask="url(#dusk-reach)" />
      <OtherTables />
      <circle cx={X} cy={Y} r="276" fill="url(#dusk-pool)" />
      {Array.from({ length: SEATS }, (_, seat) => (
        <Chair key={angleOf(seat)} seat={seat} />
      ))}
      <circle className={styles.shadow} cx={X} cy={Y} r={TABLE + 14} />
      {PEOPLE.map(({ seat, hair, lean }) => (
        <g key={seat} className={styles[`person${seat}`]} transform={sit(seat, lean)}>
          <Body hair={hair} />
        </g>
      ))}
      <circle cx={X} cy={Y} r={TABLE} fill="url(#dusk-wood)" />
      <circle className={styles.rim} cx={X} cy={Y} r={TABLE - 2} />
      <circle className={styles.grain} cx={X} cy={Y} r={TABLE - 11} />
      <circle cx={X} cy={Y} r={TABLE - 4} fill="url(#dusk-lamp)" />
      {PEOPLE.map(({ seat, lean }) => (
        <g key={seat} className={styles[`person${seat}`]} transform={sit(seat, lean)}>
          <Forearms />
        </g>
      ))}
      {CUPS.map(([angle, radius, turn]) => (
        <Cup key={angle} at={point(angle, radius)} turn={turn} />
      ))}
      <Olives at={point(-72, 52)} />
      <Notebook at={point(168, 58)} />
      <Candle />
    </svg>
  );
}

const sit = (seat: number, lean: number) =>
  `translate(${X} ${Y}) rotate(${angleOf(seat) + 90 + lean}) translate(0 ${-(TABLE + 47)})`;

function Paints() {
  return (
    <defs>
      <radialGradient id="dusk-pool">
        <stop offset="0" className={styles.poolIn} />
        <stop offset="0.55" className={styles.poolMid} />
        <stop offset="1" className={styles.poolOut} />
      </radialGradient>
      <radialGradient id="dusk-wood" cx="0.5" cy="0.5" r="0.6">
        <stop offset="0" className={styles.woodIn} />
        <stop offset="1" className={styles.woodOut} />
      </radialGradient>
      <radialGradient id="dusk-lamp">
        <stop offset="0" className={styles.lampIn} />
        <stop offset="1" className={styles.lampOut} />
      </radialGradient>
      <radialGradient id="dusk-fade" cx="0.5" cy="0.5" r="0.62">
        <stop offset="0.2" stopColor="#fff" />
        <stop offset="1" stopColor="#fff" stopOpacity="0.12" />
      </radialGradient>
      <mask id="dusk-reach">
        <rect width={WIDTH} height={HEIGHT} fill="url(#dusk-fade)" />
      </mask>
      <pattern
        id="dusk-floor"
        width="56"
        height="56"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45 280 270)"
      >
        <rect className={styles.tile} width="56" height="56" />
        <path className={styles.tileLight} d="M28 6L50 28L28 50L6 28Z" />
        <circle className={styles.tileDot} cx="28" cy="28" r="6" />
        <path className={styles.tileCorner} d="M0 0h11L0 11ZM56 0v11L45 0ZM0 56V45L11 56ZM56 56H45L56 45Z" />
        <path className={styles.joint} d="M0 0H56M0 0V56" />
      </pattern>
    </defs>
  );
}

/** The rest of the café, empty by now. */
function OtherTables() {
  return (
    <g className={styles.others}>
      <circle cx="18" cy="20" r="74" />
      <path d="M96 62A88 88 0 0 1 62 98" />
      <circle cx="556" cy="528" r="66" />
      <path d="M474 528A82 82 0 0 1 490 480" />
      <path d="M508 462A82 82 0 0 1 548 447" />
    </g>
  );
}

function Chair({ seat }: { readonly seat: number }) {
  const [x, y] = point(angleOf(seat), CHAIR - 34);
  const isFree = seat === FREE;
  return (
    <g className={cx(styles.chair, isFree && styles.free)}>
      {isFree && <circle className={styles.invite} cx={x} cy={y} r="52" />}
      <circle className={styles.cushion} cx={x} cy={y} r="29" />
      <path className={styles.back} d={arc(angleOf(seat), 10.5, CHAIR)} />
    </g>
  );
}

function Body({ hair }: { readonly hair: Hair }) {
  return (
    <>
      <path className={styles.cloth} d="M-45 0C-45 -22 -24 -27 0 -27S45 -22 45 0C45 17 26 20 0 20S-45 17 -45 0Z" />
      <path className={styles.fold} d="M-26 -24C-30 -8 -29 6 -25 17M26 -24C30 -8 29 6 25 17" />
      <circle className={styles.skin} cy="9" r="18.5" />
      <path className={styles.skin} d="M-3.5 26Q0 31 3.5 26Z" />
      <HairOf kind={hair} />
    </>
  );
}

function HairOf({ kind }: { readonly kind: Hair }) {
  if (kind === "bald")
    return <path className={styles.hair} d="M-18.5 6A18.5 18.5 0 0 1 18.5 6C17 -6 -17 -6 -18.5 6Z" />;
  if (kind === "cap")
    return (
      <>
        <path className={styles.hair} d="M-15 14C-15 36 15 36 15 14Z" />
        <circle className={styles.hair} cy="7" r="19" />
        <circle className={styles.button} cy="6" r="2.6" />
      </>
    );
  return (
    <>
      {kind === "long" && <path className={styles.hair} d="M-20 8C-24 -20 -12 -34 0 -34S24 -20 20 8Z" />}
      <path className={styles.hair} d="M-19.5 14C-22 -8 -12 -11.5 0 -11.5S22 -8 19.5 14C12 19 -12 19 -19.5 14Z" />
      {kind === "bun" && <circle className={styles.hair} cy="-17" r="9.5" />}
      {kind !== "bun" && <path className={styles.parting} d="M5 -10C6 0 6 8 4 16" />}
    </>
  );
}

function Forearms() {
  return (
    <>
      <path className={styles.sleeve} d="M-37 6C-36 28 -30 41 -20 51M37 6C36 28 30 41 20 51" />
      <circle className={styles.skin} cx="-17" cy="55" r="8" />
      <circle className={styles.skin} cx="17" cy="55" r="8" />
    </>
  );
}

function Cup({ at: [x, y], turn }: { readonly at: [number, number]; readonly turn: number }) {
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      <circle className={styles.cast} cx={(x - X) / 18} cy={(y - Y) / 18} r="15.5" />
      <circle className={styles.saucer} r="15" />
      <g transform={`rotate(${turn})`}>
        <path className={styles.handle} d="M8 0H15" />
        <circle className={styles.cup} r="9.8" />
        <circle className={styles.coffee} r="7.6" />
        <path className={styles.shine} d="M-4.5 -3A5.5 5.5 0 0 1 0 -5.5" />
      </g>
    </g>
  );
}

function Olives({ at: [x, y] }: { readonly at: [number, number] }) {
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      <circle className={styles.cast} cx="1" cy="-2" r="17" />
      <circle className={styles.bowl} r="16" />
      <circle className={styles.bowlIn} r="12.5" />
      <path className={styles.olive} d="M-5 -3h.01M3 -6h.01M6 2h.01M-1 5h.01M-7 4h.01" />
    </g>
  );
}

function Notebook({ at: [x, y] }: { readonly at: [number, number] }) {
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(-22)`}>
      <rect className={styles.cast} x="-15" y="-19" width="29" height="40" rx="2" />
      <rect className={styles.page} x="-14" y="-20" width="28" height="39" rx="2" />
      <path className={styles.line} d="M-9 -13H9M-9 -7H5M-9 -1H8M-9 5H1" />
    </g>
  );
}

function Candle() {
  return (
    <g transform={`translate(${X} ${Y})`}>
      <circle className={styles.halo} r="38" />
      <circle className={styles.halo} r="25" />
      <circle className={styles.glass} r="14" />
      <circle className={styles.flame} r="6" />
    </g>
  );
}
