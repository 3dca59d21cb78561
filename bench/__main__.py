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

MEASURES = ["startup", "size", "relay", "rush", "idle", "logins", "join"]
ON_EVERY_CORE = {"join", "size"}
"""Browsers want what there is."""


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(MEASURES)
    if unknown:
        print(f"no such measure: {', '.join(sorted(unknown))}; there are: {', '.join(MEASURES)}", file=sys.stderr)
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
        result = uvloop.run(importlib.import_module(f"bench.measures.{name}").measure())
        report.keep(result, about)
        for row in result.rows:
            print(report.line(row))
        for remark in result.remarks:
            print(f"  {remark}")
        print(f"   took {time.monotonic() - started:.0f} s", flush=True)
    report.write_readme(MEASURES)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)
