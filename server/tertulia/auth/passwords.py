"""Passwords: slow to guess, off the event loop, and no faster to refuse for who does not exist."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import os
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import bcrypt

from tertulia.domain.errors import Busy

T = TypeVar("T")


BEHIND = 10
"""How much less a thread that hashes is than one that forwards media or answers (nice(2)), where a thread can be."""


def _stand_back() -> None:
    """Whoever signs in can wait for a moment; who talks cannot. (Linux gives each thread a niceness of its own.)"""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)


class PasswordHasher:
    """bcrypt over base64(HMAC-SHA-256(pepper, password)).

    The HMAC makes every password 44 bytes (bcrypt reads 72 and no NUL), and a stolen database useless
    without the pepper. Passwords are compared in NFC, because keyboards disagree on how to write an "é".

    threads: hashes at the same time. queue: how many may wait beyond those; the next one is refused with
    `Busy(code="busy")`. Nothing here runs on the event loop, and bcrypt releases the GIL.
    """

    def __init__(self, pepper: bytes, *, cost: int, threads: int, queue: int) -> None:
        self._pepper = pepper
        self._cost = cost
        self._threads = threads
        self._most = threads + queue
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="bcrypt", initializer=_stand_back)
        self._lock = threading.Lock()
        self._unfinished = 0
        self._typical_s = 0.25 * 2.0 ** (cost - 12)
        self._nobody = bcrypt.gensalt(cost) + b"." * 31  # well-formed, and no password's hash

    @property
    def waiting(self) -> int:
        """Passwords in the queue or being hashed."""
        return self._unfinished

    async def hash(self, password: str) -> str:
        return (await self._run(lambda: bcrypt.hashpw(self._peppered(password), bcrypt.gensalt(self._cost)))).decode()

    async def verify(self, password: str, stored: str | None) -> bool:
        """stored: the hash of the account, None when there is no such account; that takes as long."""
        wanted = self._nobody if stored is None else stored.encode()
        matches = await self._run(lambda: bcrypt.checkpw(self._peppered(password), wanted))
        return matches and stored is not None

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _peppered(self, password: str) -> bytes:
        text = unicodedata.normalize("NFC", password).encode()
        return base64.b64encode(hmac.new(self._pepper, text, hashlib.sha256).digest())

    async def _run(self, work: Callable[[], T]) -> T:
        with self._lock:
            if self._unfinished >= self._most:
                wait_s = max(1.0, self._unfinished * self._typical_s / self._threads)
                raise Busy(
                    "Too many people are signing in. Please try again shortly.", code="busy", retry_after_s=wait_s
                )
            self._unfinished += 1
        job = self._pool.submit(self._timed, work)
        job.add_done_callback(self._done)  # also when whoever waited has gone: a place is freed exactly once
        return await asyncio.wrap_future(job)

    def _timed(self, work: Callable[[], T]) -> T:
        began = time.perf_counter()
        outcome = work()
        self._typical_s += 0.2 * (time.perf_counter() - began - self._typical_s)
        return outcome

    def _done(self, _job: Future[T]) -> None:
        with self._lock:
            self._unfinished -= 1
