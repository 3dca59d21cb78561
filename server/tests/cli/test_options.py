"""What somebody sees who types something: help, versions, mistakes."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tertulia import __version__
from tertulia.config import Settings, flag

from tests.served import TERTULIA, environment


def tertulia(
    *arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TERTULIA, *arguments], capture_output=True, text=True, timeout=60, cwd=cwd, env=environment(**(env or {}))
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line it said, having ended with 2 and shown no traceback."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("tertulia: ")
    return lines[0]


def test_without_a_command_it_explains_itself() -> None:
    done = tertulia()
    assert done.returncode == 0
    assert "serve" in done.stdout


def test_it_says_its_version() -> None:
    assert tertulia("--version").stdout == f"tertulia {__version__}\n"


def test_help_explains_every_setting_within_80_columns() -> None:
    done = tertulia("serve", "--help", env={"COLUMNS": "200"})
    assert done.returncode == 0
    assert all(flag(name) in done.stdout for name in Settings.model_fields)
    assert "TERTULIA_DATA_DIR" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["srve"], "serve"),
        (["serve", "--prt", "80"], "did you mean --port?"),
        (["serve", "--port"], "expected one argument"),
        (["serve", "extra"], "extra"),
        (["serve", "--port", "abc"], "--port (TERTULIA_PORT)"),
        (["serve", "--port", "70000"], "65535"),
        (["serve", "--log-level", "loud"], "'debug', 'info', 'warning' or 'error'"),
        (["serve", "--tls-cert", "a.pem"], "--tls-key"),
        (["serve", "--tls-cert", "a.pem", "--tls-key", "b.pem"], "No such file"),
        (["serve", "--turn-urls", "turn:a"], "--turn-secret"),
        (["serve", "--turn-url", "turn:a"], "--turn-secret"),
        (["serve", "--turn-urls", "stun:a", "--turn-secret", "x"], "'stun:a'"),
        (["serve", "--trusted-proxies", "10.0.0.1,nonsense"], "'nonsense'"),
        (["serve", "--cors-origins", "https://a.example/path"], "'https://a.example/path'"),
        (["serve", "--database-url", "mysql://root:pw@db/x"], "TERTULIA_DATABASE_URL"),
        (["serve", "--database-url", "nonsense"], "TERTULIA_DATABASE_URL"),
        (["serve", "--host", "256.0.0.1"], "TERTULIA_HOST"),
        (["serve", "--host", "192.0.2.1"], "TERTULIA_HOST"),
        (["serve", "--secret", "short"], "32 bytes"),
        (["serve", "--port", "abc", "--log-level", "loud"], "--log-level"),
    ],
)
def test_a_mistake_is_one_line_that_says_which_and_why(tmp_path: Path, arguments: list[str], said: str) -> None:
    assert said in refused(tertulia(*arguments, cwd=tmp_path))


def test_a_mistake_in_the_environment_is_said_the_same_way(tmp_path: Path) -> None:
    line = refused(tertulia("serve", cwd=tmp_path, env={"TERTULIA_BCRYPT_COST": "99"}))
    assert "--bcrypt-cost (TERTULIA_BCRYPT_COST)" in line


@pytest.mark.parametrize("arguments", [["--database-url", "mysql://root:hunter22@db/x"], ["--secret", "hunter22"]])
def test_a_secret_is_not_repeated(tmp_path: Path, arguments: list[str]) -> None:
    assert "hunter22" not in refused(tertulia("serve", *arguments, cwd=tmp_path))


@contextlib.contextmanager
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with taken_port() as port:
        assert f"port {port} on 127.0.0.1 is in use" in refused(tertulia("serve", "--port", str(port), cwd=tmp_path))


def test_a_data_folder_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in ("file", "file/below"):
        assert place in refused(tertulia("serve", "--data-dir", place, cwd=tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    assert "Permission denied" in refused(tertulia("serve", "--data-dir", "shut", cwd=tmp_path))


def test_a_database_file_that_is_none_is_one_line_instead_of_a_wait(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("this was never a database\n" * 100)
    for place, why in (("text", "not a database"), ("text/below", "text"), (".", "directory")):
        line = refused(tertulia("serve", "--port", "0", "--database-url", f"sqlite:///{place}", cwd=tmp_path))
        assert why in line


def test_a_kept_secret_that_is_too_short_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "server-secret").write_text("short\n")
    assert "32 bytes" in refused(tertulia("serve", "--port", "0", cwd=tmp_path))


def test_a_certificate_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_text("nonsense")
    assert "--tls-cert" in refused(tertulia("serve", "--tls-cert", "a.pem", "--tls-key", "a.pem", cwd=tmp_path))


def test_a_refusal_leaves_nothing_behind(tmp_path: Path) -> None:
    refused(tertulia("serve", "--port", "abc", cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []
