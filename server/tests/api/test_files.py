"""POST /meetings/{code}/files, GET and DELETE /files/{id}, and how long a file is kept"""

from __future__ import annotations

import struct
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tertulia.auth.passes import SeatPass, SeatPasses
from tertulia.domain.commands import LeaveSeat, TakeSeat
from tertulia.domain.ids import ParticipantId, RoomCode, SittingId, SocketId, UserId

from tests.api.conftest import SECRET, Build, House, bearer, problem

CIRCLE = RoomCode("circle")
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\0" * 64
URL = f"/api/v1/meetings/{CIRCLE}/files"


async def sit(house: House, name: str, *, user_id: str | None = None, room: RoomCode = CIRCLE) -> dict[str, str]:
    """Takes a seat, and shows its pass."""
    live = await house.app.rooms.open(room)
    user = UserId(user_id) if user_id else None
    house.app.rooms.seat(live, TakeSeat(ParticipantId(name), SocketId(name), name, user, 1))
    seat = SeatPass(ParticipantId(name), room, live.sitting, user)
    return bearer(SeatPasses(SECRET.key("seat")).issue(seat, house.clock.now().timestamp()))


def stand_up(house: House, name: str) -> None:
    house.app.rooms.unseat(SocketId(name), LeaveSeat(SocketId(name)))


async def send(
    house: House, who: dict[str, str], body: bytes = PNG, name: str = "plan.png", *, url: str = URL
) -> httpx.Response:
    return await house.http.post(url, headers={**who, "X-File-Name": quote(name)}, content=body)


async def sent(house: House, who: dict[str, str], body: bytes = PNG, name: str = "plan.png") -> str:
    answer = await send(house, who, body, name)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def on_disk(house: House) -> list[Path]:
    return [path for path in (house.settings.data_dir / "files").rglob("*") if path.is_file()]


async def test_whoever_sits_in_the_room_may_share_and_fetch_guests_too(house: House) -> None:
    ana, bo = await sit(house, "ana"), await sit(house, "bo")
    answer = await send(house, ana, PNG, "Más «planos».png")
    file = answer.json()
    assert (file["name"], file["media_type"], file["size"]) == ("Más «planos».png", "image/png", len(PNG))
    assert (file["width"], file["height"]) == (640, 480)
    got = await house.http.get(f"/api/v1/files/{file['id']}", headers=bo)
    assert (got.status_code, got.content, got.headers["content-type"]) == (200, PNG, "image/png")


async def test_a_file_runs_nothing_and_is_never_shown_as_a_page(house: House) -> None:
    ana = await sit(house, "ana")
    for name, body in (
        ("page.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg onload='alert(1)'/>"),
        ("fake.png", b"<b>"),
    ):
        got = await house.http.get(f"/api/v1/files/{await sent(house, ana, body, name)}", headers=ana)
        assert got.headers["content-type"] == "application/octet-stream"
        assert got.headers["content-disposition"].startswith("attachment")
        assert got.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "no-store" in got.headers["cache-control"]


async def test_nobody_else_may(house: House) -> None:
    ana, eve = await sit(house, "ana"), await sit(house, "eve", room=RoomCode("elsewhere"))
    id = await sent(house, ana)
    url = f"/api/v1/files/{id}"
    account = await house.signed_in("zoe")
    problem(await send(house, eve), 403, "not_in_room")
    problem(await send(house, account), 401, "pass_invalid")
    problem(await send(house, {}), 401, "pass_invalid")
    problem(await house.http.get(url), 401, "token_missing")
    problem(await house.http.get(url, headers=bearer("x.y.z")), 401, "token_invalid")
    for stranger in (eve, account):
        problem(await house.http.get(url, headers=stranger), 404, "file_not_found")
        assert (await house.http.delete(url, headers=stranger)).status_code in (401, 404)
    stand_up(house, "ana")
    problem(await send(house, ana), 403, "not_in_room")
    problem(await house.http.get(url, headers=ana), 404, "file_not_found")


