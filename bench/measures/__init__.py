"""One file per measure; each has `async def measure() -> Result`."""
