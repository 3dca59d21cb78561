import { type ReactNode, useEffect, useRef } from "react";
import { ButtonLink } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Mark } from "@/ui/Mark";
import { useT } from "@/ui/useT";
import styles from "./Lobby.module.css";

interface DoorStateProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly waiting?: boolean;
  readonly children?: ReactNode;
}

/** A door that is not one to stand at: what is wrong, and where to go from here. */
export function DoorState({ title, action, waiting = false, children }: DoorStateProps) {
  const t = useT();
  const page = useRef<HTMLElement>(null);
  useEffect(() => page.current?.focus(), []);
  return (
    <main ref={page} tabIndex={-1} className={styles.state}>
      <EmptyState
        level={1}
        title={title}
        art={<Mark size="4rem" waiting={waiting} />}
        action={
          <span className={styles.buttons}>
            {action}
            <ButtonLink to="/">{t("lobby.goHome")}</ButtonLink>
          </span>
        }
      >
        {children}
      </EmptyState>
    </main>
  );
}
