from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Iterator

import bcrypt
import pytest
from tertulia.auth.passwords import BEHIND, PasswordHasher
from tertulia.domain.errors import Busy

from tests.support import eventually

PEPPER = b"p" * 32


@pytest.fixture
def hasher() -> Iterator[PasswordHasher]:
    hasher = PasswordHasher(PEPPER, cost=4, threads=1, queue=3)
    yield hasher
    hasher.close()


class Gate:
    """Holds every hash until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.entered = 0
        real = bcrypt.hashpw

        def held(password: bytes, salt: bytes) -> bytes:
            self.entered += 1
            self.open.wait(10)
            return real(password, salt)

        monkeypatch.setattr(bcrypt, "hashpw", held)


async def test_a_password_fits_its_own_hash_and_no_other(hasher: PasswordHasher) -> None:
    stored = await hasher.hash("correct horse")
    assert await hasher.verify("correct horse", stored)
    assert not await hasher.verify("correct horse ", stored)
    assert not await hasher.verify("", stored)


async def test_each_hash_has_its_own_salt_and_the_asked_cost(hasher: PasswordHasher) -> None:
    first, second = await hasher.hash("same"), await hasher.hash("same")
    assert first != second
    assert first.startswith("$2b$04$")


async def test_what_comes_after_72_bytes_counts(hasher: PasswordHasher) -> None:
    stored = await hasher.hash("x" * 200 + "a")
    assert not await hasher.verify("x" * 200 + "b", stored)


async def test_a_zero_character_does_not_end_a_password(hasher: PasswordHasher) -> None:
    stored = await hasher.hash("abc\x00def")
    assert not await hasher.verify("abc\x00xyz", stored)


async def test_an_accent_may_be_typed_either_way(hasher: PasswordHasher) -> None:
    stored = await hasher.hash("caf\u00e9")
    assert await hasher.verify("cafe\u0301", stored)


async def test_a_stolen_hash_is_useless_without_the_pepper(hasher: PasswordHasher) -> None:
    stored = await hasher.hash("correct horse")
    assert not bcrypt.checkpw(b"correct horse", stored.encode())
    other = PasswordHasher(b"q" * 32, cost=4, threads=1, queue=1)
    assert not await other.verify("correct horse", stored)
    other.close()


async def test_nobody_has_no_password_but_hashes_all_the_same(
    hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    real = bcrypt.checkpw

    def counted(password: bytes, stored: bytes) -> bool:
        seen.append(stored)
        return real(password, stored)

    monkeypatch.setattr(bcrypt, "checkpw", counted)
    assert not await hasher.verify("anything", None)
    assert [s[:7] for s in seen] == [b"$2b$04$"]


async def test_the_loop_goes_on_while_a_password_is_hashed(
    hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    hashing = asyncio.create_task(hasher.hash("x"))
    await eventually(lambda: None if gate.entered else "not being hashed yet")
    assert not hashing.done()
    gate.open.set()
    assert (await hashing).startswith("$2b$")


async def test_one_too_many_is_refused_with_a_time_and_the_others_are_served(
    hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    waiting = [asyncio.create_task(hasher.hash(f"password {n}")) for n in range(4)]
    await eventually(lambda: None if hasher.waiting == 4 else f"{hasher.waiting} wait")
    with pytest.raises(Busy) as refused:
        await hasher.hash("one too many")
    assert refused.value.code == "busy"
    assert refused.value.retry_after_s is not None
    assert refused.value.retry_after_s >= 1
    gate.open.set()
    assert len(set(await asyncio.gather(*waiting))) == 4
    await eventually(lambda: None if hasher.waiting == 0 else "not empty again")


async def test_who_stops_waiting_gives_the_place_back_and_is_not_hashed(
    hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    waiting = [asyncio.create_task(hasher.hash(f"password {n}")) for n in range(4)]
    await eventually(lambda: None if hasher.waiting == 4 and gate.entered == 1 else "not all wait")
    for task in waiting[1:]:
        task.cancel()
    await asyncio.gather(*waiting[1:], return_exceptions=True)
    assert hasher.waiting == 1
    late = asyncio.create_task(hasher.hash("late"))
    gate.open.set()
    assert (await late).startswith("$2b$")
    assert (await waiting[0]).startswith("$2b$")
    assert gate.entered == 2


async def test_who_leaves_while_being_hashed_frees_the_place_exactly_once(
    hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    task = asyncio.create_task(hasher.hash("x"))
    await eventually(lambda: None if gate.entered else "not being hashed yet")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert hasher.waiting == 1
    gate.open.set()
    await eventually(lambda: None if hasher.waiting == 0 else f"{hasher.waiting} wait")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads have no niceness of their own")
async def test_hashing_stands_back_for_whatever_else_there_is_to_do(
    hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    real = bcrypt.hashpw

    def noted(password: bytes, salt: bytes) -> bytes:
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return real(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", noted)
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    await hasher.hash("correct horse battery staple")
    assert found == [max(BEHIND, usual)]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == usual
