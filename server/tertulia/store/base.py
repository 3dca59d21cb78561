"""What the rest of the house may ask of a database, and what every database promises.

Promises, kept by SQLite, PostgreSQL and MongoDB alike and shown by one contract suite:

- A method that returned has been stored durably: it outlives the process, however that ends. One that raised has
  changed nothing, except that `Unavailable` may also mean that only the answer was lost. Every write is safe to
  repeat: it does nothing more, or raises `Conflict`.
- Uniqueness is the database's, not ours: two processes racing get one winner and one `Conflict`
  (or, where the docstring says so, the row that won).
- Order is what the docstring says, ties broken by insertion.
- Times come back aware, in UTC, cut to the millisecond; so do those of a record that a method hands back. A time
  without a zone is a bug and raises `ValueError`.
- Text is any Unicode. What not every database can hold (U+0000, lone surrogates) raises
  `InvalidInput(code="text_invalid")` wherever it is handed in.
- Words to search for are folded (`domain.search.fold`), and found wherever they stand in folded text.
- A second row with an id that is there already raises `Conflict`. Nobody checks that a `user_id` exists.
- A database that does not answer raises `Unavailable`, within `timeout_s`, never a driver's error.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from tertulia.domain import records
from tertulia.domain.ids import FileId, ParticipantId, RoomCode, SessionId, SittingId, UserId
from tertulia.domain.records import (
    Attendance,
    CallReport,
    ChatLine,
    Meeting,
    MeetingRecord,
    Session,
    StoredFile,
    User,
)


class Users(Protocol):
    async def add(self, user: User) -> None:
        """Raises `Conflict(code="username_taken")`. Usernames are compared casefolded and NFC."""

    async def by_username(self, username: str) -> User | None: ...

    async def by_id(self, user_id: UserId) -> User | None: ...


class Sessions(Protocol):
    async def add(self, session: Session) -> None: ...

    async def get(self, session_id: SessionId) -> Session | None: ...

    async def rotate(
        self, session_id: SessionId, *, old_hash: str, new_hash: str, now: datetime, expires_at: datetime
    ) -> bool:
        """Swap the refresh hash in one step. False (nothing changed) when the session has ended, has
        expired at `now`, or its hash is not `old_hash`: of two racing calls exactly one gets True."""

    async def end(self, session_id: SessionId, now: datetime) -> None:
        """Idempotent; the first `ended_at` stays."""

    async def purge(self, before: datetime) -> int:
        """Delete sessions that expired or ended before `before`; how many went."""


class Preferences(Protocol):
    async def get(self, user_id: UserId) -> records.Preferences | None: ...

    async def put(self, now: records.Preferences) -> None:
        """In place of the version before, or of nothing when this is version 1. Raises
        `Conflict(code="settings_changed")` when another version is there: of two racing calls one wins."""


class Meetings(Protocol):
    async def add(self, meeting: Meeting) -> None:
        """Raises `Conflict(code="code_taken")`."""

    async def ensure(self, meeting: Meeting) -> Meeting:
        """The meeting with this code: the one there is, or this one, now stored."""

    async def get(self, code: RoomCode) -> Meeting | None: ...

    async def titles(self, codes: Collection[RoomCode]) -> dict[RoomCode, str]:
        """The titles of those among `codes` that exist, asked for at once: a history may name a thousand."""


class History(Protocol):
    async def add(self, record: MeetingRecord) -> None: ...

    async def record_join(self, record: MeetingRecord, *, adopt_since: datetime) -> MeetingRecord:
        """One line per user and sitting, whoever wrote first.

        In this order: the record of this user and this sitting if there is one; else the user's newest
        record of this code without a sitting and not older than `adopt_since`, given this sitting; else
        `record` itself, stored. `record.sitting_id` is not None here. Safe against two racing calls."""

    async def of_user(self, user_id: UserId) -> Sequence[MeetingRecord]:
        """All of a user's records in the order they were joined."""

    async def get(self, record_id: str) -> MeetingRecord | None: ...

    async def has(self, user_id: UserId, sitting_id: SittingId) -> bool:
        """Whether this user's history has this sitting."""

    async def kept(self, sittings: Collection[SittingId]) -> set[SittingId]:
        """Those among `sittings` that somebody's history has."""

    async def remove(self, record_id: str) -> None:
        """Idempotent."""


