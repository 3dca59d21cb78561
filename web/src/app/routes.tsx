// The whole site on one screen.

import { type ComponentType, lazy, useState } from "react";
import { RequireAuth } from "@/features/auth/RequireAuth";
import { askAhead } from "@/features/lobby/permission";
import { lookAhead } from "@/features/lobby/useMeeting";
import { matchPath, type Route, Routes } from "@/ui/router";

type Page = ComponentType & { load(): Promise<unknown> };

/** As `lazy`, and there at once where it was loaded before: a fallback that React has begun to show stays for 300 ms. */
function page(part: () => Promise<{ default: ComponentType }>): Page {
  let here: ComponentType | null = null;
  const load = async () => {
    const found = await part();
    here = found.default;
    return found;
  };
  const Later = lazy(load);
  function Loaded() {
    const [Shown] = useState(() => here ?? Later);
    return <Shown />;
  }
  return Object.assign(Loaded, { load });
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
