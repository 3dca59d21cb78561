"""`tertulia doctor`: can people meet here? It tries, and says in plain words what is wrong and how to mend it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tertulia.cli import meeting
from tertulia.cli.listen import Refused, bind
from tertulia.cli.visitor import NoWay, tls
from tertulia.config import Settings, explain, flag

START_WITHIN_S = 60
READY = re.compile(r"ready at (\S+)")
SERVE = [sys.executable, "-c", "from tertulia.cli import main; main()", "serve"]


@dataclass
class Findings:
    """Printed as they come: somebody waits."""

    wrong: int = 0
    mended_by: list[str] = field(default_factory=list)

    def good(self, what: str) -> None:
        print(f"  ok    {what}", flush=True)

    def note(self, what: str) -> None:
        print(f"  note  {what}", flush=True)

    def bad(self, what: str, mend: str) -> None:
        self.wrong += 1
        print(f"  BAD   {what}\n        {mend}", flush=True)


def doctor(given: dict[str, Any], address: str | None) -> int:
    """The exit code: 0 when all is well, 1 when something is to be mended, 2 for settings that cannot be."""
    try:
        settings = Settings(**given)
    except ValidationError as bad:
        print(f"tertulia: {explain(bad)}", file=sys.stderr)
        return 2
    findings = Findings()
    try:
        _look(settings, given, address, findings)
    except NoWay as why:
        findings.bad(str(why), "Mend this first; the rest was not tried.")
    print("All is well." if not findings.wrong else f"{findings.wrong} to mend.", flush=True)
    return 1 if findings.wrong else 0


def _look(settings: Settings, given: dict[str, Any], address: str | None, findings: Findings) -> None:
    url = (_with_scheme(address) if address else _own_address(settings)).rstrip("/")
    try:
        findings.good(f"Tertulia {_answering(url)} answers at {url}")
    except NoWay as why:
        if address is not None:
            findings.bad(
                f"no Tertulia answers at {url}: {why}",
                "Is it running, is that its address, and does the proxy in front of it pass everything on?",
            )
        elif _ports_are_free(settings, findings):
            with _started(given) as started:
                findings.note(f"no server runs here yet; one was started for this look, at {started}")
                _meet(started, settings, findings)
    else:
        _meet(url, settings, findings)


def _with_scheme(address: str) -> str:
    if "://" in address:
        return address
    return f"{'http' if address.startswith(('localhost', '127.', '[::1]')) else 'https'}://{address}"


def _own_address(settings: Settings) -> str:
    if settings.public_url:
        return settings.public_url
    return f"{'https' if settings.is_https else 'http'}://localhost:{settings.port}"


def _answering(url: str) -> str:
    """The version of the Tertulia that answers there. Raises `NoWay`."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=10, context=tls(url)) as answer:  # noqa: S310
            return str(json.load(answer)["version"])
    except OSError as refused:
        raise NoWay(str(getattr(refused, "reason", refused))) from refused
    except (ValueError, KeyError, TypeError) as other:
        raise NoWay("something else answers there") from other


# -- ports -----------------------------------------------------------------------------------------


def _ports_are_free(settings: Settings, findings: Findings) -> bool:
    before = findings.wrong
    try:
        for held in bind(settings.listen_host, settings.port):
            held.close()
        if settings.port:
            findings.good(f"port {settings.port} is free for pages and signals (TCP)")
    except Refused as refused:
        findings.bad(str(refused), f"{_who_has('tcp', settings.port)} Or choose another one with --port.")
    if settings.media_server:
        for kind, word in ((socket.SOCK_DGRAM, "udp"), (socket.SOCK_STREAM, "tcp")):
            _media_port(kind, word, settings, findings)
    return findings.wrong == before


def _media_port(kind: socket.SocketKind, word: str, settings: Settings, findings: Findings) -> None:
    port, host = settings.media_port, settings.media_host
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, kind) as held:
        if kind == socket.SOCK_STREAM and os.name == "posix":
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((host, port))
        except OSError as refused:
            findings.bad(
                f"{word.upper()} port {port} of the media server cannot be had: {refused.strerror}",
                f"{_who_has(word, port)} Or choose another one with --media-port.",
            )
        else:
            if port:
                findings.good(f"port {port} is free for media ({word.upper()})")


def _who_has(word: str, port: int) -> str:
    return f"End the program that has it (ss -{word[0]}lpn 'sport = :{port}' shows which)."


# -- a server of our own ---------------------------------------------------------------------------


@contextlib.contextmanager
def _started(given: dict[str, Any]) -> Iterator[str]:
    """The address of a server with these settings and an empty data folder; it ends with the block."""
    with tempfile.TemporaryDirectory(prefix="tertulia-doctor-") as folder:
        complaints = Path(folder, "err")
        command = [*SERVE, *_options(given), "--data-dir", folder, "--database-url", ""]
        with complaints.open("wb") as err:
            server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True)  # noqa: S603  # ourselves
        overdue = threading.Timer(START_WITHIN_S, server.kill)
        overdue.start()
        try:
            ready = next((found[1] for line in server.stdout or () if (found := READY.search(line))), None)
            overdue.cancel()
            if ready is None:
                last = (complaints.read_text(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
                raise NoWay(f"a server with these settings does not start: {last.removeprefix('tertulia: ')}")
            yield ready
        finally:
            overdue.cancel()
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _options(given: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for name, value in given.items():
        words += [flag(name if value else f"no_{name}")] if isinstance(value, bool) else [flag(name), str(value)]
    return words


# -- people ----------------------------------------------------------------------------------------


def _meet(url: str, settings: Settings, findings: Findings) -> None:
    if not settings.media_server:
        findings.note(f"--no-media-server: every room is a mesh, and {settings.mesh_limit} people exchange media in it")
        return
    try:
        import tertulia_sfu  # noqa: F401  # only whether it is there
    except ImportError as missing:
        findings.bad(
            f"the media server is not installed here ({missing}), so rooms stay a mesh of up to {settings.mesh_limit}",
            "Install it: pip install tertulia-sfu; from a checkout, install Rust (https://rustup.rs) and `make run`.",
        )
        return
    results = asyncio.run(meeting.try_both(url))
    for result in results:
        if result.is_well:
            findings.good(result.sentence)
        else:
            findings.bad(result.sentence, result.mend)
        for note in result.notes:
            findings.note(note)
