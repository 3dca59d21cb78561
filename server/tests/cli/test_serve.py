"""The running program: when it listens, how it ends, what it says."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tertulia.cli.serve import database_place

from tests.served import Served, served

STOPS_WITHIN_S = 5
SERVER = Path(__file__).parents[2]


def stop(program: Served, number: int = signal.SIGTERM) -> None:
    program.process.send_signal(number)
    assert program.process.wait(STOPS_WITHIN_S) == 0
    assert "Traceback" not in program.err.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_one_address_and_ends_when_told(tmp_path: Path, number: int) -> None:
    with served(tmp_path) as program:
        url = program.url
        assert re.fullmatch(r"http://localhost:\d+", url)
        assert httpx.get(f"{url}/readyz").json()["status"] == "ok"
        stop(program, number)
        ready, media = program.out.read_text().splitlines()
        assert ready == f"Tertulia is ready at {url}"
        assert re.match(r"Rooms of 4 or more go through the media server|Every room is a mesh, 8 people at most", media)


def test_it_remembers_accounts_and_sign_ins_over_a_restart(tmp_path: Path) -> None:
    ana = {"name": "Ana", "username": "ana", "password": "correct horse"}
    with served(tmp_path) as program:
        httpx.post(f"{program.url}/api/v1/users/register", json=ana)
        token = httpx.post(f"{program.url}/api/v1/users/login", json=ana).json()["token"]
        stop(program)
    with served(tmp_path) as program:
        headers = {"Authorization": f"Bearer {token}"}
        assert httpx.get(f"{program.url}/api/v1/users/me", headers=headers).json()["username"] == "ana"


AT_THE_END = """
import gc, os

def end(code, end=os._exit):
    print("left out of the search for garbage:", gc.get_freeze_count(), "of", len(gc.get_objects()), flush=True)
    end(code)

os._exit = end
"""


def test_what_it_has_loaded_is_left_out_of_the_search_for_garbage(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(AT_THE_END)
    with served(tmp_path, env={"PYTHONPATH": os.pathsep.join((str(SERVER), str(tmp_path)))}) as program:
        assert program.url
        stop(program)
        left_out, searched = map(int, program.said(r"garbage: (\d+) of (\d+)", program.out).groups())
        assert left_out > 10 * searched


def open_poll(url: str) -> socket.socket:
    """A long-polling client that waits for a message: Engine.IO handshake, then a GET that stays open."""
    port = int(url.rpartition(":")[2])
    opened = httpx.get(f"{url}/socket.io/?EIO=4&transport=polling")
    sid = json.loads(opened.text[1:])["sid"]
    httpx.post(f"{url}/socket.io/?EIO=4&transport=polling&sid={sid}", content="40")
    httpx.get(f"{url}/socket.io/?EIO=4&transport=polling&sid={sid}")
    connection = socket.create_connection(("127.0.0.1", port))
    path = f"/socket.io/?EIO=4&transport=polling&sid={sid}"
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    connection.settimeout(0.3)
    with contextlib.suppress(TimeoutError):
        assert connection.recv(1) == b"", "the poll was answered at once"
    return connection


def test_a_long_poll_does_not_hold_it_up(tmp_path: Path) -> None:
    with served(tmp_path) as program, open_poll(program.url):
        stop(program)


def test_a_request_that_never_ends_does_not_hold_it_up(tmp_path: Path) -> None:
    with served(tmp_path) as program:
        port = int(program.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(b"POST /api/v1/users/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
            slow.sendall(b"Content-Length: 100\r\n\r\n{")
            httpx.get(f"{program.url}/healthz")
            stop(program)
            assert b" 503 " in slow.recv(4096)


@contextlib.contextmanager
def silent_port() -> Iterator[socket.socket]:
    """Bound, so that nobody else takes it, but not listening: connections are refused."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound


def database(port: int) -> list[str]:
    return ["--database-url", f"postgresql://ana:hunter22@127.0.0.1:{port}/meet"]


def test_without_its_database_it_does_not_listen_and_says_what_it_waits_for(tmp_path: Path) -> None:
    with silent_port() as bound, silent_port() as free:
        port, own = bound.getsockname()[1], free.getsockname()[1]
        free.close()
        with served(tmp_path, *database(port), "--port", str(own)) as program:
            program.said(rf"database.waiting.*127\.0\.0\.1:{port}")
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", own))
            assert "hunter22" not in program.err.read_text()
            assert program.out.read_text() == ""
            began = time.monotonic()
            stop(program, signal.SIGINT)
            assert time.monotonic() - began < STOPS_WITHIN_S


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://ana:hunter22@db:5432/meet?password=hunter22", "postgresql://db:5432/meet"),
        ("mongodb://ana:hunt%40er22@a,b/meet", "mongodb://a,b/meet"),
        ("sqlite:///meet.db", ""),
        ("", ""),
    ],
)
def test_of_a_databases_address_only_the_place_is_said(url: str, said: str) -> None:
    assert database_place(url) == said


def test_it_keeps_trying_until_somebody_answers(tmp_path: Path) -> None:
    came = threading.Event()

    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        came.set()
        connection.close()

    with silent_port() as bound, served(tmp_path, *database(bound.getsockname()[1])) as program:
        program.said("database.waiting")
        assert not came.is_set()
        bound.listen()
        threading.Thread(target=answer, args=(bound,), daemon=True).start()
        assert came.wait(20)


def test_phones_on_the_same_network_get_https_and_the_certificate_is_kept(tmp_path: Path) -> None:
    seen = []
    for _ in range(2):
        with served(tmp_path, "--tls-self-signed") as program:
            url = program.url
            assert url.startswith("https://localhost:")
            port = int(url.rpartition(":")[2])
            seen.append(ssl.get_server_certificate(("127.0.0.1", port)))
            trust = ssl.create_default_context(cadata=seen[-1])
            assert httpx.get(f"{url}/healthz", verify=trust).status_code == 200
            assert httpx.get(f"https://127.0.0.1:{port}/healthz", verify=trust).status_code == 200
            stop(program)
    assert seen[0] == seen[1]


def test_a_misspelled_variable_is_pointed_out(tmp_path: Path) -> None:
    with served(tmp_path, env={"TERTULIA_LOGLEVEL": "debug"}) as program:
        program.said("TERTULIA_LOGLEVEL")


def test_logs_are_one_json_object_per_line_where_asked(tmp_path: Path) -> None:
    with served(tmp_path, "--log-json") as program:
        assert program.url
        stop(program)
        lines = [json.loads(line) for line in program.err.read_text().splitlines()]
        assert {"event", "level", "timestamp"} <= set(lines[-1])
        assert lines[-1]["event"] == "server.stopped"


def test_the_document_of_the_api_can_be_printed(tmp_path: Path) -> None:
    import subprocess

    from tests.served import TERTULIA, environment

    done = subprocess.run([*TERTULIA, "openapi"], capture_output=True, cwd=tmp_path, env=environment(), timeout=60)
    assert json.loads(done.stdout)["info"]["title"] == "Tertulia"
    assert list(tmp_path.iterdir()) == []
