from __future__ import annotations

from pathlib import Path

import pytest
from tertulia.domain.errors import InvalidInput
from tertulia.store.address import place_of
from tertulia.store.connect import open_store

from tests.store.samples import a_user


@pytest.mark.parametrize(
    "url",
    [
        "mysql://ana:s3cret@host/db",
        "postgresql+psycopg://ana:s3cret@host/db",
        "ana:s3cret@host/db",
        "/var/lib/s3cret.db",
        "http://ana:s3cret@host",
        "sqlite://s3cret",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///s3cret/",
        "sqlite:///s3cret.db?mode=ro",
        "postgresql://ana:s3cret@host:port/db",
        "postgresql://ana:s3cret@host/db?sslmode=perhaps",
        "postgresql://ana:s3cret@[host/db",
        "mongodb://ana:s3cret@host:port/db",
        "mongodb://ana:s3cret@/db",
        "mongodb://ana:s3cr@et@host/db",
        "mongodb://ana:s3cret@[host/db",
    ],
)
async def test_an_address_that_cannot_be_one_is_refused_without_repeating_it(url: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        await open_store(url, tmp_path).open()
    assert (refused.value.code, refused.value.field) == ("database_url", "database_url")
    assert "s3cr" not in refused.value.message
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


async def test_without_an_address_the_database_is_in_the_data_folder(tmp_path: Path) -> None:
    store = open_store("", tmp_path)
    await store.open()
    await store.close()
    assert (tmp_path / "tertulia.db").exists()


async def test_an_sqlite_address_is_relative_or_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///here/ünï %41.db", tmp_path / "elsewhere")
    await store.open()
    await store.users.add(ana := a_user())
    await store.close()
    again = open_store(f"sqlite:///{tmp_path}/here/ünï %41.db", tmp_path / "elsewhere")
    await again.open()
    assert await again.users.by_id(ana.id) == ana
    await again.close()
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_postgres_is_short_for_postgresql(kind: str, database_url: str, tmp_path: Path) -> None:
    store = open_store(database_url.replace("postgresql://", "postgres://"), tmp_path)
    await store.open()
    await store.close()


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://host/db", "host/db"),
        ("postgresql://ana:s3cret@host:5432/db?sslmode=require", "host:5432/db"),
        ("mongodb://ana:s3cret@one:1,two:2/db", "one:1,two:2/db"),
        ("mongodb://ana@[::1]:27017", "[::1]:27017"),
        ("postgresql://ana:s3/cr@e?t@host/db", "host/db"),
        ("postgresql://host/db?user=a@b&password=s3cret", ""),
        ("postgresql://host/db?password=s3cret", "host/db"),
    ],
)
def test_an_address_is_shown_without_its_password_or_not_at_all(url: str, place: str) -> None:
    assert place_of(url) == place
