"""What a measurement leaves: raw figures in bench/raw, and one table for people in bench/README.md."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "bench" / "raw"
README = ROOT / "bench" / "README.md"
BEGIN, END = "<!-- figures: written by `make bench` -->\n", "<!-- end of figures -->"


@dataclass(frozen=True)
class Row:
    """`beside`: the same, measured in the same run on a peer or a floor. `bar`: what we promised ourselves."""

    what: str
    figure: float
    unit: str
    beside: str = ""
    beside_figure: float | None = None
    bar: float | None = None
    bar_is: str = "at most"

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        return self.figure <= self.bar if self.bar_is == "at most" else self.figure >= self.bar


@dataclass
class Result:
    measure: str
    title: str
    how: str
    rows: list[Row]
    raw: dict[str, Any]
    remarks: list[str] = field(default_factory=list)


MOST_OTHERS = 0.10
"""Share of the machine that others may use before figures say more about them than about us."""


def percentile(values: list[float], share: float) -> float:
    """The nearest-rank percentile; share 0..1."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def quantities(values: list[float]) -> dict[str, float]:
    return {
        "n": len(values),
        "p50": percentile(values, 0.50),
        "p95": percentile(values, 0.95),
        "p99": percentile(values, 0.99),
        "max": max(values),
    }


def machine() -> dict[str, Any]:
    cpu = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ": unknown")
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "cpu": cpu.split(": ", 1)[1],
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
        "load_before": os.getloadavg()[0],
    }


def busy_s() -> float:
    """CPU time that the whole machine has spent on anything so far (proc(5), stat: user, nice, system, irq, softirq)."""
    fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / os.sysconf("SC_CLK_TCK")


def own_s() -> float:
    """CPU time of this process and of everything that it started and that has ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


class Others:
    """How much of the machine strangers use while something is measured.

    around: just before and just after instead; a browser's processes are nobody's children when they end, and their
    time would be taken for a stranger's.
    """

    LOOK_S, CALM_S = 2.0, 3.0

    def __init__(self, *, around: bool) -> None:
        self._before = self._look() if around else None
        self._began = self._now()

    def share(self) -> float:
        """0..1 of all cores."""
        if self._before is None:
            return self._since(self._began)
        time.sleep(self.CALM_S)
        return max(self._before, self._look())

    def _look(self) -> float:
        began = self._now()
        time.sleep(self.LOOK_S)
        return self._since(began)

    def _now(self) -> tuple[float, float]:
        return time.monotonic(), busy_s() - own_s()

    def _since(self, began: tuple[float, float]) -> float:
        (at, strangers_s), (now, strangers_now_s) = began, self._now()
        return max(0.0, (strangers_now_s - strangers_s) / (now - at) / (os.cpu_count() or 1))


def keep(result: Result, about: dict[str, Any]) -> None:
    RAW.mkdir(exist_ok=True)
    record = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "machine": about, **asdict(result)}
    (RAW / f"{result.measure}.json").write_text(json.dumps(record, indent=1) + "\n")


def number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def line(row: Row, *, void: bool = False) -> str:
    beside = ""
    if row.beside_figure is not None:
        ratio = f" ({row.figure / row.beside_figure:.2f} x)" if row.beside_figure else ""
        beside = f"{row.beside}: {number(row.beside_figure)}{ratio}"
    bar = ""
    if row.bar is not None:
        bar = f"{row.bar_is} {number(row.bar)}: {'void' if void else 'met' if row.met else '**missed**'}"
    return f"| {row.what} | {number(row.figure)} {row.unit} | {beside} | {bar} |"


def table(record: dict[str, Any]) -> str:
    about = record["machine"]
    void = about.get("others", 1.0) > MOST_OTHERS
    rows = "\n".join(line(Row(**row), void=void) for row in record["rows"])
    remarks = "".join(f"\n{remark}\n" for remark in record["remarks"])
    if void:
        remarks += f"\n**Void:** others used {about.get('others', 1.0):.0%} of the machine meanwhile; measure again when it is quiet.\n"
    return (
        f"### {record['title']}\n{record['how']}\n\n| | figure | beside it, same run | bar |\n|---|---|---|---|\n{rows}\n{remarks}\n"
        f"<sub>{record['when'][:16].replace('T', ' ')} UTC, commit {about['commit']}, {about['cores']} x {about['cpu']}, "
        f"others used {about.get('others', 1.0):.0%} of it meanwhile; raw: [raw/{record['measure']}.json](raw/{record['measure']}.json)</sub>\n"
    )


def write_readme(order: list[str]) -> None:
    """Put the newest figures of every measure between the two marks; the prose around them is a person's."""
    tables = [
        table(json.loads((RAW / f"{name}.json").read_text())) for name in order if (RAW / f"{name}.json").exists()
    ]
    text = README.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    README.write_text(before + BEGIN + "\n" + "\n".join(tables) + END + after)
