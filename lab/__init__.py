"""The laboratory of faults: breaks the network, the server and the browsers on purpose, and measures what people notice."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
for folder in ("e2e", "tools"):
    if str(ROOT / folder) not in sys.path:
        sys.path.append(str(ROOT / folder))  # people, browsers and databases are those of the tests
