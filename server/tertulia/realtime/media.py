"""Signals to "sfu", read: what a client may ask of the media server, and how much of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, get_args

from tertulia.domain.errors import InvalidInput
from tertulia.media.port import Bye, Candidate, Offer, Order
from tertulia.protocol.deflated import inflate
from tertulia.protocol.media import (
    SDP_BYTES,
    SLOTS_MAX,
    MediaBye,
    MediaCandidate,
    MediaOffer,
    OfferSdp,
    Role,
    SlotKind,
)
from tertulia.realtime.arguments import Malformed, model_of

MID = re.compile(r"[\w!#$%&'*+.^`{|}~-]{1,16}", re.ASCII)
"""An identification-tag of a media line (RFC 5888 section 4), in the length that anybody uses."""

ROLES, KINDS = frozenset(get_args(Role)), frozenset(get_args(SlotKind))


def order_of(message: dict[str, Any]) -> Order:
    """Raises `Malformed`; `InvalidInput` for what this server does not do, though another may."""
    if "bye" in message:  # may bring an empty `ice`, for servers that want one in every signal
        return Bye(model_of(MediaBye, message).pc)
    if "sdp" in message:
        return _offer(message)
    if "ice" in message:
        found = model_of(MediaCandidate, message)
        # the end of candidates (an empty one, or none) says nothing to a server that only waits for checks
        return Candidate(found.pc, found.epoch, found.ice.candidate if found.ice is not None else "")
    raise Malformed("A signal to the media server has sdp, ice or bye.", field="message")


def _offer(message: dict[str, Any]) -> Offer:
    _only_known(message.get("tracks"), ROLES, "unknown_role", "tracks")
    _only_known(message.get("slots"), KINDS, "unknown_slot", "slots")
    offer = model_of(MediaOffer, message)
    twice = next((role for role, count in Counter(offer.tracks.values()).items() if count > 1), None)
    if twice is not None:
        raise InvalidInput(f"One {twice} at most.", code="too_many_tracks", field="tracks")
    for kind, count in Counter(offer.slots.values()).items():
        if count > SLOTS_MAX[kind]:
            raise InvalidInput(f"{SLOTS_MAX[kind]} {kind} slots at most.", code="too_many_slots", field="slots")
    for mid in (*offer.tracks, *offer.slots):
        if MID.fullmatch(mid) is None:
            raise Malformed("That is not the mid of an m-line.", field="tracks" if mid in offer.tracks else "slots")
    if both := offer.tracks.keys() & offer.slots.keys():
        raise Malformed(f"m-line {min(both)} is a track or a slot.", field="slots")
    tables = dict(offer.tracks), dict(offer.slots)
    return Offer(offer.pc, offer.n, offer.epoch, _described(offer.sdp), *tables, offer.sdp.deflated is not None)


def _described(offer: OfferSdp) -> str:
    if (offer.sdp is None) == (offer.deflated is None):
        raise Malformed("An offer has sdp or deflated.", field="sdp")
    if offer.deflated is None:
        return offer.sdp or ""
    try:
        return inflate(offer.deflated, SDP_BYTES)
    except ValueError:
        text = f"This is not raw DEFLATE, in base64, of at most {SDP_BYTES} bytes."
        raise Malformed(text, field="sdp.deflated") from None


def _only_known(table: Any, known: frozenset[str], code: str, field: str) -> None:
    for value in table.values() if isinstance(table, dict) else ():
        if isinstance(value, str) and value not in known:
            raise InvalidInput(f"{value[:32]!r} is none of {', '.join(sorted(known))}.", code=code, field=field)
