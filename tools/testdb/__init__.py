"""Real databases for tests, each started once for a run and stopped with it.

    url = testdb.fresh_url("postgresql", tmp_path)     # an empty database of its own
    server = testdb.launch("nx-27017", tmp_path)       # a server of its own, to be stopped and started again

PostgreSQL is the machine's own package, run as a cluster in a temporary folder. MongoDB, which no package registry
carries, is stood in for by two servers of its wire protocol: nx-27017 (Python, always there) and FerretDB (built here
from its Go module, where there is a Go).
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import uuid
from functools import cache
from pathlib import Path

from testdb import ferretdb_build
from testdb.mongodb import FerretDB, Nx27017
from testdb.postgresql import PostgreSQL
from testdb.server import Server

__all__ = ["KINDS", "MONGODB", "Server", "fresh_url", "launch", "prepare", "why_missing"]

_SERVERS: dict[str, type[Server]] = {"postgresql": PostgreSQL, "nx-27017": Nx27017, "ferretdb": FerretDB}

KINDS = ("sqlite", *_SERVERS)
MONGODB = ("nx-27017", "ferretdb")


def why_missing(kind: str) -> str | None:
    """None when this database can be had here; otherwise a sentence that says what to install."""
    return None if kind == "sqlite" else _SERVERS[kind].why_missing()


def fresh_url(kind: str, folder: Path) -> str:
    """The address of a new, empty database. SQLite's file is in `folder`; the others' servers start at first use."""
    name = f"t{uuid.uuid4().hex[:12]}"
    return f"sqlite:///{folder / name}.db" if kind == "sqlite" else _shared(kind).create(name)


def launch(kind: str, folder: Path) -> Server:
    """A server of its own, running, with its data in `folder`; whoever launches it stops it."""
    server = _SERVERS[kind](folder)
    server.start()
    return server


def prepare() -> None:
    """Build what takes longer than a test may. Where FerretDB cannot be built the tests say so and do without."""
    if FerretDB.why_missing() is None:
        ferretdb_build.ensure()


@cache
def _shared(kind: str) -> Server:
    folder = Path(tempfile.mkdtemp(prefix=f"tertulia-{kind}-"))
    folder.chmod(0o755)  # PostgreSQL is somebody else when we are root
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = launch(kind, folder)
    atexit.register(server.stop)  # runs before the folder goes
    return server
