"""What the laboratory leaves: raw figures in docs/scorecard, and one page for people, docs/scorecard.md."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.report import percentile
from lab.fault import Fault, Measure
from lab.faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "scorecard.md"
RAW = ROOT / "docs" / "scorecard"
BEGIN, END = "<!-- figures: written by `make lab` -->\n", "<!-- end of figures -->"
HEAD = "| browser | what | bar | p50 | p95 | worst | runs | |\n|---|---|---|---|---|---|---|---|\n"

Runs = dict[str, list[dict[str, Any]]]
"""By browser: what each run found, or why it did not come to an end (`failed`)."""


def keep(fault: Fault, runs: Runs, about: dict[str, Any]) -> None:
    """Replaces what was found before, in those browsers that were tried."""
    RAW.mkdir(exist_ok=True)
    path = RAW / f"{fault.name}.json"
    before = json.loads(path.read_text())["browsers"] if path.exists() else {}
    when = datetime.now(UTC).isoformat(timespec="seconds")
    found = {kind: {"when": when, "machine": about, "runs": _finite(list_)} for kind, list_ in runs.items()}
    record = {"fault": fault.name, "title": fault.title, "browsers": before | found}
    path.write_text(json.dumps(record, indent=1) + "\n")


def write() -> None:
    """Puts the newest figures between the two marks; the prose around them is a person's."""
    faults = [fault for fault in FAULTS.values() if (RAW / f"{fault.name}.json").exists()]
    text = PAGE.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(before + BEGIN + "\n" + "\n".join(_section(fault) for fault in faults) + END + after)


def lines(fault: Fault, kind: str, runs: list[dict[str, Any]]) -> Iterator[str]:
    """A row for each measure, and one for the runs that did not come to an end."""
    whole = [run for run in runs if "failed" not in run]
    for name, measure in fault.measures.items():
        figures = [math.inf if run[name] is None else run[name] for run in whole if name in run]  # it may be newer
        if figures:
            yield _row(kind, measure, figures)
    if failed := len(runs) - len(whole):
        why = next(run["failed"] for run in runs if "failed" in run)
        yield f"| {kind} | did not come to an end: {why} | | | | | {failed} of {len(runs)} | **missed** |"


def _row(kind: str, measure: Measure, figures: list[float]) -> str:
    at_least = measure.bar_is == "at least"
    worst = min(figures) if at_least else max(figures)
    p95 = -percentile([-figure for figure in figures], 0.95) if at_least else percentile(figures, 0.95)
    bar = "" if measure.bar is None else f"{measure.bar_is} {measure.bar:g} {measure.unit}"
    verdict = "" if measure.bar is None else "held" if measure.holds(p95) else "**missed**"
    shown = " | ".join(_number(figure) for figure in (percentile(figures, 0.5), p95, worst))
    return f"| {kind} | {measure.what}, {measure.unit} | {bar} | {shown} | {len(figures)} | {verdict} |"


def _section(fault: Fault) -> str:
    record = json.loads((RAW / f"{fault.name}.json").read_text())
    rows: Iterable[str] = (
        line for kind, found in record["browsers"].items() for line in lines(fault, kind, found["runs"])
    )
    remark = f"\n{fault.remark}\n" if fault.remark else ""
    found = "; ".join(
        f"{kind} {each['when'][:16].replace('T', ' ')} UTC, commit {each['machine']['commit']}, load {each['machine']['load_before']:.0f}"
        for kind, each in record["browsers"].items()
    )
    raw = f"[raw](scorecard/{fault.name}.json)"
    return f"### {fault.title}\n{fault.how}\n\n{HEAD}" + "\n".join(rows) + f"\n{remark}\n<sub>{found}; {raw}</sub>\n"


def _number(figure: float) -> str:
    if math.isinf(figure):
        return "never"
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.1f}"


def _finite(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """JSON has no word for never."""
    return [
        {name: None if isinstance(found, float) and math.isinf(found) else found for name, found in run.items()}
        for run in runs
    ]
