"""`python -m lab [FAULT ...] [--runs N] [--only BROWSER]`: breaks things, keeps what was found, rewrites the scorecard."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from harness.browsers import Kind

from bench.report import machine
from lab import namespace, network, scorecard
from lab.fault import CallFault, Fault, ServerFault, call
from lab.faults import FAULTS
from lab.stage import THROUGH_SERVER, Stage, stage

NO_BROWSER = "-"


async def tried(run: Callable[[], Awaitable[dict[str, float]]], within_s: float) -> dict[str, Any]:
    """What one run found, or why it did not come to an end."""
    try:
        async with asyncio.timeout(within_s):
            return dict(await run())
    except Exception as problem:
        traceback.print_exc()
        return {"failed": (str(problem) or type(problem).__name__).splitlines()[0][:120].replace("|", "/")}


async def in_a_call(running: Stage, fault: CallFault, kind: Kind) -> dict[str, float]:
    async with call(running, kind, *fault.scripts) as pair:
        return await fault.run(pair)


async def with_people(faults: list[CallFault], kinds: set[Kind], runs: int, seed: int) -> None:
    """Direct rooms first, then those that go through the server: each has a stage of its own."""
    for through_server in (False, True):
        chosen = [fault for fault in faults if fault.through_server == through_server]
        if not chosen:
            continue
        async with stage("Ana", "Bo", seed=seed, environment=THROUGH_SERVER if through_server else None) as running:
            for fault, kind in [(each, kind) for each in chosen for kind in each.kinds if kind in kinds]:
                await several(fault, kind, partial(in_a_call, running, fault, kind), runs)
                if not running.server.is_running:
                    await running.server.restart()


async def several(fault: Fault, kind: str, run: Callable[[], Awaitable[dict[str, float]]], runs: int) -> None:
    about, began = machine(), time.monotonic()
    print(f"== {fault.name}, {kind} (load {about['load_before']:.1f})", flush=True)
    found = [await tried(run, fault.within_s) for _ in range(1 if fault.is_long else runs)]
    scorecard.keep(fault, {kind: found}, about)
    for line in scorecard.lines(fault, kind, found):
        print(line)
    print(f"   took {time.monotonic() - began:.0f} s", flush=True)


async def all_of(faults: list[Fault], kinds: set[Kind], runs: int, seed: int) -> None:
    for fault in faults:
        if isinstance(fault, ServerFault):
            await several(fault, NO_BROWSER, fault.run, runs)
    await with_people([fault for fault in faults if isinstance(fault, CallFault)], kinds, runs, seed)


def main() -> int:
    parser = argparse.ArgumentParser(prog="lab", description="Break calls on purpose and measure what people notice.")
    parser.add_argument(
        "faults", nargs="*", metavar="FAULT", help=f"some of: {', '.join(FAULTS)}; all of them if left out"
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=3,
        help="of each fault and browser (3); what takes longer than ten minutes is done once",
    )
    parser.add_argument("--only", choices=["chromium", "firefox"], action="append", help="Ana's browser")
    parser.add_argument("--seed", type=int, default=1, help="of the network (1)")
    wishes = parser.parse_args()
    if unknown := set(wishes.faults) - set(FAULTS):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    if why := namespace.why_impossible() or network.why_impossible():
        print(f"there can be no laboratory here: {why}", file=sys.stderr)
        return 1
    kinds: set[Kind] = set(wishes.only or ("chromium", "firefox"))
    asyncio.run(all_of([FAULTS[name] for name in wishes.faults or FAULTS], kinds, wishes.runs, wishes.seed))
    scorecard.write()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
