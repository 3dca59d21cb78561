"""`python -m bench [MEASURE ...]`: run them one after the other, keep the raw figures, rewrite the table."""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
import time

import uvloop

from bench import report
from bench.served import GENERATOR_CORE, pin

MEASURES = [
    "startup",
    "size",
    "relay",
    "rush",
    "idle",
    "logins",
    "join",
    "nine",
    "arrival",
    "effects",
    "moves",
    "crowd",
]
ASKED_FOR = ["sfu"]
"""Only by name: they want what `make bench-sfu` installs and builds."""
ON_EVERY_CORE = {"join", "size", "nine", "arrival", "effects", "moves", "crowd"}
"""Browsers want what there is."""


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(MEASURES + ASKED_FOR)
    if unknown:
        print(
            f"no such measure: {', '.join(sorted(unknown))}; there are: {', '.join(MEASURES + ASKED_FOR)}",
            file=sys.stderr,
        )
        return 2
    cores = os.sched_getaffinity(0)
    for name in wanted or MEASURES:
        about = report.machine()
        print(f"== {name} (load {about['load_before']:.1f})", flush=True)
        started = time.monotonic()
        if name in ON_EVERY_CORE:
            os.sched_setaffinity(0, cores)
        else:
            pin({GENERATOR_CORE})
        others = report.Others(around=name in ON_EVERY_CORE)
        result = uvloop.run(importlib.import_module(f"bench.measures.{name}").measure())
        took_s = time.monotonic() - started
        about["others"] = others.share()
        report.keep(result, about)
        report.write_readme(MEASURES + ASKED_FOR)
        void = about["others"] > report.MOST_OTHERS
        for row in result.rows:
            print(report.line(row, void=void))
        for remark in result.remarks:
            print(f"  {remark}")
        print(f"   took {took_s:.0f} s; others used {about['others']:.0%} of the machine", flush=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)
