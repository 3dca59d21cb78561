// The whole site on one screen.

import { type ComponentType, lazy } from "react";
import { RequireAuth } from "@/features/auth/RequireAuth";
import { type Route, Routes } from "@/ui/router";

type Page = () => Promise<{ default: ComponentType }>;

const pages = {
  landing: () => import("@/pages/Landing"),
  signIn: () => import("@/pages/SignIn"),
  signUp: () => import("@/pages/SignUp"),
  home: () => import("@/pages/Home"),
  history: () => import("@/pages/History"),
  historyDetail: () => import("@/pages/HistoryDetail"),
  meeting: () => import("@/pages/Meeting"),
  notFound: () => import("@/pages/NotFound"),
} satisfies Record<string, Page>;

const site = () => import("./Site");
const Site = lazy(site);
const Landing = lazy(pages.landing);
const SignIn = lazy(pages.signIn);
const SignUp = lazy(pages.signUp);
const Home = lazy(pages.home);
const History = lazy(pages.history);
const HistoryDetail = lazy(pages.historyDetail);
const Meeting = lazy(pages.meeting);
const NotFound = lazy(pages.notFound);

const ROUTES: readonly Route[] = [
  { path: "/m/:code", element: <Meeting /> },
  {
    element: <Site />,
    children: [
      { path: "/", element: <Landing /> },
      { path: "/signin", element: <SignIn /> },
      { path: "/signup", element: <SignUp /> },
      {
        element: <RequireAuth />,
        children: [
          { path: "/home", element: <Home /> },
          { path: "/history", element: <History /> },
          { path: "/history/:id", element: <HistoryDetail /> },
        ],
      },
      { path: "*", element: <NotFound /> },
    ],
  },
];

export function SiteRoutes() {
  return <Routes routes={ROUTES} />;
}

/** Starts fetching the page of an address before React asks for it. */
export function fetchPage(path: string): void {
  const page = ([start, load]: [string, Page]) => (path === start || path.startsWith(`${start}/`) ? load : null);
  const starts: [string, Page][] = [
    ["/m", pages.meeting],
    ["/signin", pages.signIn],
    ["/signup", pages.signUp],
    ["/home", pages.home],
    ["/history", path === "/history" ? pages.history : pages.historyDetail],
  ];
  const load = path === "/" ? pages.landing : starts.map(page).find(Boolean);
  const fetching = load === pages.meeting ? [load()] : [site(), load?.()];
  for (const one of fetching) one?.catch(() => undefined); // React will ask again, and the error boundary will tell
}