class Attendances(Protocol):
    async def joined(self, attendance: Attendance) -> None:
        """Upsert by (sitting_id, participant_id): a return keeps the first `joined_at`, takes the new
        name and clears `left_at`."""

    async def left(self, sitting_id: SittingId, participant_id: ParticipantId, at: datetime) -> None:
        """Sets `left_at`; nothing happens for somebody who never joined."""

    async def of_sitting(self, sitting_id: SittingId) -> Sequence[Attendance]:
        """Ordered by joined_at."""

    async def named(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> Sequence[Attendance]:
        """Those in these sittings whose name holds every word. In no order."""


class Chat(Protocol):
    async def append(self, line: ChatLine) -> ChatLine:
        """Store a line. If (room, key) is there already, nothing is stored and the stored line comes back
        (same `seq` as then). Raises `Conflict(code="seq_taken")` when (room, seq) is there."""

    async def last_seq(self, room: RoomCode) -> int:
        """0 for a room in which nothing was said."""

    async def tail(self, room: RoomCode, *, after: int = 0, limit: int) -> Sequence[ChatLine]:
        """The newest `limit` lines with seq > `after`, oldest first."""

    async def of_sitting(self, sitting_id: SittingId) -> Sequence[ChatLine]:
        """Ordered by seq."""

    async def get(self, room: RoomCode, seq: int) -> ChatLine | None: ...

    async def count_matching(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> dict[SittingId, int]:
        """How many lines of each sitting hold every word, in their text or in the name of a file; none are left out."""

    async def matching(self, sitting_id: SittingId, words: tuple[str, ...], *, limit: int) -> Sequence[ChatLine]:
        """The first `limit` of them, ordered by seq."""


class Files(Protocol):
    """What is known of shared files; their bytes are `store.disk`'s."""

    async def add(self, file: StoredFile) -> None: ...

    async def get(self, file_id: FileId) -> StoredFile | None: ...

    async def attach(self, file_ids: tuple[FileId, ...], *, line_key: str) -> int:
        """Gives files to a line; how many of them are its own now. One that has another line is left alone."""

    async def bytes_of(self, sitting_id: SittingId) -> int:
        """The sizes of a sitting's files together."""

    async def of_sitting(self, sitting_id: SittingId) -> Sequence[StoredFile]:
        """In no order."""

    async def older_than(self, before: datetime) -> Sequence[StoredFile]:
        """Added before then, in that order."""

    async def known(self, file_ids: Collection[FileId]) -> set[FileId]:
        """Those among `file_ids` that are there."""

    async def remove(self, file_id: FileId) -> None:
        """Idempotent."""


class Reports(Protocol):
    async def put(self, report: CallReport) -> None:
        """Upsert by (sitting_id, participant_id): the newest account of a call replaces what was told before."""

    async def of_user(self, sitting_id: SittingId, user_id: UserId) -> Sequence[CallReport]:
        """A user may have sat at several seats. Ordered by `at`."""


class Store(Protocol):
    """One database. `open` migrates; nothing else may be called before it returned."""

    users: Users
    sessions: Sessions
    preferences: Preferences
    meetings: Meetings
    history: History
    attendances: Attendances
    chat: Chat
    files: Files
    reports: Reports

    async def open(self) -> None:
        """Connect and migrate; several processes may do so at once.

        Raises `Unavailable` when the database does not answer, its sentence for whoever runs the server: which
        database and why, without the password. `code="database_newer"` when a later version wrote the database."""

    async def ping(self) -> None:
        """Raises `Unavailable`."""

    async def close(self) -> None:
        """Idempotent. The store may be opened again."""
