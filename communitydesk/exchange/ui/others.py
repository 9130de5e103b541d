"""Other files: awards as open data, in and out; due dates for a calendar; lists for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, Words, counted, message
from communitydesk.exchange import figures
from communitydesk.exchange.bring_in import awards_of_group, content_of
from communitydesk.exchange.calendars import to_icalendar
from communitydesk.exchange.giving360 import GivenAward, to_giving360
from communitydesk.exchange.tables_out import to_csv, to_xlsx
from communitydesk.exchange.ui.saving import save_made
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes

Make = Callable[[Path], bytes]


class OtherFiles(Card):
    """A row for each file: what it is for, and the button that saves or chooses it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Other files")))
        self.context, self.words = context, context.words
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(context.theme.px(16))
        self._grid.setVerticalSpacing(context.theme.px(12))
        self.add(holder)
        save, bring = N_("Save ..."), N_("Choose ...")
        self._row(
            N_("Awards as open data (360Giving)"),
            N_("What your funders gave you, as a file that anyone may read and compare. No person is named in it."),
            save, self.save_open_data,
        )  # fmt: skip
        self._row(
            N_("Due dates for your calendar"),
            N_("Reports that are due and the days by which money has to be spent, for the calendar on your phone."),
            save, self.save_calendar,
        )  # fmt: skip
        self._row(
            N_("Payments for a spreadsheet"),
            N_("Every payment with its award and line, as XLSX or CSV."),
            save, lambda: self._save_list(figures.payments_list, "payments"),
        )  # fmt: skip
        self._row(
            N_("Volunteer hours for a spreadsheet"),
            N_("Every entry of hours, as XLSX or CSV. It holds people's names: keep it as safe as your file."),
            save, lambda: self._save_list(figures.hours_list, "hours"),
        )  # fmt: skip
        self._row(
            N_("Awards from a funder's open data (360Giving)"),
            N_("Adds the awards made to your group, with their funder, from the JSON, CSV or XLSX that funders publish."),
            bring, self.bring_awards,
        )  # fmt: skip

    def _row(self, title: str, sentence: str, act_text: str, act: Callable[[], None]) -> None:
        at = self._grid.rowCount()
        said = self.words(title)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(said, "strong"))
        told.addWidget(label(self.words(sentence), "second"))
        self._grid.addLayout(told, at, 0)
        made = button(self.words(act_text), act, name=f"{said}: {self.words(act_text)}")
        self._grid.addWidget(made, at, 1, Qt.AlignmentFlag.AlignVCenter)

    # -- out ---------------------------------------------------------------------------------------

    def save_open_data(self) -> None:
        """Save the group's awards as 360Giving; say which are left out and why."""
        found = self.context.attempt(lambda: _open_data(self.context.desk, self.words, self.context.today()))
        if found is None:
            return
        content, missing = found
        one, many = N_("Saved. {n} award is left out: {why}"), N_("Saved. {n} awards are left out: {why}")
        said = counted(one, many, len(missing), why=missing[0]) if missing else None
        self._save(N_("Save awards as open data"), "awards-360giving.json", "*.json", lambda _: content, said)

    def save_calendar(self) -> None:
        """Save the due dates as an iCalendar file."""
        words = self.words

        def make(_: Path) -> bytes:
            now = dt.datetime.now(dt.UTC)
            dates = figures.due_dates(self.context.desk, words)
            return to_icalendar(dates, words(N_("Grants: what is due")), now, words.tag)

        self._save(N_("Save due dates"), "due-dates.ics", "*.ics", make)

    def _save_list(self, gather: Callable[[Desk, Words], figures.ListOut], name: str) -> None:
        def make(path: Path) -> bytes:
            found = gather(self.context.desk, self.words)
            if path.suffix.lower() == ".csv":
                return to_csv(found.columns, found.rows)
            return to_xlsx(found.columns, found.rows, found.title, self.words(N_("Together")))

        self._save(N_("Save a list"), f"{name}.xlsx", "*.xlsx *.csv", make)

    def _save(self, title: str, name: str, kinds: str, make: Make, said: Message | None = None) -> None:
        """Ask where to, write off the window's thread, and say so."""
        saved = N_("“{name}” was saved.")
        save_made(self.context, title, name, kinds, make, lambda called: said or message(saved, name=called))

    # -- in ----------------------------------------------------------------------------------------

    @writes
    def bring_awards(self) -> None:
        """Add this group's awards from a funder's file, after asking."""
        paths = self.context.window.open_files(N_("Choose a funder's 360Giving file"), "*.json *.csv *.xlsx")
        if not paths:
            return
        desk, today = self.context.desk, self.context.today()
        self.context.window.run(
            N_("Reading the funder's file"),
            lambda progress: awards_of_group(desk, content_of(paths[0]), today),
            lambda found: self._ask_awards(*found),
        )

    def _ask_awards(self, fit: tuple[GivenAward, ...], left_out: tuple[Message, ...]) -> None:
        from communitydesk.exchange.actions import bring_in_awards

        if not fit:
            self.context.window.show_trouble(Refused(left_out[0]))
            return
        words = self.words
        listed = "\n".join(
            [words(N_("{award}: {amount} from {funder}"), award=one.title, amount=words.money(one.amount_pence or 0),
                   funder=one.funder_name) for one in fit[:12]]
            + [words.say(why) for why in left_out[:12]]
        )  # fmt: skip
        question = counted(
            N_("Add {n} award that was made to your group?"),
            N_("Add {n} awards that were made to your group?"),
            len(fit),
        )
        if self.context.window.ask(question, N_("Add"), message("{text}", text=listed)):
            keys = self.context.attempt(lambda: bring_in_awards(self.context.desk, fit))
            if keys:
                self.context.go("grants", keys[0] if len(keys) == 1 else None)


def _open_data(desk: Desk, words: Words, today: dt.date) -> tuple[bytes, tuple[Message, ...]]:
    own = figures.own_awards(desk, today)
    if not own.awards:
        raise Refused(own.missing[0] if own.missing else Message(N_("There is no award to your group yet.")))
    title = words(N_("Awards to {group}"), group=own.publisher)
    return to_giving360(own.awards, own.publisher, title, today), own.missing
