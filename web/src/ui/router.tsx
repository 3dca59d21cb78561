// Which page an address shows. The names are those of react-router, of which this is the small part that a site of
// nine addresses needs (1 kB instead of 13); addresses are always absolute.

import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type ReactNode,
  startTransition,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from "react";

export interface Location {
  readonly pathname: string;
  /** With its "?", or "". */
  readonly search: string;
  /** With its "#", or "". */
  readonly hash: string;
}

interface History {
  location(): Location;
  go(to: string, replace: boolean): void;
  /** Calls back after the location has changed, by us or by the browser's buttons. */
  listen(listener: () => void): () => void;
}

function browserHistory(): History {
  const listeners = new Set<() => void>();
  return {
    location: () => window.location,
    go(to, replace) {
      window.history[replace ? "replaceState" : "pushState"](null, "", to);
      for (const listener of listeners) listener();
    },
    listen(listener) {
      listeners.add(listener);
      window.addEventListener("popstate", listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("popstate", listener);
      };
    },
  };
}

function memoryHistory(start: string): History {
  const listeners = new Set<() => void>();
  let url = new URL(start, "http://memory.invalid");
  return {
    location: () => url,
    go(to) {
      url = new URL(to, url);
      for (const listener of listeners) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Router {
  readonly location: Location;
  readonly go: History["go"];
}

const RouterContext = createContext<Router | null>(null);
const ParamsContext = createContext<Params>({});
const OutletContext = createContext<ReactNode>(null);

function useRouter(): Router {
  const router = use(RouterContext);
  if (!router) throw new Error("outside of a router");
  return router;
}

const snapshot = ({ pathname, search, hash }: Location): Location => ({ pathname, search, hash });

function Router({ history, children }: { readonly history: History; readonly children: ReactNode }) {
  const [location, setLocation] = useState(() => snapshot(history.location()));
  useEffect(() => {
    const follow = () => {
      // a transition: the page that is there stays until the next one has been fetched
      startTransition(() => setLocation(snapshot(history.location())));
    };
    follow();
    return history.listen(follow);
  }, [history]);
  const router = useMemo(() => ({ location, go: history.go }), [location, history]);
  return <RouterContext value={router}>{children}</RouterContext>;
}

export function BrowserRouter({ children }: { readonly children: ReactNode }) {
  const [history] = useState(browserHistory);
  return <Router history={history}>{children}</Router>;
}

/** Keeps its address to itself: for tests. */
export function MemoryRouter({ at = "/", children }: { readonly at?: string; readonly children: ReactNode }) {
  const [history] = useState(() => memoryHistory(at));
  return <Router history={history}>{children}</Router>;
}

export type Params = Readonly<Record<string, string | undefined>>;

export interface Route {
  /** "/m/:code"; "*" is everything else. Without one: something around its children, which stand at its <Outlet/>. */
  readonly path?: string;
  readonly element: ReactNode;
  readonly children?: readonly Route[];
}

/** The values of a pattern's :names in a path; null when it does not match. A slash at the end does not matter. */
export function matchPath(pattern: string, pathname: string): Params | null {
  if (pattern === "*") return {};
  const segments = (path: string) => path.split("/").filter(Boolean);
  const [wanted, given] = [segments(pattern), segments(pathname)];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of wanted.entries()) {
    const value = given[index] as string;
    if (name.startsWith(":")) params[name.slice(1)] = decoded(value);
    else if (name !== value) return null;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a lone "%": as it was typed
  }
}

interface Match {
  readonly params: Params;
  /** From the outermost to the page. */
  readonly elements: readonly ReactNode[];
}

function find(routes: readonly Route[], pathname: string): Match | null {
  for (const { path, element, children } of routes) {
    if (path !== undefined) {
      const params = matchPath(path, pathname);
      if (params) return { params, elements: [element] };
    } else {
      const inner = find(children ?? [], pathname);
      if (inner) return { params: inner.params, elements: [element, ...inner.elements] };
    }
  }
  return null;
}

/** The first route that matches, inside of what stands around it. */
export function Routes({ routes }: { readonly routes: readonly Route[] }) {
  const { pathname } = useRouter().location;
  const match = useMemo(() => find(routes, pathname), [routes, pathname]);
  if (!match) return null;
  const page = match.elements.reduceRight<ReactNode>(
    // biome-ignore lint/correctness/useJsxKeyInIterable: they are nested, not listed
    (inner, element) => <OutletContext value={inner}>{element}</OutletContext>,
    null,
  );
  return <ParamsContext value={match.params}>{page}</ParamsContext>;
}

/** Where a route's children stand. */
export function Outlet() {
  return use(OutletContext);
}

export function useLocation(): Location {
  return useRouter().location;
}

export function useParams(): Params {
  return use(ParamsContext);
}

export function useSearchParams(): URLSearchParams {
  const { search } = useLocation();
  return useMemo(() => new URLSearchParams(search), [search]);
}

/** Goes to a path of this site; `replace` leaves no way back to the present one. */
export type Navigate = (to: string, options?: { readonly replace?: boolean }) => void;

export function useNavigate(): Navigate {
  const { go } = useRouter();
  return useCallback((to, options) => go(to, options?.replace ?? false), [go]);
}

/** Going elsewhere, as an element. */
export function Navigate({ to, replace = false }: { readonly to: string; readonly replace?: boolean }) {
  const navigate = useNavigate();
  useEffect(() => navigate(to, { replace }), [navigate, to, replace]);
  return null;
}

export interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  readonly to: string;
  readonly replace?: boolean;
}

/** A real link: a new tab, a middle click and "copy address" work as everywhere. */
export function Link({ to, replace = false, onClick, ...rest }: LinkProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const special = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || special || (rest.target && rest.target !== "_self")) return;
    event.preventDefault();
    navigate(to, { replace });
  };
  return <a {...rest} href={to} onClick={follow} />;
}

/** A link that knows whether it leads to where we are, or above it. */
export function NavLink(props: LinkProps) {
  const { pathname } = useLocation();
  const isHere = pathname === props.to || pathname.startsWith(`${props.to}/`);
  return <Link {...props} aria-current={isHere ? "page" : undefined} />;
}
