"""The built client: its files, and its page for every address that is none."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from tests.api.conftest import Build, House, problem

PAGE = "<!doctype html><title>Tertulia</title>"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / "assets" / "app-1a2b.js").write_text("let a")
    (folder / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(b"let a"))
    (folder / "assets" / "app-1a2b.js.br").write_bytes(b"brotli")
    (folder / "assets" / "plain.css").write_text("a{}")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.mark.parametrize("path", ["/", "/abc-defg-hij", "/history", "/caf%C3%A9", "/a/b/c", "/room.js", "/index.html"])
async def test_a_page_is_the_one_page(build: Build, static: Path, path: str) -> None:
    house = await build(static=static)
    answer = await house.http.get(path, headers={"Accept": "text/html,*/*"})
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("path", "page"),
    [("/", "landing"), ("/m/abc-defg-hij", "meeting"), ("/m/caf%C3%A9", "meeting"), ("/history", None)],
)
async def test_who_arrives_is_told_of_the_parts_of_the_page(
    build: Build, static: Path, path: str, page: str | None
) -> None:
    (static / "pages").mkdir()
    for name in ("landing", "meeting"):
        (static / "pages" / f"{name}.html").write_text(name)
    house = await build(static=static)
    assert (await house.http.get(path, headers={"Accept": "text/html"})).text == (page or PAGE)


async def test_hashed_files_are_kept_for_ever_and_others_asked_for_again(build: Build, static: Path) -> None:
    house = await build(static=static)
    hashed = await house.http.get("/assets/plain.css")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    other = await house.http.get("/favicon.svg")
    assert (other.headers["cache-control"], other.headers["content-type"]) == ("no-cache", "image/svg+xml")
    again = await house.http.get("/favicon.svg", headers={"If-None-Match": other.headers["etag"]})
    assert again.status_code in (200, 304)


@pytest.mark.parametrize(
    ("accepts", "encoding", "content"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("gzip", "gzip", b"let a"),
        ("br;q=0, gzip", "gzip", b"let a"),
        ("*", "br", b"brotli"),
        ("identity", None, b"let a"),
        ("", None, b"let a"),
    ],
)
async def test_a_file_comes_compressed_to_who_can_read_it(
    build: Build, static: Path, accepts: str, encoding: str | None, content: bytes
) -> None:
    house = await build(static=static)
    async with house.http.stream("GET", "/assets/app-1a2b.js", headers={"Accept-Encoding": accepts}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"].lower().startswith("accept-encoding")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert (gzip.decompress(raw) if encoding == "gzip" else raw) == content


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone.js",
        "/gone.png",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/app-1a2b.js.gz",
    ],
)
async def test_a_file_that_is_not_there_is_404_and_nothing_else_is_served(
    build: Build, static: Path, path: str
) -> None:
    house = await build(static=static)
    problem(await house.http.get(path), 404, "not_found")


async def test_a_new_build_is_served_without_a_restart(build: Build, static: Path) -> None:
    house = await build(static=static)
    await house.http.get("/")
    (static / "assets" / "new-3c4d.js").write_text("let b")
    (static / "index.html").write_text("new")
    os.utime(static / "index.html", ns=(1, 1))
    assert (await house.http.get("/")).text == "new"
    assert (await house.http.get("/assets/new-3c4d.js")).text == "let b"


async def test_without_a_build_people_are_told_what_to_do(house: House) -> None:
    answer = await house.http.get("/some-room")
    assert answer.status_code == 503
    assert "make run" in answer.text


async def test_a_page_cannot_be_posted_to(build: Build, static: Path) -> None:
    house = await build(static=static)
    problem(await house.http.post("/abc"), 405, "method_not_allowed")
