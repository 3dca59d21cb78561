import { describe, expect, it } from "vitest";
import { linkify } from "./linkify";

const links = (line: string) => linkify(line).flatMap((p) => (p.kind === "link" ? [p.href] : []));

describe("links in chat", () => {
  it("finds addresses and leaves the sentence around them alone", () => {
    expect(linkify("see https://example.org/a?b=1, then (www.example.com).")).toEqual([
      { kind: "text", text: "see " },
      { kind: "link", text: "https://example.org/a?b=1", href: "https://example.org/a?b=1" },
      { kind: "text", text: ", then (" },
      { kind: "link", text: "www.example.com", href: "https://www.example.com/" },
      { kind: "text", text: ")." },
    ]);
  });

  it("keeps brackets that belong to the address", () => {
    expect(links("https://en.example.org/wiki/Tertulia_(talk)")).toEqual([
      "https://en.example.org/wiki/Tertulia_(talk)",
    ]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ftp://example.org",
    "https://bank.example@evil.example/",
    "https://",
    "<img src=x onerror=alert(1)>",
    "vbscript:msgbox",
  ])("makes no link of %s", (line) => {
    expect(links(line)).toEqual([]);
  });

  it.each([
    "plain",
    "",
    "a https://x.example b https://y.example",
    "https://x.example/<script>",
    'https://x.example/"onclick="alert(1)',
    "https://x.example/\u202Egnp.exe",
    "שלום https://x.example/א",
  ])("loses and invents nothing in %j", (line) => {
    expect(
      linkify(line)
        .map((p) => p.text)
        .join(""),
    ).toBe(line);
  });

  it("ends an address at markup, quotes and direction marks", () => {
    expect(links("https://x.example/a<b>")).toEqual(["https://x.example/a"]);
    expect(links('https://x.example/a"onclick="b')).toEqual(["https://x.example/a"]);
    expect(links("https://x.example/a\u202Egpj.exe")).toEqual(["https://x.example/a"]);
  });

  it("takes a long hostile line in its stride", () => {
    const line = `https://x.example/${"(".repeat(2000)}${")".repeat(2000)}${".".repeat(2000)}`;
    expect(links(line)).toHaveLength(1);
  });
});
