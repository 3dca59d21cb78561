import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AuthProvider } from "@/features/auth/AuthContext";
import { safeNext, signInPath } from "@/features/auth/next";
import { RequireAuth } from "@/features/auth/RequireAuth";
import { auth } from "@/stores/auth";
import { MemoryRouter, type Route, Routes, useLocation } from "@/ui/router";
import { ToastProvider } from "@/ui/Toast";
import SignIn from "./SignIn";
import SignUp from "./SignUp";

const ana = { id: "u1", name: "Ana", username: "ana" };
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
let answers: Record<string, () => Response>;

function Where() {
  const { pathname, search } = useLocation();
  return <output data-testid="where">{pathname + search}</output>;
}

const ROUTES: readonly Route[] = [
  { path: "/signin", element: <SignIn /> },
  { path: "/signup", element: <SignUp /> },
  {
    element: <RequireAuth />,
    children: [
      { path: "/home", element: <p>home</p> },
      { path: "/history/:id", element: <p>secret</p> },
    ],
  },
];

function open(path: string) {
  render(
    <ToastProvider>
      <AuthProvider>
        <MemoryRouter at={path}>
          <Where />
          <Routes routes={ROUTES} />
        </MemoryRouter>
      </AuthProvider>
    </ToastProvider>,
  );
}

const where = () => screen.getByTestId("where").textContent;
const field = (label: string) => screen.getByLabelText(label, { exact: true }) as HTMLInputElement;

beforeEach(() => {
  answers = {};
  auth.setState({ status: "guest", user: null, gone: null });
  vi.stubGlobal("fetch", async (path: string) => {
    const answer = answers[path.replace("/api/v1/users/", "")];
    if (!answer) throw new TypeError(`nobody answers ${path}`);
    return answer();
  });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe("a protected page", () => {
  test("is not shown to a guest, who signs in first", async () => {
    open("/history/a4?from=mail");
    expect(screen.queryByText("secret")).toBeNull();
    await screen.findByRole("button", { name: "Sign in" });
    expect(where()).toBe("/signin?next=%2Fhistory%2Fa4%3Ffrom%3Dmail");
  });

  test("is where the person arrives after signing in", async () => {
    answers = { login: () => json({ token: "t", user: ana, expires_in: 900 }) };
    open("/history/a4");
    await screen.findByRole("button", { name: "Sign in" });
    await userEvent.type(field("Username"), "ana");
    await userEvent.type(field("Password"), "olivas negras{Enter}");
    expect(await screen.findByText("secret")).toBeTruthy();
    expect(where()).toBe("/history/a4");
  });

  test("waits while we find out who it is", () => {
    auth.setState({ status: "checking", user: null, gone: null });
    open("/home");
    expect(where()).toBe("/home");
    expect(screen.queryByText("home")).toBeNull();
  });

  test("is left when the sign-in ends, with a word why", async () => {
    auth.setState({ status: "signedIn", user: ana, gone: null });
    open("/home");
    expect(screen.getByText("home")).toBeTruthy();
    auth.setState({ status: "guest", user: null, gone: "ended" });
    expect(await screen.findByText(/You have been signed out/)).toBeTruthy();
  });
});

describe("signing in", () => {
  test("says which field is empty, at the field, and goes there", async () => {
    open("/signin");
    await userEvent.type(field("Username"), "ana");
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(field("Password").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field("Password"));
  });

  test("tells a wrong password without saying which of the two is wrong", async () => {
    answers = { login: () => json({ message: "no", code: "wrong_credentials" }, 401) };
    open("/signin");
    await userEvent.type(field("Username"), "ana");
    await userEvent.type(field("Password"), "x{Enter}");
    expect(await screen.findByText("Username or password is not right.")).toBeTruthy();
    expect(field("Username").value).toBe("ana");
  });

  test("too often has to wait, and sees how long", async () => {
    answers = { login: () => json({ message: "no", code: "rate_limited", retry_after_s: 42 }, 429) };
    open("/signin");
    await userEvent.type(field("Username"), "ana");
    await userEvent.type(field("Password"), "x{Enter}");
    expect(await screen.findByText(/try again in 4[12] seconds/)).toBeTruthy();
    expect((screen.getByRole("button", { name: "Sign in" }) as HTMLButtonElement).disabled).toBe(true);
  });
});

describe("making an account", () => {
  const fill = async (name: string, username: string, password: string) => {
    await userEvent.type(field("Your name"), name);
    await userEvent.type(field("Username"), username);
    await userEvent.type(field("Password"), `${password}{Enter}`);
  };

  test("asks the server nothing while something is missing", async () => {
    open("/signup");
    await userEvent.click(screen.getByRole("button", { name: "Make my account" }));
    for (const label of ["Your name", "Username", "Password"])
      expect(field(label).getAttribute("aria-invalid"), label).toBe("true");
    expect(document.activeElement).toBe(field("Your name"));
  });

  test("counts down to a password that is long enough", async () => {
    open("/signup");
    await userEvent.type(field("Password"), "olivas");
    expect(screen.getByText("2 more characters and it is long enough.")).toBeTruthy();
    await userEvent.type(field("Password"), " n");
    expect(screen.getByText("Long enough")).toBeTruthy();
  });

  test("puts a taken username at the username", async () => {
    answers = { register: () => json({ message: "no", code: "username_taken" }, 409) };
    open("/signup");
    await fill("Ana", "ana", "olivas negras");
    expect(await screen.findByText("This username is taken. Try another one.")).toBeTruthy();
    expect(document.activeElement).toBe(field("Username"));
  });

  test("puts an objection of the server at the field it names, in the words of the page", async () => {
    answers = {
      register: () => json({ message: "A name cannot contain that.", code: "name_invalid", field: "name" }, 422),
    };
    open("/signup");
    await fill("Ana", "ana", "olivas negras");
    expect(await screen.findByText("There are characters in it that nobody can see. Type it again.")).toBeTruthy();
    expect(document.activeElement).toBe(field("Your name"));
  });
});

describe("where to go after signing in", () => {
  test.each([
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/signin?next=/",
    "",
    null,
  ])("is never %j", (next) => expect(safeNext(next)).toBe("/home"));

  test("is the place on this site that was asked for", () => {
    expect(safeNext("/history/a4?x=1#y")).toBe("/history/a4?x=1#y");
    expect(signInPath("/history")).toBe("/signin?next=%2Fhistory");
    expect(signInPath("/")).toBe("/signin");
  });
});
