import "@/lib/i18n-site";
import { History, House, Languages, LogOut, Settings } from "lucide-react";
import { Suspense, useEffect, useRef, useState } from "react";
import { useAuth } from "@/features/auth/AuthContext";
import { signInPath } from "@/features/auth/next";
import type { SettingsTab } from "@/features/settings/tabs";
import { useSettings } from "@/features/settings/useSettings";
import { LOCALES, locale } from "@/lib/i18n";
import { change, type Theme } from "@/stores/settings";
import { Avatar } from "@/ui/Avatar";
import { ButtonLink } from "@/ui/Button";
import { fetchPart, lazily } from "@/ui/lazily";
import { Mark } from "@/ui/Mark";
import { Menu, MenuGroup, MenuItem, MenuRadio, MenuSeparator } from "@/ui/Menu";
import { Link, NavLink, Outlet, useLocation, useNavigate } from "@/ui/router";
import { Spinner } from "@/ui/Spinner";
import { useToasts } from "@/ui/Toast";
import { useT } from "@/ui/useT";
import styles from "./Site.module.css";

/** What stands around every page but the meeting. */
export default function Site() {
  const t = useT();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  // a page change is told to those who do not see it: focus begins where the new page begins
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <>
      <a className={styles.skip} href="#content">
        {t("ui.skipToContent")}
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          <Mark size="1.75rem" />
          <span className={styles.name}>{t("app.name")}</span>
        </Link>
        <Account />
      </header>
      <main id="content" ref={main} tabIndex={-1} className={styles.main}>
        <Suspense fallback={<Spinner centred />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}

function Account() {
  const t = useT();
  const { user, status } = useAuth();
  const { pathname, search } = useLocation();
  if (status === "checking") return null;
  const signing = pathname === "/signin" || pathname === "/signup";
  return (
    <nav className={styles.nav} aria-label={t("nav.main")}>
      {user ? (
        <>
          <NavLink to="/home" className={styles.link ?? ""}>
            <House aria-hidden="true" />
            <span>{t("nav.home")}</span>
          </NavLink>
          <NavLink to="/history" className={styles.link ?? ""}>
            <History aria-hidden="true" />
            <span>{t("nav.history")}</span>
          </NavLink>
        </>
      ) : (
        !signing && (
          <ButtonLink to={signInPath(pathname + search)} variant="ghost">
            {t("nav.signIn")}
          </ButtonLink>
        )
      )}
      <AccountMenu />
    </nav>
  );
}

const settingsDialog = () => import("@/features/settings/SettingsDialog");
const SettingsDialog = lazily(settingsDialog);
/** Whoever looks for the menu may want what it leads to. */
const fetchAhead = () => void fetchPart(settingsDialog).catch(() => {});

const THEMES: readonly Theme[] = ["system", "light", "dark"];

function AccountMenu() {
  const t = useT();
  const { user, logout } = useAuth();
  const { theme } = useSettings();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [setting, setSetting] = useState<SettingsTab | null>(null);
  const speaks = LOCALES[locale() as keyof typeof LOCALES];

  const leave = async () => {
    await logout();
    navigate("/");
    toasts.show({ text: t("auth.signedOut") });
  };

  return (
    <>
      <Menu
        label={user ? t("nav.account", { name: user.name }) : t("nav.preferences")}
        trigger={(props) => (
          <button
            type="button"
            {...props}
            className={styles.account}
            onPointerEnter={fetchAhead}
            onFocus={fetchAhead}
            aria-label={user ? t("nav.account", { name: user.name }) : t("nav.preferences")}
          >
            {user ? <Avatar name={user.name} /> : <span className={styles.dots} aria-hidden="true" />}
          </button>
        )}
      >
        {user && (
          <div className={styles.who}>
            <strong>{user.name}</strong>
            <span>{user.username}</span>
          </div>
        )}
        <MenuGroup label={t("nav.theme")}>
          {THEMES.map((each) => (
            <MenuRadio key={each} checked={theme === each} onSelect={() => change({ theme: each })}>
              {t(`theme.${each}`)}
            </MenuRadio>
          ))}
        </MenuGroup>
        <MenuSeparator />
        <MenuItem icon={<Languages />} hint={speaks} onSelect={() => setSetting("language")}>
          {t("nav.language")}
        </MenuItem>
        <MenuItem icon={<Settings />} onSelect={() => setSetting("appearance")}>
          {t("call.settings")}
        </MenuItem>
        {user && (
          <>
            <MenuSeparator />
            <MenuItem icon={<LogOut />} onSelect={leave}>
              {t("nav.signOut")}
            </MenuItem>
          </>
        )}
      </Menu>
      {setting && (
        <Suspense>
          <SettingsDialog tab={setting} media={false} onClose={() => setSetting(null)} />
        </Suspense>
      )}
    </>
  );
}