async def test_afterwards_those_have_it_whose_history_has_the_meeting_until_the_last_lets_go(house: House) -> None:
    ana, bo = await house.signed_in("ana"), await house.signed_in("bob")
    seat = await sit(house, "guest")
    id = await sent(house, seat)
    add = {"meeting_code": "circle"}
    lines = [
        (await house.http.post("/api/v1/users/add_to_activity", headers=h, json=add)).json()["id"] for h in (ana, bo)
    ]
    stand_up(house, "guest")
    for who in (ana, bo):
        assert (await house.http.get(f"/api/v1/files/{id}", headers=who)).content == PNG

    await house.http.delete(f"/api/v1/users/activity/{lines[0]}", headers=ana)
    problem(await house.http.get(f"/api/v1/files/{id}", headers=ana), 404, "file_not_found")
    assert (await house.http.get(f"/api/v1/files/{id}", headers=bo)).content == PNG
    await house.http.delete(f"/api/v1/users/activity/{lines[1]}", headers=bo)
    assert on_disk(house) == []


async def test_who_forgets_a_meeting_that_goes_on_takes_nothing_from_those_inside(house: House) -> None:
    ana, seat = await house.signed_in("ana"), await sit(house, "guest")
    id = await sent(house, seat)
    line = (await house.http.post("/api/v1/users/add_to_activity", headers=ana, json={"meeting_code": "circle"})).json()
    await house.http.delete(f"/api/v1/users/activity/{line['id']}", headers=ana)
    assert (await house.http.get(f"/api/v1/files/{id}", headers=seat)).content == PNG


async def test_too_much_is_refused_and_leaves_nothing(build: Build) -> None:
    house = await build(file_bytes=100, meeting_files_bytes=150)
    ana = await sit(house, "ana")
    problem(await send(house, ana, b"x" * 101), 413, "file_too_large")

    async def unannounced():  # type: ignore[no-untyped-def]
        for _ in range(3):
            yield b"x" * 50

    headers = {**ana, "X-File-Name": "big"}
    problem(await house.http.post(URL, headers=headers, content=unannounced()), 413, "file_too_large")
    await sent(house, ana, b"x" * 100)
    problem(await send(house, ana, b"x" * 51), 507, "meeting_files_full")
    assert len(on_disk(house)) == 1
    await sent(house, ana, b"x" * 50)


async def test_a_full_disk_is_told(build: Build) -> None:
    house = await build()
    disk = house.app.files._disk
    disk._reserve_bytes = 2**62  # type: ignore[attr-defined]
    problem(await send(house, await sit(house, "ana")), 507, "storage_full")


async def test_what_is_no_file_is_refused(build: Build) -> None:
    house = await build()
    ana = await sit(house, "ana")
    problem(await send(house, ana, b""), 422, "file_empty")
    problem(await send(house, ana, name="\u202e../"), 422, "file_name", "X-File-Name")
    problem(await house.http.post(URL, headers=ana, content=PNG), 422, "field_missing", "header.X-File-Name")
    form = await house.http.post(URL, headers={**ana, "X-File-Name": "a"}, files={"file": PNG})
    problem(form, 415, "content_type")
    assert on_disk(house) == []


async def test_files_can_be_switched_off(build: Build) -> None:
    house = await build(file_bytes=0)
    problem(await send(house, await sit(house, "ana")), 403, "files_off")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\x\\a b.txt", "a b.txt"),
        ("../../etc/passwd", "passwd"),
        ("gpj\u202e.exe", "gpj.exe"),
        ("x" * 300 + ".pdf", None),
    ],
)
async def test_a_name_is_only_a_name(house: House, name: str, kept: str | None) -> None:
    got = (await send(house, await sit(house, "ana"), name=name)).json()["name"]
    assert got == (kept or "x" * 196 + ".pdf")


