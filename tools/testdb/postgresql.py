"""A PostgreSQL cluster in a folder, from the machine's own package."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from testdb.server import Server

_PASSWORD = "p@ss:word/ü"  # every address must survive a password that needs quoting
_USERS = ("postgres", "nobody")


class PostgreSQL(Server):
    kind = "postgresql"
    stop_signal = signal.SIGINT  # "fast": clients are cut off

    @classmethod
    def why_missing(cls) -> str | None:
        if _programs() is None:
            return "PostgreSQL's server is not installed; on Debian and Ubuntu: apt-get install postgresql"
        return None

    def command(self) -> list[str]:
        data = self.folder / "postgresql"
        if not (data / "PG_VERSION").exists():
            self._make_cluster(data)
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",
            "shared_buffers": "16MB",
            "max_connections": 60,
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [str(_program("postgres")), "-D", str(data), *options]

    def user_switch(self) -> list[str]:
        """PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return []
        owner = pwd.getpwnam(_unprivileged_user())
        return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]

    def _make_cluster(self, data: Path) -> None:
        secret = self.folder / "password"
        secret.write_text(_PASSWORD)
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_unprivileged_user())
            for path in (data, secret):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        initdb = [str(_program("initdb")), "-D", str(data), "-U", "tertulia", "--pwfile", str(secret)]
        how = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"]
        subprocess.run([*self.user_switch(), *initdb, *how], check=True, capture_output=True, cwd="/")

    def create(self, name: str) -> str:
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "tertulia"]
        secret = {**os.environ, "PGPASSWORD": _PASSWORD}
        subprocess.run([str(_program("createdb")), *where, name], check=True, env=secret, cwd="/")
        return f"postgresql://tertulia:{quote(_PASSWORD, safe='')}@127.0.0.1:{self.port}/{name}"

    def _answers(self) -> bool:
        ready = [str(_program("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0


def _programs() -> Path | None:
    """The newest server's folder. Debian keeps one for each major version, off the PATH."""
    versions = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    if versions:
        return max(versions, key=lambda p: int(p.parent.name) if p.parent.name.isdigit() else 0)
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _program(name: str) -> Path:
    folder = _programs()
    if folder is None:
        raise RuntimeError(PostgreSQL.why_missing())
    return folder / name


def _unprivileged_user() -> str:
    there = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in _USERS if user in there)
