"""What `make test` promises of itself: red is red, and nothing stays behind."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import verify


def proof(code: str, timeout_s: float = 30) -> verify.Proof:
    return verify.Proof("sample", [sys.executable, "-c", code], timeout_s=timeout_s)


@pytest.mark.parametrize("live", [True, False])
def test_a_proof_that_fails_is_red(live: bool, capfd: pytest.CaptureFixture[str]) -> None:
    outcome = verify.run(proof("print('why'); raise SystemExit(3)"), live=live)
    assert not outcome.passed
    if not live:
        verify.tell(outcome)
    assert "why" in capfd.readouterr().out


def test_a_proof_that_hangs_is_ended_and_red() -> None:
    assert not verify.run(proof("import time; time.sleep(60)", timeout_s=0.2), live=True).passed


def test_what_a_proof_started_ends_with_it(tmp_path: Path) -> None:
    """A child that ignores the end of its parent and prefers to stay."""
    pid = tmp_path / "pid"
    code = f"import subprocess as s; p = s.Popen(['sleep', '60']); open({str(pid)!r}, 'w').write(str(p.pid))"
    assert verify.run(proof(code), live=True).passed
    deadline = time.monotonic() + 5
    with contextlib.suppress(ProcessLookupError, FileNotFoundError):  # gone, whichever look finds out
        while time.monotonic() < deadline:
            if Path(f"/proc/{pid.read_text()}/stat").read_text().split()[2] == "Z":
                return
            os.kill(int(pid.read_text()), 0)
            time.sleep(0.01)
        os.kill(int(pid.read_text()), signal.SIGKILL)
        pytest.fail("it is still there")


def test_what_runs_beside_stands_back_for_everybody_else() -> None:
    code = "import os; raise SystemExit(os.sched_getscheduler(0) != os.SCHED_IDLE)"
    with verify.Beside([replace(proof(code), idle=True)]) as beside:
        assert [outcome.passed for outcome in beside.outcomes()] == [True]


def test_what_runs_beside_is_still_while_something_is_measured(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    forever = f"import os; open({str(pid)!r}, 'w').write(str(os.getpid()))\nwhile True: pass"

    def comes_to(*states: str) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with contextlib.suppress(FileNotFoundError, ValueError):
                if Path(f"/proc/{int(pid.read_text())}/stat").read_text().split()[2] in states:
                    return
            time.sleep(0.01)
        pytest.fail(f"it never came to {states}")

    with verify.Beside([proof(forever)]) as beside:
        comes_to("R")
        with beside.stopped():
            comes_to("T")
        comes_to("R")


def test_the_summary_names_what_is_red() -> None:
    outcomes = [verify.Outcome(proof(""), passed, 1.0) for passed in (True, False)]
    assert "RED: sample" in list(verify.summary(outcomes, 2.0))[-1]


def test_the_summary_takes_the_line_that_counts() -> None:
    said = "  Test Files  1 failed | 13 passed\n       Tests  530 passed (531)\n   Duration  22.08s\n"
    assert verify.telling(said) == "Tests  530 passed (531)"
    assert verify.telling("nothing\nto count\n") == "to count"


def test_no_test_of_the_server_is_forgotten() -> None:
    proofs = [
        proof
        for proof in (*verify.python_lane(), *itertools.chain(*verify.server_lanes()), *verify.alone())
        if proof.command[0].endswith("pytest")
    ]
    named = [Path(part) for proof in proofs for part in proof.command[1:]]
    folders = {path.parent.relative_to(verify.ROOT) for path in verify.ROOT.glob("server/tests/**/test_*.py")}
    assert [str(folder) for folder in sorted(folders) if not any(folder.is_relative_to(part) for part in named)] == []
