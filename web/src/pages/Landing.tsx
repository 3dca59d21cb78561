import { JoinByCode } from "@/features/start/JoinByCode";
import { StartMeeting } from "@/features/start/StartMeeting";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import styles from "./Landing.module.css";
import { TableAtDusk } from "./TableAtDusk";

export default function Landing() {
  const t = useT();
  useTitle();
  return (
    <div className={styles.page}>
      <section className={styles.hero}>
        <div className={styles.words}>
          <h1 className={styles.title}>{t("landing.title")}</h1>
          <p className={styles.lead}>{t("landing.lead")}</p>
          <div className={styles.doors}>
            <StartMeeting />
            <p className={styles.or}>
              <span>{t("landing.or")}</span>
            </p>
            <JoinByCode />
          </div>
        </div>
        <figure className={styles.figure}>
          <TableAtDusk label={t("landing.illustration")} />
          <figcaption className={styles.caption}>{t("landing.name")}</figcaption>
        </figure>
      </section>
      <section className={styles.facts} aria-label={t("landing.factsTitle")}>
        {([1, 2, 3] as const).map((n) => (
          <div key={n} className={styles.fact}>
            <h2>{t(`landing.fact${n}Title`)}</h2>
            <p>{t(`landing.fact${n}`)}</p>
          </div>
        ))}
      </section>
    </div>
  );
}
