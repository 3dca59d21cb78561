"""The adapter to the media server: what goes down, what comes back, and what happens when nothing does."""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import cast

import pytest
from tertulia.domain.ids import ParticipantId, RoomCode
from tertulia.media.port import Answered, Bye, Candidate, Failed, Offer
from tertulia.media.sfu import ANSWER_S, SENTENCES, SILENT_OFFERS, NotInstalled, SfuPlane, open_plane

from tests import fake_sfu
from tests.realtime.house import ManualTimers
from tests.support import ManualClock, eventually

CIRCLE, SQUARE = RoomCode("circle"), RoomCode("square")
ANA, BEN = ParticipantId("ana"), ParticipantId("ben")
SDP = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\n"


def offer(pc: str = "a", n: int = 1, epoch: int = 2, sdp: str = SDP) -> Offer:
    return Offer(pc, n, epoch, sdp, {"0": "mic"}, {})


@dataclass
class Ears:
    heard: list[Answered | Failed] = field(default_factory=list)
    gone_count: int = 0

    def answered(self, answer: Answered) -> None:
        self.heard.append(answer)

    def failed(self, failure: Failed) -> None:
        self.heard.append(failure)

    def gone(self) -> None:
        self.gone_count += 1

    async def until(self, count: int) -> list[Answered | Failed]:
        await eventually(lambda: None if len(self.heard) >= count else f"{len(self.heard)} heard of {count}")
        return self.heard


@dataclass
class Bench:
    plane: SfuPlane
    sfu: fake_sfu.Sfu
    ears: Ears
    timers: ManualTimers


