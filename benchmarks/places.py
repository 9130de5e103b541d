"""How long the places take that show much: 500 people, their rota, 9,000 payments, an award's page, in our window.

What is opened for the first time loads its screens too; both are told.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.measure import Measured, Times
from benchmarks.samples import FOLDER, sample, today

WAIT = 100
"""Milliseconds that nobody sees as a wait."""
KEYS = "mar"
LIST = 2_000  # rows
FIRST = ("Ann", "Bo", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jo")
LAST = (*"ABCDEFGHIJ", "Ka", "Lo", "Mi", "Ne", "Ol", "Pe", "Ra", "Si", "To", "Wi")


class Opened:
    """A window of ours with the large sample, all of it standing."""

    def __init__(self) -> None:
        from communitydesk.__main__ import hurry, language

        hurry()
        from PySide6.QtWidgets import QApplication

        from communitydesk.app import Application
        from communitydesk.desk.words import Words
        from communitydesk.shell.preferences import Preferences

        preferences = Preferences(Path(os.environ[FOLDER]) / "settings.ini")
        preferences.who = "Bench"
        self.qt = QApplication(["communitydesk"])
        self.application = Application(self.qt, Words(language()), preferences)
        sys.excepthook = _fail  # and no dialog that nobody answers
        self.application.begin(sample("large"))
        self.window: Any = self.application.window
        self.window.stands.connect(lambda: self.qt.exit(0))  # quit would close the window
        self.qt.exec()

    def timed(self, times: Times, act: Callable[[], object]) -> None:
        """Do something, until it is painted; then let everything else come that waits."""
        from PySide6.QtCore import QEvent

        with times:
            act()
            self.qt.sendPostedEvents()  # what is to be laid out, but not yet what waits until it has been painted
            self.window.grab()
        for _ in range(200):
            self.qt.processEvents()
        self.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what was left goes, as in a real loop

    def close(self) -> None:
        """Leave without the backup that closing makes."""
        assert self.application.desk is not None
        self.window.rest()
        self.application.desk.close()


def _fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def people(rounds: int) -> Sequence[Measured]:
    """Show everybody, filter, sort, open a record; bring in a list of 2,000."""
    it = Opened()
    first, shown, keys, sorts, record, again = (Times() for _ in range(6))
    for number in range(rounds + 1):
        it.window.go("home")
        it.timed(shown if number else first, partial(it.window.go, "people"))
        table = it.window.pages.currentWidget().front.people.table
        for at in range(1, len(KEYS) + 1):
            it.timed(keys, partial(table.filter.setText, KEYS[:at]))
        table.filter.setText("")
        for column in range(table.model.columnCount()):
            it.timed(sorts, partial(table.view.sortByColumn, column, _order(number)))
        key = table.model.row(10 + number).key
        it.timed(again if number else record, partial(it.window.go, "people", key))
    count = len(table.model.all)
    helping = _helping(it, rounds)
    it.close()
    source = f"{count} people, until painted, middle of the rounds"
    return (
        Measured("People: the list, first time", first.middle(), None, None, f"{source}, screens loaded"),
        Measured("People: the list", shown.middle(), None, WAIT, source),
        Measured("People: filter, a key", keys.middle(), None, 50, source),
        Measured("People: sort by a column", sorts.middle(), None, WAIT, f"{source}, each column"),
        Measured("People: open a record, first time", record.middle(), None, None, f"{source}, screens loaded"),
        Measured("People: open a record", again.middle(), None, WAIT, source),
        *helping,
        *_importing(),
    )


def _helping(it: Opened, rounds: int) -> Sequence[Measured]:
    """Show what the people do: who is in date, the rota, expense claims; each first once, to load its screens."""
    shown = (
        ("Who is in date, every role", "people", "indate"),
        ("The rota of twelve activities", "rota", None),
        ("Expense claims, 1,250", "expenses", None),
    )
    times = {name: Times() for name, _, _ in shown}
    for number in range(rounds + 1):
        for name, place, tab in shown:
            it.window.go("home")
            it.timed(times[name] if number else Times(), partial(it.window.go, place, None, tab))
    return tuple(
        Measured(name, taken.middle(), None, WAIT, "large sample, until painted, middle of the rounds")
        for name, taken in times.items()
    )


def _order(number: int) -> Any:
    from PySide6.QtCore import Qt

    return Qt.SortOrder.DescendingOrder if number % 2 else Qt.SortOrder.AscendingOrder


def _importing() -> Sequence[Measured]:
    """Bring 2,000 rows in among the 500 people who are there: a quarter are here already, some others come twice."""
    from communitydesk.capabilities import models
    from communitydesk.desk.words import Words
    from communitydesk.exchange.people.actions import bring_in_people
    from communitydesk.exchange.people.figures import known_people
    from communitydesk.exchange.people.likeness import compare
    from communitydesk.exchange.people.merging import Decision, first_decision, plan
    from communitydesk.exchange.people.opened import open_people
    from communitydesk.storage import open_desk

    path, day = Path(os.environ[FOLDER]) / "importing.communitydesk", today()
    shutil.copyfile(sample("large"), path)
    desk = open_desk(path, models=models)
    known, _ = known_people(desk)
    names = [one.name for one in known]
    rows = [
        names[n % len(names)] if n % 4 == 0 else f"{FIRST[n % 10]} {LAST[n // 10 % 20]}son{n // 3 % 90}"
        for n in range(LIST)
    ]
    content = "\n".join(
        ["Name,E-mail,Phone,Date of birth,Role",
         *(f"{name},p{n // 2}@example.org,07700 {n // 2:06},{n % 28 + 1}/{n % 12 + 1}/{1940 + n % 60},Helper"
           for n, name in enumerate(rows))]
    ).encode()  # fmt: skip
    looking, keeping = Times(), Times()
    with looking:
        read = open_people(content, day).read(None, day)
        known, standings = known_people(desk)
        decisions = [first_decision(one) for one in compare(read.people, known)]
        planned = plan(read.people, [one if one.way else Decision("leave") for one in decisions], standings)
    with keeping:
        added, joined = bring_in_people(desk, planned, ("is_volunteer",), day, Words())
    desk.close()
    both = looking.clock[0] + keeping.clock[0], looking.processor[0] + keeping.processor[0]
    source = f"{len(read.people):,} read, {added:,} added, {joined:,} joined; once"
    return (
        Measured("List of 2,000 people: read and compared", looking.middle(), None, None, source),
        Measured("List of 2,000 people: brought in, in all", both, None, 3000, source),
    )


def grants(rounds: int) -> Sequence[Measured]:
    """Show all payments, and the page of an award."""
    it = Opened()
    first, whole, shown, page, again = (Times() for _ in range(5))
    keys = _awards(it)
    for number in range(rounds + 1):
        it.window.go("home")
        with whole if not number else Times():
            it.timed(shown if number else first, partial(it.window.go, "grants", None, "payments"))
        it.window.go("home")
        key = keys[number % len(keys)]
        it.timed(again if number else page, partial(it.window.go, "grants", key))
    it.close()
    source = "large sample, until painted"
    return (
        Measured("All payments, 9,000: first time", first.middle(), None, None, f"{source}, screens loaded"),
        Measured(
            "the same, until all of them are there", whole.middle(), None, None, "and can be filtered without a wait"
        ),
        Measured("All payments, 9,000: again", shown.middle(), None, WAIT, source),
        Measured("An award's page, first time", page.middle(), None, None, f"{source}, screens loaded"),
        Measured("An award's page", again.middle(), None, WAIT, f"{source}, a different award each time"),
    )


def _awards(it: Opened) -> list[str]:
    from communitydesk.grants.figures.overview import running_awards

    assert it.application.desk is not None
    return [row.key for row in running_awards(it.application.desk, it.window.context.today()).rows]
