import { cleanup, render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { fetchPart, lazily } from "./lazily";

afterEach(cleanup);

const loadGreeting = async () => ({ default: ({ name }: { name: string }) => <p>Hello, {name}</p> });

describe("a part that is shown lazily", () => {
  test("comes when it is there", async () => {
    const Greeting = lazily(async () => loadGreeting());
    render(<Greeting name="Ana" />, { wrapper: ({ children }) => <Suspense fallback="wait">{children}</Suspense> });
    expect(document.body.textContent).toBe("wait");
    expect(await screen.findByText("Hello, Ana")).toBeTruthy();
  });

  test("is there at once when it was fetched ahead, with nothing in its stead before", async () => {
    const Greeting = lazily(loadGreeting);
    await fetchPart(loadGreeting);
    render(<Greeting name="Ana" />, { wrapper: ({ children }) => <Suspense fallback="wait">{children}</Suspense> });
    expect(document.body.textContent).toBe("Hello, Ana");
  });
});
