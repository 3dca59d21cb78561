"""The tools are scripts, not a package: their folders go on the path as when they run."""

import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOOLS), str(TOOLS / "gates")]
