import { Component, type ErrorInfo, type ReactNode } from "react";
import { t } from "@/lib/i18n";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Mark } from "@/ui/Mark";
import styles from "./ErrorBoundary.module.css";

interface Props {
  readonly children: ReactNode;
}

/** Catches what no page caught, a page that could not be fetched included, and lets the person go on. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    // biome-ignore lint/suspicious/noConsole: a bug; whoever hosts this wants to see it
    console.error("page.crashed", error, componentStack);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className={styles.page}>
        <EmptyState
          level={1}
          title={t("crash.title")}
          art={<Mark size="4rem" />}
          action={
            <Button variant="primary" onClick={() => window.location.reload()}>
              {t("crash.reload")}
            </Button>
          }
        >
          {t("crash.body")}
        </EmptyState>
      </main>
    );
  }
}
