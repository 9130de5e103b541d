"""The sample's volunteers: how they came, what they do and hold, who is called, and what they claim back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from communitydesk.desk.desk import Desk
from communitydesk.desk.money import parse_money
from communitydesk.grants.actions.expenses import Said, pay_claim
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.model import BudgetLine
from communitydesk.people import model as people
from communitydesk.people.actions import expenses
from communitydesk.people.figures.expenses import ClaimsWanted, claim_rows
from communitydesk.people.model.joining import JOINING, LEAVING, REASON, SOURCE
from communitydesk.people.model.roles import lacking_text
from communitydesk.people.model.skills import OFFERED, SLOTS, WANTED
from communitydesk.people.starting import starting
from communitydesk.sample.book import Book

AS_THEY_ARE = (
    people.Role, people.RoleNeed, people.RoleHeld, people.CheckSeen, people.Certificate, people.Reference,
    people.EmergencyContact, people.GuardianConsent, people.ContactWay, people.PersonNote, people.Skill,
)  # fmt: skip
"""What the data holds field by field."""


def answers(book: Book, data: Mapping[str, Any]) -> None:
    """Add what people point to: the answers and checklists that a group starts with, and the households."""
    for list_ in (SOURCE, REASON):
        for row in starting(list_):
            book.add(people.PeopleChoice, f"{list_}:{row.code}", kind=list_, name=row.name, place=row.place,
                     code=row.code)  # fmt: skip
    for list_ in (JOINING, LEAVING):
        for row in starting(list_):
            book.add(people.ChecklistItem, f"{list_}:{row.code}", checklist=list_, name=row.name, whom=row.whom,
                     place=row.place, code=row.code)  # fmt: skip
    book.read_all(data, (people.Household,))


def volunteers(book: Book, data: Mapping[str, Any]) -> None:
    """Add what is known of people who help, besides their hours and the rota; needs the people and their answers."""
    book.read_all(data, AS_THEY_ARE)
    _steps(book, data["steps"])
    _parts(book, data["parts"])
    _skills(book, data["skills"], data["free"])
    for list_, ticks in ((JOINING, data["ticks"]), (LEAVING, data["left_ticks"])):
        for name, rows in ticks.items():
            for code, day, by, *note in rows:
                book.add(people.ChecklistTick, person_key=_key(book, name), by_whom=by, note=" ".join(note),
                         item_key=book.key_of(people.ChecklistItem, f"{list_}:{code}"),
                         done_on=book.calendar.day(day))  # fmt: skip
    for role, name, reason, by, day, training in data["ahead"]:
        went_ahead(book, role, name, reason, by, day, training)


def went_ahead(
    book: Book, role: str, name: str, reason: str, by: str, day: str, training: str, planned: str | None = None
) -> None:
    """Add a decision to go ahead without a training that the role needs; `planned` is the key of a planned session."""
    lacking = lacking_text([("training", "", training, 0)])
    book.add(people.WentAhead, role_key=book.key_of(people.Role, role), person_key=_key(book, name), lacking=lacking,
             reason=reason, decided_by=by, decided_on=book.calendar.day(day), planned_key=planned)  # fmt: skip


def _key(book: Book, name: str) -> str:
    return book.key_of(people.Person, name)


def _steps(book: Book, told: Mapping[str, Any]) -> None:
    """Add how each came: as the data tells, or by a trial of two months; those of the first months needed none."""
    for name, rows in told.items():
        for stage, since, *rest in rows:
            until, reason, said = (*rest, "", "", "")[:3]
            book.add(people.StageChange, person_key=_key(book, name), stage=stage, since_on=book.calendar.day(since),
                     until_on=book.calendar.day(until) if until else None, said=said,
                     reason_key=book.key_of(people.PeopleChoice, f"{REASON}:{reason}") if reason else None)  # fmt: skip
    known = {_key(book, name) for name in told}
    first = book.calendar.day("m-33")
    for person in book.kept(people.Person):
        if person.key in known or not person.joined_on:
            continue
        active = person.joined_on
        if person.is_volunteer and active > first:
            book.add(people.StageChange, person_key=person.key, stage="trial", since_on=active)
            active = min(active + dt.timedelta(weeks=8), book.calendar.today)
        book.add(people.StageChange, person_key=person.key, stage="active", since_on=active)


def _parts(book: Book, notes: Mapping[str, str]) -> None:
    """Add since when everybody is what they are; of the committee also as what."""
    said = {_key(book, name): note for name, note in notes.items()}
    for person in book.kept(people.Person):
        for kind in people.PARTS:
            if getattr(person, kind) and person.joined_on:
                note = said.get(person.key, "") if kind == "is_committee" else ""
                book.add(people.Part, person_key=person.key, kind=kind, from_on=person.joined_on, to_on=person.left_on,
                         note=note)  # fmt: skip


def _skills(book: Book, skills: Mapping[str, Any], free: Mapping[str, str]) -> None:
    for name, lists in skills.items():
        for which, offered in zip((OFFERED, WANTED), lists, strict=True):
            for skill in offered:
                book.add(people.PersonSkill, person_key=_key(book, name), which=which,
                         skill_key=book.key_of(people.Skill, skill))  # fmt: skip
    slots = {slot[0]: slot for slot in SLOTS}
    for name, times in free.items():
        for time in times.split():
            book.add(people.Availability, person_key=_key(book, name), weekday=int(time[0]), slot=slots[time[1]])


# -- what is claimed back ----------------------------------------------------------------------------


def claims(book: Book, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[people.ExpenseLine, str]]:
    """Add the expense claims as they were typed; yield the lines of which there is a receipt, and the shop."""
    for number, row in enumerate(rows, 1):
        claim = book.add(people.ExpenseClaim, row["ref"], person_key=_key(book, row["by"]), number=number)
        for position, (day, what, amount, *why) in enumerate(row["lines"], 1):
            line = book.add(people.ExpenseLine, claim_key=claim.key, position=position, what=what,
                            spent_on=book.calendar.day(day), no_receipt=" ".join(why), **_worth(amount))  # fmt: skip
            if line.kind == "cost" and not why:
                yield line, row["shop"]


def _worth(amount: Any) -> dict[str, Any]:
    if isinstance(amount, str):
        return {"kind": "cost", "amount": parse_money(amount)}
    return {"kind": "mileage", "tenths": round(float(amount["miles"]) * 10), "vehicle": "car",
            "passengers": amount.get("passengers", 0), "journey": amount["journey"]}  # fmt: skip


def hand_in(desk: Desk, book: Book, rows: Iterable[Mapping[str, Any]]) -> None:
    """Bring each claim as far as it has come: handed in, approved, paid on an award's line, or given to the group."""
    for row in rows:
        claim = book.find(people.ExpenseClaim, row["ref"])
        expenses.hand_in(desk, claim.key, book.calendar.day(row["handed"]))
        if "approved" in row:
            by, day = row["approved"]
            expenses.approve(desk, claim.key, _key(book, by), book.calendar.day(day))
        if "paid" in row:
            day, how, ref = row["paid"]
            line = book.find(BudgetLine, ref)
            amount = _total(desk, claim.key)
            said = Said("Volunteer expenses", f"Volunteer expenses, claim {claim.number}", "Miles driven")
            pay_claim(desk, claim.key, book.calendar.day(day), how, [Share(line.award_key, line.key, amount)], said)
        if "given" in row:
            expenses.waive(desk, claim.key, _total(desk, claim.key), book.calendar.day(row["given"]))


def _total(desk: Desk, claim_key: str) -> int:
    with desk.read() as session:
        (row,) = claim_rows(session, ClaimsWanted(keys=(claim_key,)))
    return row.total
