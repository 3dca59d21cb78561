import { type FormEvent, useRef, useState } from "react";
import { ApiProblem } from "@/api/problem";
import { describe } from "@/api/words";
import { now } from "@/lib/clock";
import { useCountdown } from "./useCountdown";

export type Errors<Field extends string> = Partial<Record<Field, string>>;

interface AuthFormOptions<Field extends string> {
  readonly fields: readonly Field[];
  /** What is wrong before asking the server; empty when nothing is. */
  readonly check: (values: Record<Field, string>) => Errors<Field>;
  readonly submit: (values: Record<Field, string>) => Promise<void>;
  /** Which field the server means, when it does not say. */
  readonly fieldOf?: (problem: ApiProblem) => Field | null;
}

/** The course of a sign-in or sign-up form: check, send, put what is wrong where it belongs, count down. */
export function useAuthForm<Field extends string>(options: AuthFormOptions<Field>) {
  const form = useRef<HTMLFormElement>(null);
  const empty = Object.fromEntries(options.fields.map((field) => [field, ""])) as Record<Field, string>;
  const [values, setValues] = useState(empty);
  const [errors, setErrors] = useState<Errors<Field>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [waitUntilMs, setWaitUntilMs] = useState<number | null>(null);
  const waitS = useCountdown(waitUntilMs);

  const show = (wrong: Errors<Field>) => {
    setErrors(wrong);
    const first = options.fields.find((field) => wrong[field]);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  const failed = (cause: unknown) => {
    if (!(cause instanceof ApiProblem)) return setProblem(describe(cause));
    if (cause.status === 429 && cause.retryAfterS) return setWaitUntilMs(now() + cause.retryAfterS * 1000);
    const named = options.fields.find((field) => field === cause.field) ?? options.fieldOf?.(cause) ?? null;
    if (named) show({ [named]: describe(cause) } as Errors<Field>);
    else setProblem(describe(cause));
  };

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || waitS > 0) return;
    const wrong = options.check(values);
    show(wrong);
    setProblem(null);
    if (Object.values(wrong).some(Boolean)) return;
    setBusy(true);
    try {
      await options.submit(values);
    } catch (cause) {
      failed(cause);
    } finally {
      setBusy(false);
    }
  };

  const field = (name: Field) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => {
      setValues({ ...values, [name]: event.target.value });
      if (errors[name]) setErrors({ ...errors, [name]: undefined });
    },
  });

  return { form, onSubmit, field, values, problem, busy, waitS };
}
