"""A file of people that was opened: a list whose columns can be looked at, or address-book cards, which need no asking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from communitydesk.exchange.people.cards_in import is_cards, read_cards
from communitydesk.exchange.people.columns import Columns, guess_columns
from communitydesk.exchange.people.reading import PeopleRead, read_people
from communitydesk.exchange.tables_in import Table, read_table


@dataclass(frozen=True)
class OpenedPeople:
    """A table with the guess of its columns, or the people of a file of cards."""

    table: Table | None = None
    guess: Columns | None = None
    cards: PeopleRead | None = None

    def read(self, columns: Columns | None, today: dt.date) -> PeopleRead:
        """Return everybody in the file, its columns read as said."""
        if self.cards is not None:
            return self.cards
        assert self.table is not None
        assert self.guess is not None
        return read_people(self.table, columns or self.guess, today)

    def heading(self, column: int) -> str:
        """Return what stands above a column, "" where nothing does."""
        if self.table is None or self.guess is None or self.guess.header is None:
            return ""
        return self.table.rows[self.guess.header][column]


def open_people(content: bytes, today: dt.date, sheet: str = "") -> OpenedPeople:
    """Return a file of people as it is understood. Raises FileTrouble with one sentence when it is none."""
    if is_cards(content):
        return OpenedPeople(cards=read_cards(content, today))
    table = read_table(content, sheet)
    return OpenedPeople(table, guess_columns(table, today))
