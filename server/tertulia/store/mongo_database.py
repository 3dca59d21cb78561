"""A connected MongoDB: its collections, its schema, and what its errors mean.

Asks only for what every server of the protocol has: single-document operations and unique indexes. No transactions,
no change streams, no partial indexes.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import structlog
from bson.errors import BSONError
from pymongo import ASCENDING, AsyncMongoClient, IndexModel, WriteConcern
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import ConfigurationError, DuplicateKeyError, InvalidURI, PyMongoError

from tertulia.domain.errors import Conflict, TertuliaError, Unavailable
from tertulia.domain.search import fold
from tertulia.store.address import place_of, refused_address
from tertulia.store.promise import ask

Document = dict[str, Any]
Documents = AsyncCollection[Document]

NEWEST = 3
"""The version of the schema this code works with."""

_CONNECTIONS = 20
_NAME = "tertulia"
_AT_ONCE = 1000

log = structlog.get_logger(__name__)


def _unique(*fields: str) -> IndexModel:
    return IndexModel([(field, ASCENDING) for field in fields], unique=True, name="_".join(fields))


def _index(*fields: str) -> IndexModel:
    return IndexModel([(field, ASCENDING) for field in fields], name="_".join(fields))


_INDEXES = {
    "users": [_unique("username_key")],
    "sessions": [_index("expires_at"), _index("ended_at")],
    "meeting_records": [
        _unique("user_id", "line"),
        _index("user_id", "date", "entered"),
        _index("user_id", "meeting_code", "sitting_id", "date"),
        _index("sitting_id"),
    ],
    "attendances": [_unique("sitting_id", "participant_id"), _index("sitting_id", "joined_at", "entered")],
    "chat_lines": [_unique("room", "seq"), _unique("room", "key"), _index("sitting_id", "seq")],
    "files": [_index("sitting_id"), _index("at")],
    "reports": [_unique("sitting_id", "participant_id")],
}

_SEARCHED = {"chat_lines": "text", "attendances": "name"}
"""What came before version 3 has no folded text to search in."""


class MongoDatabase:
    """`url` may name the database in its path (otherwise it is `tertulia`) and any option of the driver, which then
    goes before ours."""

    def __init__(self, url: str, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self.place = f"MongoDB at {place_of(url)}"
        self._connect = partial(_client, url, timeout_s)
        self._client = self._connect()

    def __getitem__(self, collection: str) -> Documents:
        # acknowledged by a majority and in the journal: what `base` calls stored
        stored = WriteConcern(w="majority", j=True)
        return self._client.get_default_database(_NAME).get_collection(collection, write_concern=stored)

    async def ping(self) -> None:
        await self._client.get_default_database(_NAME).command("ping")

    async def migrate(self) -> None:
        """Safe when several processes start at once: each step changes nothing when it has been done already.

        Raises `Unavailable(code="database_newer")`, and leaves the database alone, when a later version wrote it."""
        schema = self["schema"]
        found = await ask(self, schema.find_one({"_id": "version"}))
        before = int(found["version"]) if found else 0
        if before > NEWEST:
            raise Unavailable(
                f"The database was written by a later version (its schema is {before}, ours {NEWEST}).",
                code="database_newer",
            )
        if before < NEWEST:
            for name, indexes in _INDEXES.items():
                await self._index(name, indexes)
            for name, field in _SEARCHED.items():
                await self._fold(name, field)
            await schema.update_one({"_id": "version"}, {"$max": {"version": NEWEST}}, upsert=True)
            log.info("store.migrated", place=self.place, before=before, now=NEWEST)

    async def _index(self, collection: str, indexes: list[IndexModel]) -> None:
        """Only those that are not there yet: FerretDB 1.24 panics when it is asked for one again."""
        there = await self[collection].index_information()
        missing = [index for index in indexes if index.document["name"] not in there]
        if missing:
            await self[collection].create_indexes(missing)

    async def _fold(self, collection: str, field: str) -> None:
        documents = self[collection]
        while some := await documents.find({"folded": {"$exists": False}}, {field: True}).limit(_AT_ONCE).to_list():
            for document in some:
                await documents.update_one({"_id": document["_id"]}, {"$set": {"folded": fold(document[field])}})

    def refusal(self, failure: Exception) -> TertuliaError | None:
        if isinstance(failure, DuplicateKeyError):
            return Conflict("That exists already.")
        if isinstance(failure, PyMongoError | BSONError | OSError | TimeoutError):
            return Unavailable("The database does not answer.")
        return None

    async def close(self) -> None:
        closing, self._client = self._client, self._connect()  # a closed client cannot be opened again
        await closing.close()


def _client(url: str, timeout_s: float) -> AsyncMongoClient[Document]:
    within_ms = int(timeout_s * 800)  # gives up while somebody still waits for the reason
    options: dict[str, Any] = {
        "appname": "tertulia",
        "maxPoolSize": _CONNECTIONS,
        "serverSelectionTimeoutMS": within_ms,
        "connectTimeoutMS": within_ms,
        "socketTimeoutMS": int(timeout_s * 1000),
        "waitQueueTimeoutMS": within_ms,
    }
    try:
        named = {option.lower() for option, _ in parse_qsl(urlsplit(url).query)}
        return AsyncMongoClient(url, **{name: value for name, value in options.items() if name.lower() not in named})
    except (InvalidURI, ConfigurationError, ValueError):
        raise refused_address(
            "That MongoDB address is not well formed: mongodb://USER:PASSWORD@HOST:PORT/NAME, "
            "with special characters in USER and PASSWORD percent-encoded."
        ) from None
