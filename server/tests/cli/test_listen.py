"""The sockets that hold the port."""

from __future__ import annotations

import socket
import sys

import pytest
from tertulia.cli.listen import THIN_LINEAR_TIMEOUTS, bind


@pytest.mark.skipif(sys.platform != "linux", reason="an option of Linux")
def test_what_is_lost_of_a_signal_is_said_again_without_ever_longer_waits() -> None:
    (listener,) = bind("127.0.0.1", 0)
    with listener:
        listener.listen()
        with socket.create_connection(listener.getsockname()) as client, listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, THIN_LINEAR_TIMEOUTS) == 1
            assert client.getsockopt(socket.IPPROTO_TCP, THIN_LINEAR_TIMEOUTS) == 0
