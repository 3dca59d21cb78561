"""Clients that share no code with ours, written from `docs/protocol.md`, in a room with a browser."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from conftest import Invite
from harness.browsers import Kind
from harness.peer import Client, MediaPeer
from harness.person import Person
from harness.server import Server
from harness.waiting import eventually


class Clients:
    """Clients of one test, gone when it ends."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._all: list[Client] = []

    def plain(self, name: str, *, transports: tuple[str, ...] = ("websocket",)) -> Client:
        return self._kept(Client(name, self.url, transports=transports))

    def media(self, name: str, *, offers_first: bool = False) -> MediaPeer:
        peer = MediaPeer(name, self.url, offers_first=offers_first)
        self._kept(peer)
        return peer

    async def go(self) -> None:
        for client in self._all:
            await client.go()

    def _kept(self, client: Client) -> Client:
        self._all.append(client)
        return client


@pytest.fixture
async def clients(server: Server) -> AsyncIterator[Clients]:
    made = Clients(server.url)
    yield made
    await made.go()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_plain_client_joins_chats_and_is_told_who_comes_and_goes(
    invite: Invite, clients: Clients, room: str, transport: str
) -> None:
    ana = await invite("Ana")
    await ana.join(room)
    await ana.say("before")
    await ana.reads("before")
    ana_id = await ana.participant_of("Ana (you)")
    pia = clients.plain("Pia", transports=(transport,))

    await pia.join(f"https://somewhere.else/any/{room}/?x=1")

    assert pia.present == [ana_id, pia.id]
    await pia.is_told("user-joined", pia.id, [ana_id, pia.id])
    await pia.is_told("chat-message", "before", "Ana", ana_id)
    await pia.say("hello from a terminal")
    await pia.is_told("chat-message", "hello from a terminal", "Pia", pia.id)
    await ana.reads("before", "hello from a terminal")
    await ana.say("hello terminal")
    await pia.is_told("chat-message", "hello terminal", "Ana", ana_id)
    await ana.leave()
    await pia.is_told("user-left", ana_id)
    assert pia.present == [pia.id]


async def test_a_second_join_moves_a_plain_client_and_never_doubles_it(
    invite: Invite, clients: Clients, room: str
) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.join(f"{room}-one")
    await bo.join(f"{room}-two")
    pia = clients.plain("Pia")
    await pia.join(f"/{room}-one")
    await tiles_count(ana, 2)

    await pia.join(f"/{room}-two")

    await tiles_count(bo, 2)
    await tiles_count(ana, 1)


async def test_a_signal_goes_to_one_participant_of_the_same_room_only(clients: Clients, room: str) -> None:
    first, second, third, stranger = [clients.plain(name) for name in ("First", "Second", "Third", "Stranger")]
    for client in (first, second, third):
        await client.join(f"/{room}")
    await stranger.join(f"/{room}-elsewhere")
    message = {"ice": {"candidate": ""}, "ours": [1, 2]}

    await stranger.socket.emit("signal", (second.id, message))
    await first.socket.emit("signal", (stranger.id, message))
    await first.socket.emit("signal", (second.id, message))
    text = json.dumps({"sdp": {"type": "offer", "sdp": "v=0"}}, separators=(" , ", " : "))
    await first.socket.emit("signal", (second.id, text))
    await second.is_told("signal", first.id, message)
    await second.is_told("signal", first.id, text)

    assert second.all_told("signal") == [(first.id, message), (first.id, text)]
    assert third.all_told("signal") == stranger.all_told("signal") == []


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
async def test_an_independent_media_peer_answers_the_browsers_offer(
    invite: Invite, clients: Clients, room: str, kind: Kind
) -> None:
    ana, pia = await invite("Ana", kind), clients.media("Pia")
    await ana.join(room)
    await pia.join(f"/{room}")

    await they_see_and_hear_each_other(ana, pia)


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
async def test_an_independent_media_peer_may_offer_first_as_a_newcomer(
    invite: Invite, clients: Clients, room: str, kind: Kind
) -> None:
    ana, pia = await invite("Ana", kind), clients.media("Pia", offers_first=True)
    await ana.join(room)
    await pia.join(f"/{room}")

    await they_see_and_hear_each_other(ana, pia)


@pytest.mark.parametrize("offers_first", [False, True])
async def test_our_newcomer_meets_an_independent_media_peer_who_was_there_first(
    invite: Invite, clients: Clients, room: str, offers_first: bool
) -> None:
    """Offers-first peers say nothing to newcomers: then ours has to begin."""
    ana, pia = await invite("Ana"), clients.media("Pia", offers_first=offers_first)
    await pia.join(f"/{room}")
    await ana.join(room)

    await they_see_and_hear_each_other(ana, pia)


async def they_see_and_hear_each_other(ana: Person, pia: MediaPeer) -> None:
    await tiles_count(ana, 2)
    label = next(each for each in await ana.tiles() if each != f"{ana.name} (you)")
    await ana.sees(label)
    await ana.hears()
    await pia.receives()
    assert len(await ana.open_connections()) == 1
    await pia.go()
    await ana.sees_tiles(f"{ana.name} (you)")


async def tiles_count(person: Person, wanted: int) -> None:
    async def why_not() -> str | None:
        found = await person.tiles()
        return None if len(found) == wanted else f"{person.name} sees {found}"

    await eventually(why_not)
