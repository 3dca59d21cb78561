"""The version of our own part of the wire."""

PROTOCOL = 1
"""A client that joins with `protocol: 1` gets numbered changes instead of user-joined / user-left."""
