"""What whoever starts the server learns of the media server: is there one, where, and if not why."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.cli.test_options import refused, tertulia
from tests.served import Served, served

SERVER = Path(__file__).parents[2]


@pytest.fixture
def fake(tmp_path: Path) -> dict[str, str]:
    """The environment of a program that finds a media server, of the pretended kind."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "tertulia_sfu.py").write_text("from tests.fake_sfu import Sfu\n")
    return {"PYTHONPATH": f"{site}:{SERVER}"}


@pytest.fixture
def none(tmp_path: Path) -> dict[str, str]:
    """The environment of a program that finds none, whatever is installed."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "tertulia_sfu.py").write_text("raise ImportError('not built here')\n")
    return {"PYTHONPATH": f"{site}:{SERVER}"}


def second_line(program: Served) -> str:
    return program.said(r"ready at .*\n(.+)\n", program.out)[1]


def test_it_says_where_the_media_of_larger_rooms_goes(tmp_path: Path, fake: dict[str, str]) -> None:
    with served(tmp_path, "--public-ip", "203.0.113.7,198.51.100.9", "--sfu-from", "3", env=fake) as program:
        line = second_line(program)
    assert line.startswith("Rooms of 3 or more go through the media server on port ")
    port = int(line.partition("on port ")[2].split()[0])
    assert line.endswith(f"(UDP and TCP), announced as 203.0.113.7:{port}, 198.51.100.9:{port}")


def test_without_public_addresses_those_of_this_machine_are_announced(tmp_path: Path, fake: dict[str, str]) -> None:
    with served(tmp_path, env=fake) as program:
        assert "127.0.0.1:" in second_line(program)


def test_without_a_media_server_it_says_that_rooms_are_a_mesh_and_why(tmp_path: Path, none: dict[str, str]) -> None:
    with served(tmp_path, "--mesh-limit", "6", env=none) as program:
        said = (
            "Every room is a mesh, 6 people at most exchange media: the media server is not installed (not built here)"
        )
        assert second_line(program) == said


def test_a_media_server_that_is_switched_off_is_not_looked_for(tmp_path: Path, fake: dict[str, str]) -> None:
    with served(tmp_path, "--no-media-server", env=fake) as program:
        assert second_line(program).endswith("the media server is switched off (--no-media-server)")


def test_a_media_port_in_use_is_one_line(tmp_path: Path, fake: dict[str, str]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("0.0.0.0", 0))
        port = taken.getsockname()[1]
        done = tertulia("serve", "--port", "0", "--media-port", str(port), cwd=tmp_path, env=fake)
    assert f"--media-port (TERTULIA_MEDIA_PORT): port {port} on 0.0.0.0 is in use" in refused(done)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--public-ip", "203.0.113.7,here"], "'here' is not an IP address"),
        (["--media-host", "nonsense"], "'nonsense' is not an IP address"),
        (["--sfu-from", "2"], "--mesh-below must be smaller than --sfu-from"),
        (["--media-port", "70000"], "--media-port (TERTULIA_MEDIA_PORT)"),
    ],
)
def test_a_mistake_in_its_settings_is_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    assert said in refused(tertulia("serve", *arguments, cwd=tmp_path))
