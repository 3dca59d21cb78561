"""A database server as a child process."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO

_START_S = 90.0  # a busy machine takes its time to import things
_STOP_S = 10.0


class Server:
    """Runs in `folder`, listens on one port of the loopback interface and keeps it when started again."""

    kind: str
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    @classmethod
    def why_missing(cls) -> str | None:
        """None, or a sentence that says what to install."""
        raise NotImplementedError

    def command(self) -> list[str]:
        """Runs the server in the foreground. Called at each start; the first makes what is not there yet."""
        raise NotImplementedError

    def user_switch(self) -> list[str]:
        """What to put before a command so that it runs as the user it must run as."""
        return []

    def create(self, name: str) -> str:
        """Make an empty database of this name and say its address."""
        raise NotImplementedError

    def start(self) -> None:
        """Returns when the server accepts connections."""
        command = [*self.user_switch(), *_leashed(self.command(), self.stop_signal)]
        self._log = (self.folder / f"{self.kind}.log").open("ab")
        self._process = subprocess.Popen(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log
        )
        deadline = time.monotonic() + _START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                said = Path(self._log.name).read_text(errors="replace")[-2000:]
                self.kill()
                raise RuntimeError(f"{self.kind} did not start:\n{said}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """Ends it in good order, or after a while in bad; what is stopped stays stopped."""
        if self._process is not None:
            self._process.send_signal(self.stop_signal)
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._reap()

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._process.kill()
        self._reap()

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _leashed(command: list[str], end: signal.Signals) -> list[str]:
    """Linux ends it when we end, however we do."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", end.name.removeprefix("SIG"), *command] if setpriv else command
