"""STUN and TURN servers for a call; guests call too, so anyone may ask."""

from __future__ import annotations

import secrets

from tertulia.api.caller import Address, House, PerhapsSignedIn
from tertulia.protocol.rest import IceResponse, IceServer


async def get_ice(house: House, who: PerhapsSignedIn, address: Address) -> IceResponse:
    """ICE servers with credentials that age."""
    house.throttles.lookups_address.take(address)
    name = who.user.id if who else f"guest-{secrets.token_hex(6)}"
    servers = house.ice.for_person(name, house.clock.now().timestamp())
    return IceResponse(
        iceServers=[IceServer(urls=list(s.urls), username=s.username, credential=s.credential) for s in servers],
        ttl=house.ice.ttl_s,
    )
