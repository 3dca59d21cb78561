"""What the parts of the MongoDB store share: records as documents, and back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, TypeVar

from pymongo.errors import DuplicateKeyError

from tertulia.domain.records import (
    Attendance,
    CallReport,
    ChatLine,
    Meeting,
    MeetingRecord,
    Preferences,
    Session,
    StoredFile,
    User,
)
from tertulia.store.mongo_database import Document, Documents, MongoDatabase
from tertulia.store.rows import from_epoch_ms, record_of, row_of, time_fields, to_epoch_ms

R = TypeVar("R")

_TIMES: dict[type[Any], frozenset[str]] = {
    kind: time_fields(kind)
    for kind in (User, Session, Preferences, Meeting, MeetingRecord, Attendance, ChatLine, StoredFile, CallReport)
}


def document_of(record: Any, id_field: str = "") -> Document:
    """With `id_field` as `_id`; without one MongoDB makes up an `_id`, which means nothing to us."""
    row = {name: _stored(value) for name, value in row_of(record).items()}
    return {"_id": row.pop(id_field)} | row if id_field else row


def _stored(value: Any) -> Any:
    return to_epoch_ms(value) if isinstance(value, datetime) else value


def made_of(kind: type[R], document: Document, id_field: str = "") -> R:
    times = {name: document.get(name) for name in _TIMES[kind]}
    read = {name: ms if ms is None else from_epoch_ms(ms) for name, ms in times.items()}
    # FerretDB drops a None that an upsert sets on insert
    return record_of(kind, {"user_id": None, "line_key": None, **document, **read, id_field: document["_id"]})


class MongoPart:
    def __init__(self, db: MongoDatabase, collection: str) -> None:
        self._db = db
        self._collection = collection

    @property
    def _all(self) -> Documents:
        return self._db[self._collection]

    async def _insert_if_free(self, document: Document) -> bool:
        """False: a unique index has these values already, nothing was stored."""
        try:
            await self._all.insert_one(document)
        except DuplicateKeyError:
            return False
        return True


def holds(words: tuple[str, ...]) -> Document:
    """What finds documents whose folded text has every word."""
    return {"$and": [{"folded": {"$regex": re.escape(word)}} for word in words]} if words else {}
