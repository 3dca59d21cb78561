"""Runs the proofs behind `make check`, `make test` and `make e2e`, and ends with an honest table of them.

    verify.py check|test|e2e [-- arguments for pytest]

Everything runs, whatever failed before it; the exit code is 0 only when all of it passed.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import rust

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
MEDIA = ROOT / "media"
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
UNIT = ("server/tests/domain", "server/tests/auth", "server/tests/media", "server/tests/services", "tools/tests")
"""Tests that need no database server, no socket and no browser."""
COUNTED = re.compile(r"\d+ (passed|failed|gates|files|looked at|kB)|\d kB")


@dataclass(frozen=True)
class Proof:
    """One command that must succeed. `loud` ones are worth reading when green, too; `idle` ones get what time others leave."""

    name: str
    command: list[str]
    cwd: Path = ROOT
    timeout_s: float = 600
    loud: bool = False
    idle: bool = False


@dataclass
class Outcome:
    proof: Proof
    passed: bool
    took_s: float
    output: str = field(default="")

    @property
    def last_line(self) -> str:
        return telling(self.output)


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def pytest(name: str, *paths: str, timeout_s: float = 600, extra: tuple[str, ...] = ()) -> Proof:
    return Proof(name, tool("pytest", *paths, *extra), timeout_s=timeout_s, loud=True)


def gate(name: str, *arguments: str) -> Proof:
    return Proof(name, [PYTHON, f"tools/gates/{name}.py", *arguments])


def python_lane() -> list[Proof]:
    return [
        Proof("ruff", tool("ruff", "check", ".")),
        Proof("ruff format", tool("ruff", "format", "--check", ".")),
        Proof("layers of the server", tool("lint-imports")),
        gate("bounds"),
        gate("client_bounds"),
        gate("paths"),
        gate("words"),
        gate("licences"),
        Proof("mypy", tool("mypy", "server/tertulia", "tools", "bench", "lab")),
        pytest("unit tests, server", *(folder for folder in UNIT if (ROOT / folder).is_dir())),
    ]


def web_lane() -> list[Proof]:
    return [
        Proof("biome", ["npm", "run", "--silent", "lint"], cwd=WEB),
        Proof("layers of the client", ["npm", "run", "--silent", "layers"], cwd=WEB),
        Proof("tsc", ["npm", "run", "--silent", "types"], cwd=WEB),
        Proof("unit tests, client", ["npm", "run", "--silent", "test"], cwd=WEB, loud=True),
    ]


def without_cargo(name: str) -> list[Proof]:
    """Said, not left out: whoever reads the table should know what nobody looked at."""
    return [Proof(name, [PYTHON, "-c", "print('skipped: there is no cargo here')"], loud=True)]


def rust_lane() -> list[Proof]:
    if not rust.find_cargo():
        return without_cargo("media server (Rust)")
    return [
        Proof("rustfmt", ["cargo", "fmt", "--check"], cwd=MEDIA),
        Proof("clippy", rust.CLIPPY, cwd=MEDIA, timeout_s=1200),
        Proof("unit tests, media server", rust.TESTS, cwd=MEDIA, timeout_s=1200, loud=True),
    ]


def server_lanes() -> list[list[Proof]]:
    """What talks to the server, to databases and to the media server, mostly waiting for them; and the canaries."""
    media = "media server from Python"
    return [
        [pytest("REST and command line", "server/tests/api", "server/tests/cli", timeout_s=1200)],
        [pytest("stores", "server/tests/store", timeout_s=1200)],
        [
            pytest("realtime", "server/tests/realtime", timeout_s=900),
            *([pytest(media, "media/sfu-py/tests", timeout_s=1200)] if rust.find_cargo() else without_cargo(media)),
            Proof("canaries", [PYTHON, "tools/canary.py"], loud=True),
        ],
    ]


def sizes_lane() -> list[Proof]:
    return [
        Proof("size of the client", ["npm", "run", "--silent", "size"], cwd=WEB, loud=True),
        gate("strangers"),
        Proof("lengths of files", [PYTHON, "tools/gates/lengths.py"], loud=True),
    ]


def fuzzing() -> list[Proof]:
    """A minute of a processor for each parser, whenever there is one that nobody wants."""
    if not rust.find_cargo():
        return without_cargo("fuzzing")
    return [Proof("fuzzing", [PYTHON, "tools/fuzz.py", "60", "1"], timeout_s=2400, loud=True, idle=True)]


def alone() -> list[Proof]:
    """What holds a measure to something, and must have the machine for itself."""
    return [pytest("laboratory", "lab", timeout_s=900)]


def browsers(extra: tuple[str, ...] = ()) -> Proof:
    return pytest("browsers", "e2e", timeout_s=2400, extra=extra)


# -- running ---------------------------------------------------------------------------------------

_say = threading.Lock()


def say(text: str) -> None:
    with _say:
        print(text, flush=True)


def end(group: int) -> None:
    """End whatever is left of a proof: itself when it hangs, and what it started and forgot."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)
            time.sleep(0.5)


def pump(source: IO[bytes], captured: bytearray, *, live: bool) -> None:
    for line in source:
        captured += line
        if live:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()


