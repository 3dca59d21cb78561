"""Files shared in a chat, and how a call was: what those who sit in a meeting send and fetch besides signals."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Header, Request
from fastapi.responses import FileResponse

from tertulia.api.body import body_of, streamed
from tertulia.api.caller import Address, House, Reading, Seated
from tertulia.api.errors import BadRequest
from tertulia.domain.errors import Unauthorized
from tertulia.domain.ids import FileId
from tertulia.domain.names import room_code
from tertulia.domain.records import Drop, FileNote
from tertulia.protocol.rest import FileView, ReportRequest
from tertulia.services.reports import Account

SAFE = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-store"}
"""Whatever is in a file, it runs nothing of ours, however it is opened."""

FileName = Annotated[
    str, Header(alias="X-File-Name", min_length=1, max_length=2000, description="In UTF-8, percent-encoded")
]


async def add_file(
    request: Request, house: House, seat: Seated, address: Address, code: str, name: FileName
) -> FileView:
    """Send a file to a meeting one sits in: the body is its bytes. A chat line then brings it to the others."""
    house.throttles.uploads_address.take(address)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith("multipart/"):
        raise BadRequest(415, "Send the bytes of one file, not a form.", code="content_type")
    length = request.headers.get("content-length", "")
    announced = int(length) if length.isdecimal() else None
    file = await house.files.add(seat, room_code(code, field="code"), unquote(name), announced, streamed(request))
    return view(file.note())


async def get_file(house: House, who: Reading, id: str) -> FileResponse:
    """The bytes of a file, for whoever sits in its room or has its meeting in their history."""
    file, path = await house.files.get(FileId(id), who.seat, who.user.user.id if who.user else None)
    return FileResponse(path, media_type=file.media_type, filename=file.name, headers=SAFE)


async def take_back_file(house: House, seat: Seated, id: str) -> None:
    """Delete a file that one has sent, before a chat line brings it to the others."""
    if seat is None:
        raise Unauthorized("Only people in the meeting can share files.", code="pass_invalid")
    await house.files.take_back(FileId(id), seat)


async def put_report(
    house: House, seat: Seated, code: str, body: Annotated[ReportRequest, Depends(body_of(ReportRequest))]
) -> None:
    """Tell how good a call was for oneself; what was told before is replaced."""
    drops = tuple(Drop(drop.at, drop.lasted_ms, drop.step, drop.side) for drop in body.drops)
    told = Account(body.good_ms, body.fair_ms, body.poor_ms, body.lost_ms, drops)
    await house.reports.put(seat, room_code(code, field="code"), told)


def view(note: FileNote) -> FileView:
    return FileView(
        id=note.id,
        name=note.name,
        media_type=note.media_type,
        size=note.size,
        width=note.width,
        height=note.height,
    )
