from __future__ import annotations

import asyncio

import pytest
from tertulia.domain.errors import Conflict
from tertulia.domain.ids import UserId
from tertulia.store.base import Store

from tests.store.samples import a_user


async def test_a_user_is_found_by_username_and_by_id(store: Store) -> None:
    ana = a_user("ana")
    await store.users.add(ana)
    assert await store.users.by_username("ana") == ana
    assert await store.users.by_id(ana.id) == ana


async def test_somebody_who_never_registered_is_not_found(store: Store) -> None:
    await store.users.add(a_user("ana"))
    assert await store.users.by_username("an") is None
    assert await store.users.by_username("ana%") is None
    assert await store.users.by_id(UserId("nobody")) is None


@pytest.mark.parametrize(
    ("taken", "wanted"),
    [
        ("Ana", "aNA"),
        ("jose\u0301", "JOS\u00c9"),  # NFD and NFC, lower and upper
        ("Straße", "STRASSE"),
        ("Ωμέγα", "ωΜΈΓΑ"),
        ("\u0390", "\u03aa\u0301"),  # ΐ and its capital, which fold to different spellings of one letter
        ("α\u0345\u0301", "α\u0301\u0345"),  # the same letter with its marks in another order
    ],
)
async def test_a_username_is_taken_however_it_is_written(store: Store, taken: str, wanted: str) -> None:
    first = a_user(taken)
    await store.users.add(first)
    with pytest.raises(Conflict) as refused:
        await store.users.add(a_user(wanted))
    assert (refused.value.code, refused.value.field) == ("username_taken", "username")
    assert await store.users.by_username(wanted) == first  # as it was written first


async def test_a_different_username_is_free(store: Store) -> None:
    others = ["ana", "ana1", "an\u0430", "ána", "a na", "ana "]  # the third with a Cyrillic а
    for other in others:
        await store.users.add(a_user(other))
    found = [await store.users.by_username(other) for other in others]
    assert [user.username for user in found if user is not None] == others


async def test_of_many_who_want_a_username_at_once_one_gets_it(store: Store) -> None:
    wanting = [a_user("Ana" if n % 2 else "aNA", name=f"Ana {n}") for n in range(12)]
    outcomes = await asyncio.gather(*(store.users.add(user) for user in wanting), return_exceptions=True)
    winners = [user for user, outcome in zip(wanting, outcomes, strict=True) if outcome is None]
    assert len(winners) == 1
    assert {type(outcome) for outcome in outcomes if outcome is not None} == {Conflict}
    assert await store.users.by_username("ana") == winners[0]
    losers = [user for user in wanting if user is not winners[0]]
    assert [await store.users.by_id(user.id) for user in losers] == [None] * len(losers)


async def test_an_id_is_never_given_twice(store: Store) -> None:
    ana = a_user("ana")
    await store.users.add(ana)
    with pytest.raises(Conflict):
        await store.users.add(a_user("eva", id=ana.id))
    assert await store.users.by_id(ana.id) == ana
    assert await store.users.by_username("eva") is None
