"""A whole application on a database of its own, asked over HTTP without a socket."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from tertulia.app import App
from tertulia.auth.keys import ServerSecret
from tertulia.config import Settings
from tertulia.media.port import MediaPlane
from tertulia.store.base import Store
from tertulia.store.connect import open_store

from tests.support import ManualClock

PASSWORD = "correct horse battery"
SECRET = ServerSecret(b"a secret of tests, thirty-two bytes or more")


@dataclass
class House:
    app: App
    store: Store
    clock: ManualClock
    http: httpx.AsyncClient
    settings: Settings

    def client(self, address: str = "203.0.113.9", *, base: str = "http://meet.example") -> httpx.AsyncClient:
        """Another browser: its own cookies and address."""
        return browser(self.app, address, base)

    async def register(self, username: str = "ana", *, name: str = "Ana") -> httpx.Response:
        body = {"name": name, "username": username, "password": PASSWORD}
        return await self.http.post("/api/v1/users/register", json=body)

    async def login(self, username: str = "ana", *, http: httpx.AsyncClient | None = None) -> httpx.Response:
        body = {"username": username, "password": PASSWORD}
        return await (http or self.http).post("/api/v1/users/login", json=body)

    async def signed_in(self, username: str = "ana") -> dict[str, str]:
        """Headers of somebody who just made an account and signed in."""
        assert (await self.register(username)).status_code == 201
        token = (await self.login(username)).json()["token"]
        return bearer(token)


Build = Callable[..., Awaitable[House]]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def browser(app: App, address: str, base: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app.asgi, client=(address, 50000))
    return httpx.AsyncClient(transport=transport, base_url=base)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has its tables; tests copy it, because migrating takes longer than they do."""
    import asyncio

    folder = tmp_path_factory.mktemp("migrated")

    async def migrate() -> None:
        store = open_store("", folder)
        await store.open()
        await store.close()

    asyncio.run(migrate())
    return folder


@pytest.fixture
async def build(migrated: Path, tmp_path: Path) -> AsyncIterator[Build]:
    """Makes a house with these settings; bcrypt is as cheap as it gets."""
    async with AsyncExitStack() as stack:

        async def make(*, static: Path | None = None, plane: MediaPlane | None = None, **settings: Any) -> House:
            folder = tmp_path / "house"
            shutil.copytree(migrated, folder)
            chosen = Settings(bcrypt_cost=4, data_dir=folder, files_reserve_bytes=0, **settings)
            store = open_store("", folder)
            await store.open()
            stack.push_async_callback(store.close)
            clock = ManualClock()
            app = App(chosen, SECRET, store, plane=plane, clock=clock, static=static or tmp_path / "no pages")
            await app.start()
            stack.push_async_callback(app.stop)
            http = await stack.enter_async_context(browser(app, "203.0.113.5", "http://meet.example"))
            return House(app, store, clock, http, chosen)

        yield make


@pytest.fixture
async def house(build: Build) -> House:
    return await build()


def problem(response: httpx.Response, status: int, code: str, field: str | None = None) -> dict[str, Any]:
    """The body of a refusal, checked to be one: status, code, field, and a sentence for people."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    body: dict[str, Any] = response.json()
    assert body["code"] == code, body
    assert body.get("field") == field, body
    assert body["message"].endswith("."), body
    return body
