"""The part of the promises in `base` that is the same for every database: time, errors, text."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from tertulia.domain.errors import TertuliaError, Unavailable
from tertulia.store.rows import refuse_unstorable

P = ParamSpec("P")
R = TypeVar("R")


class Database(Protocol):
    place: str
    timeout_s: float

    def refusal(self, failure: Exception) -> TertuliaError | None:
        """What a driver's error means to our callers; None when it is not the driver's (a bug of ours)."""


class Part(Protocol):
    """A part of a store: its users, its chat, ..."""

    _db: Any


S = TypeVar("S", bound=Part)

_abandoned: set[asyncio.Future[Any]] = set()


def promised(
    method: Callable[Concatenate[S, P], Awaitable[R]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, R]]:
    """Every public method of every store: it answers in time, with our errors, and only storable text goes in."""

    @functools.wraps(method)
    async def kept(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
        for value in (*args, *kwargs.values()):
            refuse_unstorable(value)
        return await ask(self._db, method(self, *args, **kwargs))

    return cast(Callable[Concatenate[S, P], Coroutine[Any, Any, R]], kept)


async def ask(db: Database, question: Awaitable[R]) -> R:
    """The answer within `db.timeout_s`, or `Unavailable`; a driver's error as what it means to us.

    The question runs as a task of its own. One that takes too long is cancelled and not waited for: closing
    a connection to a host that is gone takes time, too. One whose asker was cancelled goes on, because to
    cut it short would cost its connection; the drivers' own timeouts bound it.
    """
    task = asyncio.ensure_future(question)
    try:
        done, _ = await asyncio.wait({task}, timeout=db.timeout_s)
    except asyncio.CancelledError:
        _abandon(task)
        raise
    if not done:
        task.cancel()
        _abandon(task)
        raise Unavailable("The database does not answer.") from TimeoutError(f"no answer in {db.timeout_s} s")
    try:
        return task.result()
    except TertuliaError:
        raise
    except Exception as failure:
        refusal = db.refusal(failure)
        if refusal is None:
            raise
        raise refusal from failure


@asynccontextmanager
async def opened(db: Database) -> AsyncIterator[None]:
    """Around the opening of a store: here, where only whoever runs the server reads it, the sentence says which
    database does not answer and why."""
    try:
        yield
    except Unavailable as unavailable:
        raise Unavailable(f"{db.place}: {_why(unavailable)}", code=unavailable.code) from unavailable.__cause__
    except TertuliaError:
        raise
    except Exception as failure:
        if db.refusal(failure) is None:
            raise
        raise Unavailable(f"{db.place}: {_why(failure)}") from failure


def _why(failure: BaseException) -> str:
    """The innermost reason in one line. Drivers put hosts, names and codes in it, but no passwords."""
    if isinstance(failure, Unavailable) and failure.code != Unavailable.code:
        return failure.message
    reason: BaseException = failure
    while reason.__cause__ is not None:
        reason = reason.__cause__
    sentence = str(reason).partition(" (configured timeouts")[0]  # from there on PyMongo describes the topology
    return " ".join(sentence.split()) or type(reason).__name__


def _abandon(task: asyncio.Future[Any]) -> None:
    """Keep a task that nobody waits for alive, and its outcome from being reported as forgotten."""
    _abandoned.add(task)
    task.add_done_callback(_abandoned.discard)
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
