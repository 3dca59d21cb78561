"""Everything that is broken on purpose. A fault is a row of the scorecard as soon as it is in here."""

from __future__ import annotations

from lab.fault import Fault
from lab.faults import crowds, devices, floods, joining, lasting, outages, rooms, weather

FAULTS: dict[str, Fault] = {
    fault.name: fault
    for each in (crowds, floods, lasting, outages, joining, devices, rooms, weather)
    for fault in each.FAULTS
}
