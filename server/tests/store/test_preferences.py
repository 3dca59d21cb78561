from __future__ import annotations

import asyncio

import pytest
from tertulia.domain.errors import Conflict
from tertulia.domain.ids import UserId
from tertulia.store.base import Store

from tests.store.samples import after, some_preferences

USER = UserId("user-1")


async def test_somebody_who_set_nothing_has_none(store: Store) -> None:
    await store.preferences.put(some_preferences(user_id=UserId("eva")))
    assert await store.preferences.get(USER) is None


async def test_the_last_version_is_kept_whole(store: Store) -> None:
    second = some_preferences(2, settings='{"theme":"dark","ñ":"👋"}', changed_at=after(60))
    await store.preferences.put(some_preferences(1))
    await store.preferences.put(second)
    assert await store.preferences.get(USER) == second


@pytest.mark.parametrize("version", [1, 2, 4])
async def test_a_version_made_from_another_than_the_kept_one_is_refused(store: Store, version: int) -> None:
    await store.preferences.put(some_preferences(1))
    await store.preferences.put(kept := some_preferences(2))
    with pytest.raises(Conflict) as refused:
        await store.preferences.put(some_preferences(version, settings='{"late":true}'))
    assert refused.value.code == "settings_changed"
    assert await store.preferences.get(USER) == kept


@pytest.mark.parametrize("before", [0, 1])
async def test_of_many_who_change_the_same_version_one_wins(store: Store, before: int) -> None:
    for version in range(1, before + 1):
        await store.preferences.put(some_preferences(version))
    wishes = [some_preferences(before + 1, settings=f'{{"n":{n}}}') for n in range(8)]
    outcomes = await asyncio.gather(*(store.preferences.put(wish) for wish in wishes), return_exceptions=True)
    winners = [wish for wish, outcome in zip(wishes, outcomes, strict=True) if outcome is None]
    assert {type(outcome) for outcome in outcomes if outcome is not None} == {Conflict}
    assert winners == [await store.preferences.get(USER)]
