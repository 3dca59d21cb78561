"""Polling and websocket: opening, moving over, who may connect, who reads too slowly, and the end."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
import websockets.asyncio.client as ws
from tertulia.realtime.polling import Polling

from tests.realtime.house import House, house
from tests.realtime.peers import Peer, Raw
from tests.support import eventually

PATH = "/socket.io/"
POLL = {"EIO": "4", "transport": "polling"}


class Poller:
    """Engine.IO over HTTP by hand."""

    def __init__(self, home: House) -> None:
        self.http = httpx.AsyncClient(base_url=home.url, timeout=10)
        self.sid = ""

    async def open(self) -> Poller:
        answer = await self.http.get(PATH, params=POLL)
        assert answer.status_code == 200
        self.sid = json.loads(answer.text[1:])["sid"]
        return self

    async def get(self) -> httpx.Response:
        return await self.http.get(PATH, params={**POLL, "sid": self.sid})

    async def post(self, body: str | bytes) -> httpx.Response:
        return await self.http.post(PATH, params={**POLL, "sid": self.sid}, content=body)


async def until_a_poll_waits(home: House) -> None:
    def waits() -> str | None:
        carriers = [connection.carrier for connection in home.gateway.engine._connections.values()]
        return None if any(isinstance(c, Polling) and c._poll is not None for c in carriers) else "no poll waits"

    await eventually(waits)


async def test_a_poll_carries_several_packets_and_waits_when_there_are_none(home: House) -> None:
    poller = await Poller(home).open()
    await poller.post('40\x1e421["join-call",{"room":"circle","name":"Ana","protocol":1}]')
    packets = (await poller.get()).text.split("\x1e")
    assert [packet[:2] for packet in packets] == ["40", "43"]
    waiting = asyncio.create_task(poller.get())
    ben = await Peer.ours(home, "circle", "Ben")
    assert "room-changes" in (await waiting).text
    assert ben.ack["ok"]


async def test_the_greeting_tells_the_limits(home: House) -> None:
    answer = await httpx.AsyncClient(base_url=home.url).get(PATH, params=POLL)
    greeting = json.loads(answer.text[1:])
    assert greeting["upgrades"] == ["websocket"]
    assert greeting["maxPayload"] == 65536
    assert (greeting["pingInterval"], greeting["pingTimeout"]) == (2500, 3000)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"EIO": "3", "transport": "polling"}, 5),
        ({"transport": "polling"}, 5),
        ({"EIO": "4", "transport": "pigeon"}, 0),
        ({"EIO": "4"}, 0),
        ({**POLL, "sid": "nobody"}, 1),
        ({**POLL, "j": "0"}, 0),
    ],
)
async def test_what_is_no_handshake_is_refused_with_the_codes_of_the_protocol(
    home: House, params: dict[str, str], code: int
) -> None:
    answer = await httpx.AsyncClient(base_url=home.url).get(PATH, params=params)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_two_polls_at_once_end_the_connection(home: House) -> None:
    poller = await Poller(home).open()
    first = asyncio.create_task(poller.get())
    await until_a_poll_waits(home)
    assert (await poller.get()).status_code == 400
    assert (await first).text.endswith("1")


@pytest.mark.parametrize("body", [b"\xff\xfe", b"b!!!", b"9", b"", b"4" * 300_000, b"2\x1e" * 2000])
async def test_a_post_that_is_no_payload_ends_the_connection_and_no_other(home: House, body: bytes) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    poller = await Poller(home).open()
    await poller.post("40")
    await poller.post(body)
    assert (await poller.post("40")).status_code == 400
    await ana.round_trip()


async def test_a_polling_client_moves_to_a_websocket_and_loses_nothing(home: House) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    poller = await Poller(home).open()
    await poller.post('40\x1e421["join-call",{"room":"circle","name":"Ben","protocol":1}]')
    joined = await poller.get()
    ben = json.loads(joined.text.split("\x1e431")[1])[0]["you"]["id"]
    waiting = asyncio.create_task(poller.get())
    url = f"ws://127.0.0.1:{home.port}{PATH}?EIO=4&transport=websocket&sid={poller.sid}"
    async with ws.connect(url, compression=None) as socket:
        await socket.send("2probe")
        assert await socket.recv() == "3probe"
        assert (await waiting).text == "6"
        await ana.call("signal", ben, {"ice": 1})
        await socket.send("5")
        await ana.call("signal", ben, {"ice": 2})
        assert [json.loads(str(await socket.recv())[2:])[2] for _ in range(2)] == [{"ice": 1}, {"ice": 2}]
        assert (await poller.get()).status_code == 400
        await socket.send(f'42["signal","{ana.id}",{{"ice":3}}]')
        assert (await ana.until("signal"))[0][1] == {"ice": 3}


async def test_a_websocket_that_does_not_get_through_leaves_the_polling_client_as_it_was(home: House) -> None:
    poller = await Poller(home).open()
    await poller.post("40")
    url = f"ws://127.0.0.1:{home.port}{PATH}?EIO=4&transport=websocket&sid={poller.sid}"
    async with ws.connect(url, compression=None) as socket:
        await socket.send("2probe")
        await socket.recv()
    assert (await poller.get()).text.startswith("40")
    await poller.post('421["sync-room"]')
    assert "not_in_room" in (await poller.get()).text


async def test_a_socket_id_is_public_and_opens_nobodys_connection(home: House) -> None:
    ana = await Peer.original(home, "circle", ["polling"])
    answer = await httpx.AsyncClient(base_url=home.url).get(PATH, params={**POLL, "sid": ana.id})
    assert (answer.status_code, answer.json()["code"]) == (400, 1)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://127.0.0.1:PORT", 200),
        ("https://127.0.0.1:PORT", 200),
        ("https://app.example.org", 200),
        ("https://app.example.org.evil.test", 403),
        ("http://app.example.org", 403),
        ("https://evil.test", 403),
        ("http://127.0.0.1", 403),
        ("null", 403),
        ("", 403),
    ],
)
async def test_pages_of_others_may_not_connect_unless_they_are_on_the_list(origin: str | None, status: int) -> None:
    async with house(cors_origins="https://app.example.org, https://b.example.org") as home:
        headers = {} if origin is None else {"origin": origin.replace("PORT", str(home.port))}
        answer = await httpx.AsyncClient(base_url=home.url).get(PATH, params=POLL, headers=headers)
        assert answer.status_code == status
        if status == 200 and origin is not None:
            assert answer.headers["access-control-allow-origin"] == headers["origin"]
        assert "*" not in answer.headers.get("access-control-allow-origin", "")
        if status == 403:
            with pytest.raises(Exception, match="403"):
                await Raw.open(home, additional_headers=headers)


async def test_a_silent_client_is_pinged_and_then_given_up() -> None:
    async with house(manual_time=True) as home:
        silent, polite = await Raw.open(home), await Raw.open(home)
        home.pass_time(2.5)
        for raw in (silent, polite):
            assert await raw.receive() == "2"
        await polite.send("3")
        await polite.ask("sync-room")
        home.pass_time(2.9)
        assert home.gateway.stats()["sockets"] == 2
        home.pass_time(0.2)
        await silent.until_closed()
        await polite.ask("sync-room")
        assert home.gateway.meters.closed == {"ping timeout": 1}


async def test_a_reader_that_does_not_read_is_cut_and_may_resume() -> None:
    async with house(unread_bytes=65536, signals_burst=100_000, signals_per_s=100_000) as home:
        ana = await Peer.ours(home, "circle", "Ana")
        ben = await Peer.ours(home, "circle", "Ben")
        slow = await Raw.open(home, max_queue=1)
        joined = await slow.ask("join-call", {"room": "circle", "name": "Slow", "protocol": 1})
        slow.connection.transport.pause_reading()
        big = {"ice": "x" * 30_000}
        for _ in range(1000):
            if home.gateway.meters.closed["slow"]:
                break
            assert (await ana.call("signal", joined["you"]["id"], big))["ok"]
        assert home.gateway.meters.closed["slow"] == 1
        assert (await ana.call("signal", ben.id, {"ice": None}))["ok"]
        assert len(await ben.until("signal")) == 1
        again = await Peer.at(home)
        await again.join("circle", "Slow", resume=joined["resume"])
        assert again.ack["resumed"]


async def test_a_poller_that_does_not_poll_is_cut() -> None:
    async with house(unread_bytes=65536, signals_burst=10_000) as home:
        ana = await Peer.ours(home, "circle", "Ana")
        poller = await Poller(home).open()
        await poller.post('40\x1e421["join-call",{"room":"circle","name":"Slow","protocol":1}]')
        answer = (await poller.get()).text
        slow = json.loads(answer.split("\x1e431")[1])[0]["you"]["id"]
        for _ in range(4):
            await ana.call("signal", slow, {"ice": "x" * 30_000})
        await eventually(lambda: None if home.gateway.meters.closed["slow"] else "not cut yet")


async def test_at_the_end_everyone_is_let_go_of_the_waiting_polls_too(home: House) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    poller = await Poller(home).open()
    await poller.post("40")
    await poller.get()
    waiting = asyncio.create_task(poller.get())
    await until_a_poll_waits(home)
    home.gateway.hang_up()
    assert (await waiting).text == "1"
    await ana.until_gone()
    assert (await httpx.AsyncClient(base_url=home.url).get(PATH, params=POLL)).status_code == 503


async def test_an_address_that_opens_too_many_connections_waits_and_nobody_who_is_in_notices() -> None:
    async with house(connections_per_10s_address=3) as home:
        ana = await Peer.ours(home, "circle", "Ana")
        poller = await Poller(home).open()
        await Poller(home).open()
        refused = await poller.http.get(PATH, params=POLL)
        assert refused.status_code == 429
        assert "Too many new connections" in refused.json()["message"]
        with pytest.raises(ws.InvalidStatus) as closed:
            await ws.connect(f"{home.url.replace('http', 'ws')}{PATH}?EIO=4&transport=websocket")
        assert closed.value.response.status_code == 403  # before it is accepted ASGI knows no other answer
        assert (await poller.post("40")).status_code == 200  # one that stands
        assert ana.ack["ok"]
