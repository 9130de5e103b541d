"""What the program writes after somebody was erased, and what it gives them of themselves before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from communitydesk.capabilities import documents
from communitydesk.cli import rendered
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.exchange.calendars import to_icalendar
from communitydesk.exchange.figures import due_dates, hours_list, payments_list
from communitydesk.exchange.people.cards_out import to_cards
from communitydesk.exchange.people.figures import entries
from communitydesk.exchange.people.lists import COLUMNS, GONE, people_list
from communitydesk.protection.actions.erasing import Choice, erase_person
from communitydesk.protection.figures.holding import holding
from tests.protection.conftest import TODAY, WORDS, Made
from tests.protection.everywhere import in_content, in_text


def written(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Everything that can be written: each document in each form, the lists, the cards, the calendar."""
    for one in documents(desk, TODAY):
        for kind in (".pdf", ".json", ".csv"):
            try:
                yield f"{one.id}{kind}", rendered(one, kind, WORDS)
            except Refused:
                continue
    everybody = entries(desk)
    for title, found in (
        ("payments", payments_list(desk, WORDS)),
        ("hours", hours_list(desk, WORDS)),
        ("people", people_list(everybody, tuple(COLUMNS), GONE, WORDS)),
    ):
        yield title, json.dumps([[str(cell) for cell in row] for row in found.rows], ensure_ascii=False).encode()
    yield "cards", to_cards(everybody, "Garden Friends")
    yield "calendar", to_icalendar(due_dates(desk, WORDS), "Garden Friends", dt.datetime(2026, 11, 21, tzinfo=dt.UTC))


def found_in(desk: Desk, made: Made) -> set[str]:
    return {name for name, content in written(desk) if in_content(content, made.secrets) or in_text(name, made.secrets)}


def test_nothing_that_is_written_afterwards_holds_an_erased_person(desk: Desk, made: Made) -> None:
    assert {"people", "cards", "hours"} <= found_in(desk, made)  # before it does
    choices = {one.id: Choice("redact") for one in holding(desk, made.person).sent}
    erase_person(desk, made.person, choices, TODAY, WORDS)
    assert found_in(desk, made) == set()
