"""Two servers of MongoDB's wire protocol, both with their data in SQLite files."""

from __future__ import annotations

import sys

from testdb import ferretdb_build
from testdb.server import Server


class _MongoDB(Server):
    def create(self, name: str) -> str:
        return f"mongodb://127.0.0.1:{self.port}/{name}"  # made by the first write


class Nx27017(_MongoDB):
    kind = "nx-27017"

    @classmethod
    def why_missing(cls) -> str | None:
        return None  # locked among the development dependencies

    def command(self) -> list[str]:
        data = self.folder / "nx-27017"
        data.mkdir(exist_ok=True)
        where = ["--host", "127.0.0.1", "-p", str(self.port), "--data-dir", str(data)]
        where += ["--pid-file", str(data / "pid")]  # by default one for the whole machine
        return [sys.executable, "-m", "nx_27017.nx_27017", *where]


class FerretDB(_MongoDB):
    """FerretDB 1 reads a document and then writes it, with nothing in between to keep others away. MongoDB (and
    nx-27017) promise that an update of one document is atomic, and the product leans on it; over a single connection,
    which is served one request after the other, it is so here, too."""

    kind = "ferretdb"

    def create(self, name: str) -> str:
        return super().create(name) + "?maxPoolSize=1"

    @classmethod
    def why_missing(cls) -> str | None:
        return ferretdb_build.why_impossible()

    def command(self) -> list[str]:
        data = self.folder / "ferretdb"
        data.mkdir(exist_ok=True)
        return [str(ferretdb_build.ensure()), str(data), f"127.0.0.1:{self.port}"]
