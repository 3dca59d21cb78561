"""What `tertulia doctor` says of a machine where people can meet, and of one where they cannot."""

from __future__ import annotations

import random
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.served import TERTULIA, environment, served

pytest.importorskip("tertulia_sfu", reason="the media server is not built here")

NEARBY = ("--host", "127.0.0.1", "--media-host", "127.0.0.1", "--bcrypt-cost", "4")
ANY_PORT = ("--port", "0", "--media-port", "0")
WITHIN_S = 100


def doctor(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [*TERTULIA, "doctor", *arguments], capture_output=True, text=True, timeout=WITHIN_S, env=environment()
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def test_where_no_server_runs_one_is_started_and_people_meet_in_it() -> None:
    code, said = doctor(*NEARBY, *ANY_PORT)
    assert code == 0, said
    for transport in ("UDP", "TCP"):
        assert f"3 people see and hear each other over {transport} at 127.0.0.1:" in said
    assert said.endswith("All is well.\n")


def test_a_server_that_runs_is_looked_at(tmp_path: Path) -> None:
    with served(tmp_path, *NEARBY, "--media-port", "0") as program:
        code, said = doctor(program.url)
    assert code == 0, said
    assert f"answers at {program.url}" in said
    assert "over TCP" in said


@contextmanager
def half_taken(kind: socket.SocketKind) -> Iterator[int]:
    """A port that somebody has over one transport and nobody over the other.

    It is lower than those that the kernel gives to whoever connects: one of the tests beside would have it now and then.
    """
    other = socket.SOCK_DGRAM if kind == socket.SOCK_STREAM else socket.SOCK_STREAM
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket(socket.AF_INET, kind) as taken, socket.socket(socket.AF_INET, other) as free:
            try:
                free.bind(("127.0.0.1", port))
                taken.bind(("127.0.0.1", port))
            except OSError:
                continue
            free.close()
            if kind == socket.SOCK_STREAM:
                taken.listen()
            yield port
            return
    pytest.fail("no port is free")


@pytest.mark.parametrize(("kind", "word"), [(socket.SOCK_DGRAM, "UDP"), (socket.SOCK_STREAM, "TCP")])
def test_a_media_port_that_somebody_has_is_named(kind: socket.SocketKind, word: str) -> None:
    with half_taken(kind) as port:
        code, said = doctor(*NEARBY, "--port", "0", "--media-port", str(port))
    assert code == 1
    assert f"BAD   {word} port {port} of the media server" in said
    assert "--media-port" in said
    assert said.endswith("1 to mend.\n")


def test_a_port_of_its_own_that_somebody_has_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = doctor(*NEARBY, "--media-port", "0", "--port", str(port))
    assert code == 1
    assert f"port {port} on 127.0.0.1 is in use" in said


def test_an_announced_address_that_leads_elsewhere_is_said_with_what_to_do() -> None:
    code, said = doctor(*NEARBY, *ANY_PORT, "--public-ip", "127.0.0.9")
    assert code == 1
    assert "cannot meet over UDP" in said
    assert "cannot meet over TCP" in said
    assert "--public-ip" in said
    assert said.endswith("2 to mend.\n")


def test_one_good_address_among_bad_ones_is_enough_and_the_bad_ones_are_noted() -> None:
    code, said = doctor(*NEARBY, *ANY_PORT, "--public-ip", "127.0.0.9,127.0.0.1")
    assert code == 0, said
    assert "note  127.0.0.9:" in said


def test_a_server_without_a_media_server_is_said_so(tmp_path: Path) -> None:
    with served(tmp_path, *NEARBY, "--no-media-server") as program:
        code, said = doctor(program.url)
    assert code == 1
    assert "no media server" in said


def test_an_address_where_nobody_answers_is_said_so() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        code, said = doctor(f"http://127.0.0.1:{silent.getsockname()[1]}")
    assert code == 1
    assert "no Tertulia answers at" in said
