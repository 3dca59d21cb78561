"""Names of things. Every id is an opaque string to whoever did not make it."""

from typing import NewType

UserId = NewType("UserId", str)
"""An account. Never changes, never reused; a username is only how they sign in."""

ParticipantId = NewType("ParticipantId", str)
"""One person's tab in one room: made of its arrival, else the id of its first socket; kept across reconnects."""

SocketId = NewType("SocketId", str)
"""One Socket.IO connection. A participant may use several, one after the other."""

RoomCode = NewType("RoomCode", str)
"""What a room is called in its address: 1 to 128 characters, see `domain.limits`."""

SittingId = NewType("SittingId", str)
"""One gathering in a room: from the moment it stops being empty until it is empty again."""

SessionId = NewType("SessionId", str)
"""One sign-in of one account on one device; the family of its refresh tokens."""

FileId = NewType("FileId", str)
"""Something shared in a chat. Nobody can guess it, and it opens nothing by itself."""

SFU = ParticipantId("sfu")
"""The media server as a peer: the `toId` of signals meant for it. No socket may have this id."""
