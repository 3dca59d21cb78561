"""Some of the faults, each once, in a call of two: that it goes on; how fast is for `make lab` to say."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from lab.fault import Pair, call
from lab.faults.devices import OVERHEARING, take_microphone
from lab.faults.joining import die_during_join
from lab.faults.outages import black_out, change_network, half_open
from lab.shape import HOME
from lab.stage import Stage, stage

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
async def running() -> AsyncIterator[Stage]:
    async with stage("Ana", "Bo") as one:
        yield one


async def seats(pair: Pair) -> tuple[str, str]:
    return await pair.ana.participant_of("Bo"), await pair.bo.participant_of("Ana")


async def goes_on(pair: Pair) -> None:
    """In the room, seen and heard, over one connection and with nobody else there."""
    await pair.ana.is_in_call()
    await pair.sees_and_hears()
    for person, other in ((pair.ana, pair.bo), (pair.bo, pair.ana)):
        await person.hears()
        await person.sees_tiles(f"{person.name} (you)", other.name)
        assert len(await person.open_connections()) == 1


async def test_media_go_on_while_the_way_to_the_server_hangs(running: Stage) -> None:
    async with call(running, "chromium") as pair:
        before = await seats(pair)
        await half_open(pair)
        await pair.sees_and_hears()  # nothing of TCP gets through yet
        await running.net.everywhere(HOME)
        await goes_on(pair)
        assert await seats(pair) == before


async def test_a_call_goes_on_at_another_address(running: Stage) -> None:
    async with call(running, "chromium") as pair:
        before = await seats(pair)
        await change_network(pair)
        await goes_on(pair)
        assert await seats(pair) == before


async def test_a_call_goes_on_after_a_blackout(running: Stage) -> None:
    async with call(running, "chromium") as pair:
        before = await seats(pair)
        await black_out(pair, lasts_s=3)
        await goes_on(pair)
        assert await seats(pair) == before


async def test_two_of_whom_one_loses_more_than_can_be_mended_go_through_the_server(running: Stage) -> None:
    async with call(running, "firefox") as pair:
        before = await seats(pair)
        await running.net.both("ana", HOME.but(loss=0.2))
        for person, other in ((pair.ana, "Bo"), (pair.bo, "Ana")):
            await person.goes(through=1, direct=0)
            await person.hears_through_server(other)
        await pair.sees_and_hears()
        assert await seats(pair) == before


async def test_whoever_comes_in_while_the_server_dies_is_in_and_leaves_no_ghost(running: Stage) -> None:
    async with call(running, "chromium") as pair:
        assert (await die_during_join(pair))["tiles"] == 2
        await goes_on(pair)


async def test_a_microphone_that_is_taken_comes_back_by_a_click_at_most(running: Stage) -> None:
    async with call(running, "chromium", OVERHEARING) as pair:
        await take_microphone(pair)
        await goes_on(pair)
