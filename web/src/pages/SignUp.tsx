import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { AuthCard } from "@/features/auth/AuthCard";
import { useAuth } from "@/features/auth/AuthContext";
import { safeNext, signInPath } from "@/features/auth/next";
import { type Errors, useAuthForm } from "@/features/auth/useAuthForm";
import { type MessageId, t as words } from "@/lib/i18n";
import { PasswordField } from "@/ui/PasswordField";
import { Link, Navigate, useNavigate, useSearchParams } from "@/ui/router";
import { TextField } from "@/ui/TextField";
import { useToasts } from "@/ui/Toast";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";
import styles from "./SignUp.module.css";

const PASSWORD_MIN = 8;
const PASSWORD_MAX = 256;

type Field = "name" | "username" | "password";

/** Characters as the server counts them: code points. */
const length = (text: string) => [...text].length;

function check({ name, username, password }: Record<Field, string>): Errors<Field> {
  const wrong = (holds: boolean, id: MessageId): string => (holds ? words(id) : "");
  const short = PASSWORD_MIN - length(password);
  return {
    name: wrong(!name.trim(), "auth.nameMissing") || wrong(length(name.trim()) > 64, "auth.nameTooLong"),
    username:
      wrong(!username.trim(), "auth.usernameMissing") ||
      wrong(length(username.trim()) < 3 || length(username.trim()) > 64, "auth.usernameLength"),
    password:
      wrong(!password, "auth.passwordMissing") ||
      (short > 0 ? words("auth.passwordShort", { count: short }) : "") ||
      wrong(length(password) > PASSWORD_MAX, "auth.passwordLong"),
  };
}

export default function SignUp() {
  const t = useT();
  const { user, register } = useAuth();
  const navigate = useNavigate();
  const toasts = useToasts();
  const search = useSearchParams();
  const next = safeNext(search.get("next"));
  useTitle(t("nav.signUp"));

  const { form, field, values, ...course } = useAuthForm<Field>({
    fields: ["name", "username", "password"],
    check,
    submit: async ({ name, username, password }) => {
      const made = await register({ name: name.trim(), username: username.trim(), password });
      toasts.show({ text: t("auth.welcome", { name: made.name }) });
      navigate(next, { replace: true });
    },
    fieldOf: (problem) => (problem.code === "username_taken" ? "username" : null),
  });

  /** What to type, until there is something wrong to say in its place. */
  const hintFor = (name: Field, hint: ReactNode) => (field(name).error ? null : hint);

  if (user && !course.busy) return <Navigate to={next} replace />;
  return (
    <AuthCard
      {...course}
      form={form}
      title={t("signUp.title")}
      lead={t("signUp.lead")}
      submitLabel={t("signUp.submit")}
      other={
        <>
          {t("signUp.hasAccount")} <Link to={signInPath(next)}>{t("signUp.toSignIn")}</Link>
        </>
      }
    >
      <TextField
        {...field("name")}
        label={t("auth.name")}
        hint={hintFor("name", t("auth.nameHint"))}
        autoComplete="name"
        maxLength={128}
        required
      />
      <TextField
        {...field("username")}
        label={t("auth.username")}
        hint={hintFor("username", t("auth.usernameHint"))}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={128}
        required
      />
      <PasswordField
        {...field("password")}
        label={t("auth.password")}
        hint={hintFor("password", <PasswordRule length={length(values.password)} />)}
        autoComplete="new-password"
        maxLength={PASSWORD_MAX * 2}
        required
      />
    </AuthCard>
  );
}

function PasswordRule({ length: count }: { readonly length: number }) {
  const t = useT();
  if (count === 0) return t("auth.passwordHint");
  if (count < PASSWORD_MIN) return t("auth.passwordShort", { count: PASSWORD_MIN - count });
  return (
    <span className={styles.enough}>
      <Check aria-hidden="true" />
      {t("auth.passwordEnough")}
    </span>
  );
}