@pytest.fixture
async def bench(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    monkeypatch.setitem(sys.modules, "tertulia_sfu", fake_sfu)
    timers, ears = ManualTimers(ManualClock()), Ears()
    plane = open_plane(host="127.0.0.1", port=0, public_ips=["127.0.0.1"], shards=1, after=timers.after)
    plane.listen(ears)
    plane.open_room(CIRCLE)
    yield Bench(plane, cast(fake_sfu.Sfu, plane._sfu), ears, timers)
    await plane.close()


async def test_an_offer_is_answered_under_its_own_number_and_epoch(bench: Bench) -> None:
    bench.plane.order(CIRCLE, ANA, offer(n=1))
    bench.plane.order(CIRCLE, ANA, offer(n=2, epoch=4))
    bench.plane.order(CIRCLE, BEN, offer("b", n=1))
    heard = await bench.ears.until(3)
    assert [(h.participant, h.pc, h.n, h.epoch) for h in heard if isinstance(h, Answered)] == [
        (ANA, "a", 1, 2),
        (ANA, "a", 2, 4),
        (BEN, "b", 1, 2),
    ]
    bench.timers.advance(ANSWER_S * 2)
    assert len(bench.ears.heard) == 3


async def test_what_the_media_server_refuses_is_told_with_its_code(bench: Bench) -> None:
    bench.plane.order(CIRCLE, ANA, offer(sdp="nonsense"))
    (failure,) = await bench.ears.until(1)
    assert failure == Failed(CIRCLE, ANA, "a", 2, "bad_offer", SENTENCES["bad_offer"])


async def test_a_room_that_the_media_server_has_forgotten_is_there_for_the_next_offer(bench: Bench) -> None:
    bench.sfu.close_room(CIRCLE)
    for n in range(2):
        bench.plane.order(CIRCLE, ANA, offer(n=n))
        await bench.ears.until(n + 1)
    first, second = bench.ears.heard
    assert isinstance(first, Failed)
    assert first.code == "unknown_room"
    assert isinstance(second, Answered)


async def test_an_offer_without_an_answer_fails_in_time_and_a_late_answer_is_none(bench: Bench) -> None:
    bench.sfu.silent = True
    bench.plane.order(CIRCLE, ANA, offer())
    bench.timers.advance(ANSWER_S - 0.1)
    assert bench.ears.heard == []
    bench.timers.advance(0.2)
    (failure,) = bench.ears.heard
    assert isinstance(failure, Failed)
    assert failure.code == "media_timeout"
    request = bench.sfu.orders[-1][4]
    bench.plane.heard([{"type": "answer", "request": request, "sdp": "v=0"}])
    assert bench.ears.heard == [failure]


async def test_a_connection_that_is_lost_is_told_but_not_one_that_was_replaced(bench: Bench) -> None:
    bench.plane.order(CIRCLE, ANA, offer("old"))
    bench.plane.order(CIRCLE, ANA, offer("new", epoch=4))
    await bench.ears.until(1)
    bench.sfu.lose(CIRCLE, ANA, pc="old")
    bench.sfu.lose(CIRCLE, ANA, "internal", pc="new")
    await eventually(lambda: None if any(isinstance(h, Failed) for h in bench.ears.heard) else "nothing lost yet")
    lost = [h for h in bench.ears.heard if isinstance(h, Failed)]
    assert [(h.pc, h.epoch, h.code) for h in lost] == [("new", 4, "internal")]


async def test_who_has_left_is_told_nothing_more(bench: Bench) -> None:
    bench.sfu.silent = True
    bench.plane.order(CIRCLE, ANA, offer())
    bench.plane.drop(CIRCLE, ANA)
    bench.timers.advance(ANSWER_S * 2)
    bench.plane.heard([{"type": "lost", "room": "circle", "participant": "ana", "pc": "a", "code": "timeout"}])
    assert bench.ears.heard == []
    assert bench.sfu.names()[-1] == "drop"


async def test_candidates_and_byes_are_those_of_the_connection_there_is(bench: Bench) -> None:
    bench.plane.order(CIRCLE, ANA, Candidate("a", 2, "candidate:1"))
    bench.plane.order(CIRCLE, ANA, offer())
    bench.plane.order(CIRCLE, ANA, Candidate("a", 2, "candidate:2"))
    bench.plane.order(CIRCLE, ANA, Candidate("other", 2, "candidate:3"))
    bench.plane.order(CIRCLE, ANA, Candidate("a", 2, ""))
    bench.plane.order(CIRCLE, ANA, Bye("other"))
    assert bench.sfu.names() == ["open_room", "offer", "candidate"]
    bench.plane.order(CIRCLE, ANA, Bye("a"))
    assert bench.sfu.orders[-1] == ("drop", "circle", "ana")


@pytest.mark.parametrize("how", ["it says so", "it raises", "it is silent", "its numbers cannot be had"])
async def test_a_media_server_that_dies_is_noticed_once_and_everyone_connected_is_told(bench: Bench, how: str) -> None:
    for who in (ANA, BEN):
        bench.plane.order(CIRCLE, who, offer())
    await bench.ears.until(2)
    del bench.ears.heard[:]
    if how == "it says so":
        bench.sfu.say({"type": "stopped", "message": "a thread ended"})
    elif how == "it raises":
        bench.sfu.broken = True
        bench.plane.open_room(SQUARE)
    elif how == "its numbers cannot be had":
        bench.sfu.broken = True
        bench.plane.stats()
    else:
        bench.sfu.silent = True
        for n in range(2, 5):
            bench.plane.order(CIRCLE, ANA, offer(n=n))
            bench.timers.advance(ANSWER_S)
            assert bench.plane.can_forward
        bench.timers.advance(ANSWER_S)
    await eventually(lambda: "still there" if bench.plane.can_forward else None)
    assert bench.ears.gone_count == 1
    told = {(h.participant, h.code) for h in bench.ears.heard if isinstance(h, Failed)}
    assert {(ANA, "media_gone"), (BEN, "media_gone")} <= told
    bench.plane.order(CIRCLE, ANA, offer(n=9))
    bench.plane.close_room(CIRCLE)
    assert bench.plane.stats().gauges["up"] == 0
    assert bench.ears.gone_count == 1
    await eventually(lambda: None if bench.sfu.closed else "what is left of it is not closed")


async def test_now_and_then_no_answer_is_not_the_end(bench: Bench) -> None:
    for n in range(1, 2 * SILENT_OFFERS + 2):
        bench.sfu.silent = n % 2 == 0
        bench.plane.order(CIRCLE, ANA, offer(n=n))
        if bench.sfu.silent:
            bench.timers.advance(ANSWER_S)
        await bench.ears.until(n)
    assert bench.plane.can_forward


async def test_when_it_was_us_who_slept_its_answers_are_still_taken(bench: Bench) -> None:
    bench.sfu.silent = True
    for n in range(1, SILENT_OFFERS + 1):
        bench.plane.order(CIRCLE, ANA, offer(n=n))
    bench.timers.advance(ANSWER_S)
    bench.plane.heard([{"type": "answer", "request": bench.sfu.orders[-1][4], "sdp": "v=0"}])
    bench.timers.advance(ANSWER_S * 2)
    assert bench.plane.can_forward
    bench.sfu.silent = False
    bench.plane.order(CIRCLE, ANA, offer(n=9))
    await eventually(lambda: None if isinstance(bench.ears.heard[-1], Answered) else "no answer yet")


async def test_an_offer_that_cannot_even_be_handed_over_is_refused_alone(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")

    monkeypatch.setattr(bench.sfu, "offer", refuse)
    bench.plane.order(CIRCLE, ANA, offer())
    (failure,) = bench.ears.heard
    assert isinstance(failure, Failed)
    assert failure.code == "bad_offer"
    assert bench.plane.can_forward


async def test_what_it_says_that_we_do_not_know_costs_nothing(bench: Bench) -> None:
    bench.plane.heard([{"type": "weather"}, {"type": "answer"}, {}, {"type": "refused", "request": "1"}])
    bench.plane.order(CIRCLE, ANA, offer())
    await bench.ears.until(1)


async def test_its_counters_are_shown_under_its_own_names(bench: Bench) -> None:
    bench.plane.order(CIRCLE, ANA, offer())
    await bench.ears.until(1)
    bench.sfu._counts["packets_in"] = 7
    stats = bench.plane.stats()
    assert stats.counters["packets_in"] == 7
    assert stats.counters["answers"] == 1
    assert stats.gauges == {"up": 1, "paths": 1, "rooms_open": 1, "peers_udp": 1, "peers_tcp": 0}
    assert [peer["participant"] for peer in stats.peers] == ["ana"]


def test_without_the_module_there_is_no_plane_and_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tertulia_sfu", None)
    with pytest.raises(NotInstalled, match="tertulia_sfu"):
        open_plane(host="127.0.0.1", port=0, public_ips=[], shards=1, after=ManualTimers(ManualClock()).after)


async def test_a_port_in_use_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tertulia_sfu", fake_sfu)
    after = ManualTimers(ManualClock()).after
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(OSError, match="in use"):
            open_plane(host="127.0.0.1", port=taken.getsockname()[1], public_ips=[], shards=1, after=after)
