"""Signals to "sfu", read: what a client may ask of the media server, and how much of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, get_args

from tertulia.domain.errors import InvalidInput
from tertulia.media.port import Bye, Candidate, Offer, Order
from tertulia.protocol.media import SLOTS_MAX, MediaBye, MediaCandidate, MediaOffer, Role, SlotKind
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
    return Offer(offer.pc, offer.n, offer.epoch, offer.sdp.sdp, dict(offer.tracks), dict(offer.slots))


def _only_known(table: Any, known: frozenset[str], code: str, field: str) -> None:
    for value in table.values() if isinstance(table, dict) else ():
        if isinstance(value, str) and value not in known:
            raise InvalidInput(f"{value[:32]!r} is none of {', '.join(sorted(known))}.", code=code, field=field)
