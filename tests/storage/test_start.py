"""Opening a file, changing it, undoing and searching load no more than they need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.storage.records import Pot, new_desk, open_again

OPEN = """
import sys, pathlib
from communitydesk.storage import open_desk
desk = open_desk(pathlib.Path(sys.argv[1]))
desk.undo(); desk.redo(); desk.search("garden", 5); desk.recent(5); desk.undo_label
heavy = ("alembic", "platformdirs", "hypothesis", "PySide6", "babel", "PIL", "reportlab", "ctypes.wintypes")
rooms = ("group", "activities", "people", "impact", "grants")
loaded = [name for name in heavy if name in sys.modules]
loaded += [room for room in rooms if f"communitydesk.{room}" in sys.modules]
desk.close()
print(loaded)
"""


def test_opening_a_file_loads_no_records_and_no_migrations(tmp_path: Path) -> None:
    path = tmp_path / "group.communitydesk"
    desk = new_desk(path)
    with desk.change("Add") as session:
        session.add(Pot(name="Garden"))
    desk.close()
    done = subprocess.run([sys.executable, "-c", OPEN, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_opening_a_larger_file_reads_no_more_of_it(tmp_path: Path) -> None:
    read = []
    for size in (100, 2000):
        path = tmp_path / f"{size}.communitydesk"
        desk = new_desk(path)
        with desk.change("Add") as session:
            session.add_all(Pot(name=f"Garden {n}", about="x" * 300) for n in range(size))
        desk.close()
        desk = open_again(path)
        statements: list[str] = []
        with desk.engine.connect() as connection:
            raw = connection.connection.driver_connection
            raw.set_progress_handler(lambda: statements.append("x") and None, 100)  # noqa: B023
        assert desk.undo_label
        assert len(desk.recent(5)) == 1
        with desk.engine.connect() as connection:
            raw = connection.connection.driver_connection
            raw.set_progress_handler(None, 0)
        read.append(len(statements))
        desk.close()
    assert read[1] <= read[0] + 2
