import { AuthCard } from "@/features/auth/AuthCard";
import { useAuth } from "@/features/auth/AuthContext";
import { safeNext, signInPath } from "@/features/auth/next";
import { useAuthForm } from "@/features/auth/useAuthForm";
import { PasswordField } from "@/ui/PasswordField";
import { Link, Navigate, useNavigate, useSearchParams } from "@/ui/router";
import { TextField } from "@/ui/TextField";
import { useT } from "@/ui/useT";
import { useTitle } from "@/ui/useTitle";

export default function SignIn() {
  const t = useT();
  const { user, gone, login } = useAuth();
  const navigate = useNavigate();
  const search = useSearchParams();
  const next = safeNext(search.get("next"));
  useTitle(t("nav.signIn"));

  const { form, field, ...course } = useAuthForm({
    fields: ["username", "password"],
    check: ({ username, password }) => ({
      ...(!username.trim() && { username: t("auth.usernameMissing") }),
      ...(!password && { password: t("auth.passwordMissing") }),
    }),
    submit: async ({ username, password }) => {
      await login(username.trim(), password);
      navigate(next, { replace: true });
    },
    fieldOf: (problem) => (problem.code === "wrong_credentials" ? "password" : null),
  });

  if (user && !course.busy) return <Navigate to={next} replace />;
  const notice = gone === "ended" ? t("problem.signedOut") : gone === "left" ? t("auth.signedOutElsewhere") : null;
  return (
    <AuthCard
      {...course}
      form={form}
      title={t("signIn.title")}
      lead={search.has("next") ? t("signIn.comeBack") : t("signIn.lead")}
      notice={notice}
      submitLabel={t("signIn.submit")}
      other={
        <>
          {t("signIn.noAccount")} <Link to={signInPath(next, "signup")}>{t("signIn.toSignUp")}</Link>
        </>
      }
    >
      <TextField
        {...field("username")}
        label={t("auth.username")}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={256}
        required
      />
      <PasswordField
        {...field("password")}
        label={t("auth.password")}
        autoComplete="current-password"
        maxLength={1024}
        required
      />
    </AuthCard>
  );
}
