import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  BrowserRouter,
  Link,
  MemoryRouter,
  matchPath,
  Navigate,
  NavLink,
  Outlet,
  type Route,
  Routes,
  useParams,
  useSearchParams,
} from "./router";

afterEach(() => {
  cleanup();
  window.history.replaceState(null, "", "/");
});

describe("a pattern", () => {
  test.each([
    ["/m/:code", "/m/Caf%C3%A9%20ol%C3%A9", { code: "Café olé" }],
    ["/m/:code", "/m/50%", { code: "50%" }],
    ["/history", "/history/", {}],
    ["/", "/", {}],
    ["*", "/what/ever", {}],
    ["/history/:id", "/history", null],
    ["/m/:code", "/m/a/b", null],
    ["/home", "/house", null],
  ])("%s makes of %s %o", (pattern, path, params) => expect(matchPath(pattern, path)).toEqual(params));
});

let mounted = 0;
function Frame() {
  const [count, setCount] = useState(0);
  useState(() => mounted++);
  return (
    <>
      <button type="button" onClick={() => setCount(count + 1)}>
        count {count}
      </button>
      <NavLink to="/history">all</NavLink>
      <Link to="/history/a4?x=1">one</Link>
      <Link to="/away" target="_blank">
        tab
      </Link>
      <Outlet />
    </>
  );
}
function Detail() {
  const { id } = useParams();
  return <p>{`detail ${id} ${useSearchParams().get("x")}`}</p>;
}
const ROUTES: readonly Route[] = [
  { path: "/old", element: <Navigate to="/history" replace /> },
  {
    element: <Frame />,
    children: [
      { path: "/history", element: <p>list</p> },
      { path: "/history/:id", element: <Detail /> },
      { path: "*", element: <p>nothing here</p> },
    ],
  },
];
const open = (at: string) =>
  render(
    <MemoryRouter at={at}>
      <Routes routes={ROUTES} />
    </MemoryRouter>,
  );

describe("the site", () => {
  test("shows the first page that matches, in its frame", () => {
    open("/history");
    expect(screen.getByText("list")).toBeTruthy();
    expect(screen.getByRole("link", { name: "all" }).getAttribute("aria-current")).toBe("page");
    cleanup();
    open("/nowhere");
    expect(screen.getByText("nothing here")).toBeTruthy();
  });

  test("keeps the frame, and what is in it, from page to page", async () => {
    open("/history");
    const before = mounted;
    await userEvent.click(screen.getByRole("button", { name: "count 0" }));
    await userEvent.click(screen.getByRole("link", { name: "one" }));
    expect(await screen.findByText("detail a4 1")).toBeTruthy();
    expect(screen.getByRole("button", { name: "count 1" })).toBeTruthy();
    expect(mounted).toBe(before);
  });

  test("sends on from an address that moved", async () => {
    open("/old");
    expect(await screen.findByText("list")).toBeTruthy();
  });
});

describe("a link", () => {
  test("leaves new tabs to the browser", () => {
    open("/history");
    const taken: boolean[] = [];
    const look = (event: Event) => {
      taken.push(event.defaultPrevented);
      event.preventDefault(); // there is no browser here to leave it to
    };
    document.addEventListener("click", look);
    const one = screen.getByRole("link", { name: "one" });
    for (const init of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])
      fireEvent.click(one, init);
    fireEvent.click(screen.getByRole("link", { name: "tab" }));
    document.removeEventListener("click", look);
    expect(taken).toEqual([false, false, false, false, false]);
    expect(screen.getByText("list")).toBeTruthy();
  });

  test("changes the browser's address, and the browser's back button changes the page", async () => {
    window.history.replaceState(null, "", "/history");
    const push = vi.spyOn(window.history, "pushState");
    render(
      <BrowserRouter>
        <Routes routes={ROUTES} />
      </BrowserRouter>,
    );
    await userEvent.click(screen.getByRole("link", { name: "one" }));
    expect(push).toHaveBeenLastCalledWith(null, "", "/history/a4?x=1");
    expect(await screen.findByText("detail a4 1")).toBeTruthy();
    window.history.replaceState(null, "", "/history");
    window.dispatchEvent(new PopStateEvent("popstate"));
    expect(await screen.findByText("list")).toBeTruthy();
  });
});