async def test_what_was_not_sent_can_be_taken_back_by_its_sender(house: House) -> None:
    ana, bo = await sit(house, "ana"), await sit(house, "bo")
    one, other = await sent(house, ana), await sent(house, ana)
    problem(await house.http.delete(f"/api/v1/files/{one}", headers=bo), 404, "file_not_found")
    assert (await house.http.delete(f"/api/v1/files/{one}", headers=ana)).status_code == 204
    await house.store.files.attach((other,), line_key="k")  # type: ignore[arg-type]
    problem(await house.http.delete(f"/api/v1/files/{other}", headers=ana), 404, "file_not_found")
    assert len(on_disk(house)) == 1


async def test_the_sweep_takes_what_nobody_can_reach_and_nothing_else(house: House) -> None:
    await house.register("ana")
    seat = await sit(house, "guest")
    unsent, attached = await sent(house, seat), await sent(house, seat)
    await house.store.files.attach((attached,), line_key="k")  # type: ignore[arg-type]
    stray = house.settings.data_dir / "files" / "ab" / "abandoned.part"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"half")
    house.clock.advance(2 * 3600)
    await house.app.files.sweep()
    assert await house.store.files.get(unsent) is None  # type: ignore[arg-type]

    house.clock.advance(48 * 3600)
    await house.app.files.sweep()
    assert (await house.http.get(f"/api/v1/files/{attached}", headers=seat)).content == PNG

    ana = bearer((await house.login("ana")).json()["token"])
    await house.http.post("/api/v1/users/add_to_activity", headers=ana, json={"meeting_code": "circle"})
    stand_up(house, "guest")
    await house.app.files.sweep()
    assert (await house.store.files.get(attached)) is not None  # type: ignore[arg-type]

    (line,) = await house.store.history.of_user((await house.store.users.by_username("ana")).id)  # type: ignore[union-attr]
    await house.store.history.remove(line.id)
    await house.app.files.sweep()
    assert await house.store.files.get(attached) is None  # type: ignore[arg-type]


async def test_a_report_is_shown_to_the_one_who_told_it_and_replaces_the_one_before(house: House) -> None:
    ana, bo = await house.signed_in("ana"), await house.signed_in("bob")
    ids = {name: (await house.store.users.by_username(name)).id for name in ("ana", "bob")}  # type: ignore[union-attr]
    seats = {name: await sit(house, name, user_id=id) for name, id in ids.items()}
    add = {"meeting_code": "circle"}
    lines = {
        name: (await house.http.post("/api/v1/users/add_to_activity", headers=h, json=add)).json()["id"]
        for name, h in (("ana", ana), ("bob", bo))
    }
    url = f"/api/v1/meetings/{CIRCLE}/report"
    drop = {"at": 1767225605125, "lasted_ms": 4000, "step": "lost", "side": "yours"}
    told = {"good_ms": 9000, "fair_ms": 0, "poor_ms": 0, "lost_ms": 4000, "drops": [drop]}
    for body in ({**told, "good_ms": 1}, told):
        stand_up(house, "ana")  # the last one comes when the page is closing
        assert (await house.http.post(url, headers=seats["ana"], json=body)).status_code == 204
    detail = (await house.http.get(f"/api/v1/users/activity/{lines['ana']}", headers=ana)).json()
    assert detail["report"] == told
    assert (await house.http.get(f"/api/v1/users/activity/{lines['bob']}", headers=bo)).json()["report"] is None
    problem(await house.http.post(url, headers=ana, json=told), 401, "pass_invalid")
    elsewhere = "/api/v1/meetings/elsewhere/report"
    problem(await house.http.post(elsewhere, headers=seats["bob"], json=told), 403, "not_in_room")
    problem(
        await house.http.post(url, headers=seats["bob"], json={**told, "good_ms": -1}), 422, "field_invalid", "good_ms"
    )


def test_a_pass_is_good_for_its_time_and_for_nothing_else(house: House) -> None:
    passes, now = SeatPasses(SECRET.key("seat")), house.clock.now().timestamp()
    seat = SeatPass(ParticipantId("p"), CIRCLE, SittingId("s"), None)
    token = passes.issue(seat, now)
    assert passes.read(token, now) == seat
    assert passes.read(token, now + 8 * 86400) is None
    assert SeatPasses(b"another secret").read(token, now) is None
