import { CircleAlert, Hourglass } from "lucide-react";
import type { FormEvent, ReactNode, RefObject } from "react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { useT } from "@/ui/useT";
import styles from "./AuthCard.module.css";

interface AuthCardProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly submitLabel: string;
  readonly form: RefObject<HTMLFormElement | null>;
  readonly onSubmit: (event: FormEvent) => void;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly waitS: number;
  /** Something to know before: "you have been signed out". */
  readonly notice?: string | null;
  /** The way to the other form. */
  readonly other: ReactNode;
  readonly children: ReactNode;
}

export function AuthCard(props: AuthCardProps) {
  const t = useT();
  return (
    <div className={styles.page}>
      <div className={styles.card}>
        <header className={styles.header}>
          <h1 className={styles.title}>{props.title}</h1>
          <p className={styles.lead}>{props.lead}</p>
        </header>
        {props.notice && <Banner live="none">{props.notice}</Banner>}
        <form ref={props.form} className={styles.form} onSubmit={props.onSubmit} noValidate>
          {props.children}
          {props.waitS > 0 ? (
            <Banner tone="ember" icon={<Hourglass />} live="none">
              <span aria-live="off">{t("auth.wait", { seconds: props.waitS })}</span>
            </Banner>
          ) : (
            props.problem && (
              <Banner tone="danger" icon={<CircleAlert />} live="alert">
                {props.problem}
              </Banner>
            )
          )}
          <Button type="submit" variant="primary" size="l" wide loading={props.busy} disabled={props.waitS > 0}>
            {props.submitLabel}
          </Button>
        </form>
        <p className={styles.other}>{props.other}</p>
      </div>
    </div>
  );
}
