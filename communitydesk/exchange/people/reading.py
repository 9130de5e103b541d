"""The rows of a list of people as plain values, with what could not be read kept as it was typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from communitydesk.desk.words import N_, Message, message
from communitydesk.exchange.people.columns import DATES, ROLES, Columns
from communitydesk.exchange.people.values import day_in, emails_in, phones_in, postcode_in
from communitydesk.exchange.tables_in import Table

PARTS: Mapping[str, str] = MappingProxyType({
    "is_volunteer": N_("Volunteers"),
    "is_committee": N_("Committee members or trustees"),
    "is_staff": N_("Paid staff"),
    "is_sessional": N_("Sessional workers"),
    "takes_part": N_("People who take part"),
})  # fmt: skip
"""What the people of a list may be, where the list does not say."""

LONGEST_NAME = 200
_PART_WORDS = {
    "is_committee": r"committee|trustee|chair|treasurer|secretary|director|board|pwyllgor|zarzad|governor",
    "is_staff": r"staff|employee|employed|paid|worker(?! bee)|manager|officer",
    "is_sessional": r"sessional|freelance|self.?employed|tutor|contractor",
    "takes_part": r"participant|attend|member\b|client|learner|user|takes part|child|young person|pupil",
    "is_volunteer": r"volunteer|helper|gwirfoddol|wolontariusz",
}
_SWAPPED = re.compile(r"[^,]+, ?[^,]+")


@dataclass(frozen=True)
class Unread:
    """A cell that says nothing that can be used: whose column it is, and what stands in it."""

    label: str
    text: str


@dataclass(frozen=True)
class Incoming:
    """One person of a list. `number` is the row as a person counts it, or the card's place in its file.

    `values` are ready to be kept, by the field's name (dates as dates); `parts` what the list says that they are.
    """

    number: int
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    address: str = ""
    born_on: dt.date | None = None
    values: Mapping[str, str | dt.date] = field(default_factory=dict)
    emergency_name: str = ""
    emergency_phone: str = ""
    parts: tuple[str, ...] = ()
    notes: str = ""
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class PeopleRead:
    """Everybody in a list, the rows that are nobody, and what was done to read it."""

    people: tuple[Incoming, ...]
    left_out: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()


def read_people(table: Table, columns: Columns, today: dt.date) -> PeopleRead:
    """Return the people in a table. A row without a name is told, not taken."""
    swapped = _surname_first(table, columns)
    people: list[Incoming] = []
    left_out: list[Message] = []
    for number, row in zip(table.numbers[columns.first :], table.rows[columns.first :], strict=True):
        one = _Row(row, columns, today)
        name = one.name(swapped)
        if not name:
            left_out.append(message(N_("Row {row} has no name and is left out."), row=number))
        elif not any(letter.isalpha() for letter in name) or len(name) > LONGEST_NAME:
            left_out.append(
                message(N_("Row {row} has “{text}” for a name and is left out."), row=number, text=name[:40])
            )
        else:
            people.append(one.person(number, name))
    notes = list(table.notes)
    if swapped:
        notes.append(message(N_("Names are written “Last, First” and were turned round.")))
    return PeopleRead(tuple(people), tuple(left_out), tuple(notes))


def _surname_first(table: Table, columns: Columns) -> bool:
    cells = [row[column] for column in columns.of("name") for row in table.rows[columns.first :] if row[column]]
    return bool(cells) and sum(bool(_SWAPPED.fullmatch(cell)) for cell in cells) >= 0.8 * len(cells)


class _Row:
    """One row on its way to being a person; collects what cannot be read."""

    def __init__(self, row: Sequence[str], columns: Columns, today: dt.date) -> None:
        self._row, self._columns, self._today = row, columns, today
        self._unread: list[Unread] = []

    def _cells(self, role: str) -> list[str]:
        return [self._row[column] for column in self._columns.of(role) if self._row[column]]

    def name(self, swapped: bool) -> str:
        whole = " ".join(self._cells("name") or [*self._cells("first"), *self._cells("last")])
        if swapped and _SWAPPED.fullmatch(whole):
            last, first = (part.strip() for part in whole.split(",", 1))
            whole = f"{first} {last}"
        return " ".join(whole.split())

    def person(self, number: int, name: str) -> Incoming:
        values: dict[str, str | dt.date] = {
            role: " ".join(self._cells(role)) for role in ("role", "language", "access_needs") if self._cells(role)
        }
        days = {role: self._day(role) for role in DATES}
        self._check_days(days)
        values.update({role: day for role, day in days.items() if day and role != "born_on"})
        if postcode := self._postcode():
            values["postcode"] = postcode
        emails, phones = self._several("email"), self._several("phone")
        return Incoming(
            number,
            name,
            emails,
            phones,
            address=", ".join(self._cells("address")),
            born_on=days["born_on"],
            values=MappingProxyType(values),
            emergency_name=" ".join(self._cells("emergency_name")),
            emergency_phone=" ".join(self._cells("emergency_phone")),
            parts=parts_in(" ".join(self._cells("parts"))),
            notes="\n".join(self._cells("notes")),
            unread=tuple(self._unread),
        )

    def _check_days(self, days: dict[str, dt.date | None]) -> None:
        """Give up days that cannot stand beside the others: left before joining, or still to come; born after joining."""
        born, joined, left = (days[role] for role in DATES)
        if left and ((joined and left < joined) or left > self._today):
            self._give_up("left_on", self._cells("left_on")[0])
            days["left_on"] = None
        if born and joined and joined < born:
            self._give_up("born_on", self._cells("born_on")[0])
            days["born_on"] = None

    def _day(self, role: str) -> dt.date | None:
        for cell in self._cells(role):
            day = day_in(cell, self._columns.day_first, self._today, birth=role == "born_on")
            if day:
                return day
            self._give_up(role, cell)
        return None

    def _postcode(self) -> str:
        text = " ".join(self._cells("postcode"))
        postcode = postcode_in(text)
        if text and not postcode:
            self._give_up("postcode", text)
        return postcode

    def _several(self, role: str) -> tuple[str, ...]:
        found: list[str] = []
        for cell in self._cells(role):
            read = emails_in(cell) if role == "email" else phones_in(cell)
            found += read
            if not read:
                self._give_up(role, cell)
        return tuple(dict.fromkeys(found))

    def _give_up(self, role: str, text: str) -> None:
        self._unread.append(Unread(ROLES[role], text))


def parts_in(text: str) -> tuple[str, ...]:
    """Return what somebody is by a list's own words ("Trustee / volunteer"); empty when it says nothing known."""
    given = text.casefold()
    return tuple(part for part, pattern in _PART_WORDS.items() if re.search(rf"\b(?:{pattern})", given))