def stand_back() -> None:
    """Run only while nobody else wants to (sched(7), SCHED_IDLE)."""
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def run(proof: Proof, *, live: bool, began: Callable[[int], None] = lambda _group: None) -> Outcome:
    """`live`: its output as it comes; else that is for `tell`. `began`: hears its process group."""
    started = time.monotonic()
    if live:
        say(f"\n== {proof.name} {'=' * max(3, 90 - len(proof.name))}")
    captured = bytearray()
    process = subprocess.Popen(
        proof.command,
        cwd=proof.cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=stand_back if proof.idle else None,
    )
    began(process.pid)
    assert process.stdout is not None
    reader = threading.Thread(target=pump, args=(process.stdout, captured), kwargs={"live": live}, daemon=True)
    reader.start()
    overdue = False
    try:
        process.wait(proof.timeout_s)
    except subprocess.TimeoutExpired:
        overdue = True
    finally:
        end(process.pid)
        process.wait()
        reader.join(timeout=5)
    took_s = time.monotonic() - started
    passed = process.returncode == 0 and not overdue
    output = captured.decode(errors="replace").rstrip()
    if overdue:
        say(f"{proof.name}: stopped after {proof.timeout_s:.0f} s")
    return Outcome(proof, passed, took_s, output)


def tell(outcome: Outcome) -> Outcome:
    """What it said, all at once, and only if it is worth it."""
    proof, output = outcome.proof, outcome.output
    body = f"\n{output}" if output and (proof.loud or not outcome.passed) else ""
    say(f"== {proof.name}: {'ok' if outcome.passed else 'RED'} in {outcome.took_s:.1f} s{body}")
    return outcome


class Beside:
    """Proofs that run beside whatever else is done, one after the other, and stop while something is measured."""

    def __init__(self, proofs: list[Proof]) -> None:
        self._outcomes: list[Outcome] = []
        self._groups: list[int] = []
        self._thread = threading.Thread(target=self._follow, args=(proofs,), daemon=True)

    def __enter__(self) -> Beside:
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        if self._thread.is_alive():  # whoever waited for the rest gave up
            for group in self._groups:
                end(group)

    def _follow(self, proofs: list[Proof]) -> None:
        for proof in proofs:
            self._outcomes.append(run(proof, live=False, began=self._groups.append))

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for group in self._groups:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, number)

    def outcomes(self) -> list[Outcome]:
        """When they have ended; only then what they said is told."""
        self._thread.join()
        return [tell(outcome) for outcome in self._outcomes]


def telling(output: str) -> str:
    """The last line that counts something, or simply the last: what a table has room for."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    counted = (line for line in reversed(lines) if COUNTED.search(line))
    return next(counted, lines[-1] if lines else "")


def side_by_side(*lanes: list[Proof]) -> list[Outcome]:
    """Each lane in order, the lanes at the same time; outputs are never mixed."""
    outcomes: list[list[Outcome]] = [[] for _ in lanes]

    def follow(index: int) -> None:
        for proof in lanes[index]:
            outcomes[index].append(tell(run(proof, live=False)))

    threads = [threading.Thread(target=follow, args=(index,)) for index in range(len(lanes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcome for lane in outcomes for outcome in lane]


def summary(outcomes: list[Outcome], took_s: float) -> Iterator[str]:
    yield f"\n== summary {'=' * 83}"
    for outcome in outcomes:
        remark = outcome.last_line[:60] if outcome.proof.loud else ""
        yield f"{'ok ' if outcome.passed else 'RED'} {outcome.took_s:7.1f} s  {outcome.proof.name:26} {remark}".rstrip()
    red = [outcome.proof.name for outcome in outcomes if not outcome.passed]
    verdict = f"RED: {', '.join(red)}" if red else "all of it passed"
    yield f"{len(outcomes)} proofs in {took_s:.0f} s: {verdict}"


def main(verb: str, extra: tuple[str, ...]) -> int:
    os.environ["PATH"] = f"{ROOT / '.tools' / 'bin'}:{BIN}:{os.environ['PATH']}"
    if not sys.stdout.isatty():
        os.environ["NO_COLOR"] = "1"
    started = time.monotonic()
    outcomes: list[Outcome] = []
    if verb in ("check", "test"):
        outcomes += side_by_side(python_lane(), web_lane(), rust_lane())
    if verb == "test":
        with Beside(fuzzing()) as beside:
            outcomes += side_by_side(*server_lanes(), sizes_lane())
            with beside.stopped():
                outcomes += [run(proof, live=True) for proof in alone()]
            outcomes.append(run(browsers(extra), live=True))
            outcomes += beside.outcomes()
    if verb == "e2e":
        outcomes.append(run(browsers(extra), live=True))
    for line in summary(outcomes, time.monotonic() - started):
        say(line)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if not arguments or arguments[0] not in ("check", "test", "e2e"):
        sys.exit("usage: verify.py check|test|e2e [-- arguments for pytest]")
    sys.exit(main(arguments[0], tuple(argument for argument in arguments[1:] if argument != "--")))
