"""Meetings: making one and looking one up."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from tertulia.api.body import body_of
from tertulia.api.caller import Address, House, PerhapsSignedIn, SignedIn
from tertulia.domain.quality import Way
from tertulia.protocol.rest import MeetingQuality, MeetingRequest, MeetingView, PersonQuality, WayView
from tertulia.services.meetings import MeetingNow


async def create_meeting(
    house: House,
    who: PerhapsSignedIn,
    address: Address,
    body: Annotated[MeetingRequest, Depends(body_of(MeetingRequest))],
) -> MeetingView:
    """Make a meeting with a code nobody can guess; guests may too."""
    house.throttles.meetings_address.take(address)
    return _view(await house.meetings.create(title=body.title, created_by=who.user.id if who else None))


async def get_meeting(house: House, address: Address, code: str) -> MeetingView:
    """What is at a meeting's code: its title and who is inside now."""
    house.throttles.lookups_address.take(address)
    return _view(await house.meetings.find(code))


async def get_quality(house: House, who: SignedIn, address: Address, code: str) -> MeetingQuality:
    """How everybody's connection to the media server is, for whoever made the meeting: why is it bad, and for whom."""
    house.throttles.lookups_address.take(address)
    people = [
        PersonQuality(
            id=person.id,
            name=person.name,
            transport=person.connection.transport,
            side=person.side,
            up=_way(person.connection.up),
            down=_way(person.connection.down),
        )
        for person in await house.quality.of_meeting(code, who.user.id)
    ]
    return MeetingQuality(people=people)


def _way(way: Way) -> WayView:
    return WayView(grade=way.grade, loss=way.loss, rtt_ms=way.rtt_ms, bps=way.bps, layer=way.layer)


def _view(meeting: MeetingNow) -> MeetingView:
    return MeetingView(
        code=meeting.code,
        title=meeting.title,
        created_at=meeting.created_at,
        participant_count=meeting.participant_count,
        participants=meeting.names,
    )
