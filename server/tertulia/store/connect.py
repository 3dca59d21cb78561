"""From a database's address to a store."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tertulia.store.address import refused_address
from tertulia.store.base import Store

_KNOWN = "sqlite:///FILE, postgresql://USER:PASSWORD@HOST/NAME or mongodb://HOST/NAME"


def open_store(database_url: str, data_dir: Path, timeout_s: float = 5.0) -> Store:
    """The store at this address, not yet opened: the caller awaits `open`.

    An empty address is the SQLite file `tertulia.db` in `data_dir`. A path after `sqlite:///` is relative to the
    working directory, after `sqlite:////` absolute. Raises `InvalidInput(code="database_url")`, which never
    repeats the address: there may be a password in it. Drivers are imported here, when they are needed.
    """
    scheme = database_url.partition("://")[0].lower() if "://" in database_url else ""
    if not database_url:
        return _sqlite(data_dir / "tertulia.db", timeout_s)
    if scheme == "sqlite":
        return _sqlite(_file_of(database_url), timeout_s)
    if scheme in ("postgresql", "postgres"):
        return _postgresql(database_url, timeout_s)
    if scheme in ("mongodb", "mongodb+srv"):
        return _mongo(database_url, timeout_s)
    shown = f"{scheme}://" if scheme else "That"
    raise refused_address(f"{shown} is not a database that Tertulia knows: use {_KNOWN}.")


def _sqlite(path: Path, timeout_s: float) -> Store:
    from tertulia.store.sql import SqlStore
    from tertulia.store.sqlite import prepare_file, sqlite_database

    return SqlStore(sqlite_database(path, timeout_s), prepare=partial(prepare_file, path, timeout_s))


def _file_of(url: str) -> Path:
    path = url.removeprefix("sqlite:///")
    if path == url or not path or path.endswith("/") or path.startswith(":memory:") or "?" in path:
        raise refused_address(
            "An SQLite database needs a file: sqlite:///FILE, or sqlite:////FOLDER/FILE from the root."
        )
    return Path(path)


def _postgresql(url: str, timeout_s: float) -> Store:
    from tertulia.store.postgresql import postgresql_database
    from tertulia.store.sql import SqlStore

    return SqlStore(postgresql_database(url, timeout_s))


def _mongo(url: str, timeout_s: float) -> Store:
    from tertulia.store.mongo import MongoStore
    from tertulia.store.mongo_database import MongoDatabase

    return MongoStore(MongoDatabase(url, timeout_s))
