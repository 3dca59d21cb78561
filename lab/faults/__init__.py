"""Everything that is broken on purpose. A fault is a row of the scorecard as soon as it is in here."""

from __future__ import annotations

from lab.fault import Fault
from lab.faults import crowds, floods, lasting, outages, rooms, weather

FAULTS: dict[str, Fault] = {
    fault.name: fault
    for fault in (*crowds.FAULTS, *floods.FAULTS, *lasting.FAULTS, *outages.FAULTS, *rooms.FAULTS, *weather.FAULTS)
}
