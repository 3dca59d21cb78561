"""How the SQL tables came to be, one revision after the other, run by Alembic without a file on disk to configure it.

A revision that was released is never edited. To add one: copy the newest file in `versions/`, name it by the
next number, and set `NEWEST`; a test compares the outcome with `sql_tables`.
"""

NEWEST = "0003"
"""The revision this code works with, here so that an up-to-date database opens without importing Alembic."""
