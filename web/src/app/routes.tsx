// The whole site on one screen.

import { type ComponentType, lazy } from "react";
import { RequireAuth } from "@/features/auth/RequireAuth";
import { askAhead } from "@/features/lobby/permission";
import { lookAhead } from "@/features/lobby/useMeeting";
import { atOnce, fetchPart } from "@/ui/lazily";
import { matchPath, type Route, Routes } from "@/ui/router";

type Page = ComponentType & { load(): Promise<unknown> };

/** As `lazy`: what does not come is for the error boundary to tell. */
function page(part: () => Promise<{ default: ComponentType }>): Page {
  return Object.assign(atOnce(part, lazy(part)), { load: () => fetchPart(part) });
}

const Site = page(() => import("./Site"));
const Landing = page(() => import("@/pages/Landing"));
const SignIn = page(() => import("@/pages/SignIn"));
const SignUp = page(() => import("@/pages/SignUp"));
const Home = page(() => import("@/pages/Home"));
const History = page(() => import("@/pages/History"));
const HistoryDetail = page(() => import("@/pages/HistoryDetail"));
const Meeting = page(() => import("@/pages/Meeting"));
const NotFound = page(() => import("@/pages/NotFound"));

const MEETING = "/m/:code";

const ROUTES: readonly Route[] = [
  { path: MEETING, element: <Meeting /> },
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

/** Fetches what an address needs before React asks for it. Resolves when it is there, or does not come. */
export async function fetchPage(path: string): Promise<void> {
  const meeting = matchPath(MEETING, path);
  if (meeting?.code) {
    lookAhead(meeting.code);
    askAhead();
  }
  const pages = meeting ? [Meeting] : [Site, pageAt(path)];
  await Promise.allSettled(pages.map((each) => each.load())); // React will ask again, and the error boundary will tell
}

function pageAt(path: string): Page {
  switch (path) {
    case "/":
      return Landing;
    case "/signin":
      return SignIn;
    case "/signup":
      return SignUp;
    case "/home":
      return Home;
    case "/history":
      return History;
    default:
      return path.startsWith("/history/") ? HistoryDetail : NotFound;
  }
}
