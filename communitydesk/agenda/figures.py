"""What is due and what is wrong, gathered from every capability, and what the year has come to so far."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Money, counted, message
from communitydesk.grants.figures.overview import AwardRow, AwardsFigures, awards_in, running_awards
from communitydesk.grants.figures.problems import Problem
from communitydesk.grants.model import Answer, Award, AwardCard
from communitydesk.group.figures import contacts, current_year, group_figures
from communitydesk.people.figures.expenses import waiting
from communitydesk.people.model import Hours

if TYPE_CHECKING:
    from communitydesk.grants.rates import RateRow
    from communitydesk.people.figures import PeopleCount

Urgency = Literal["late", "due", "later"]
_ORDER = {"late": 0, "due": 1, "later": 2}
SOON, LATER = 30, 100
"""Days within which something is due, and within which it is worth a word."""


@dataclass(frozen=True)
class Item:
    """One thing to do: how urgent, by when if it has a day, what and why, and where it is mended.

    `place`, `key` and `tab` lead there; `problem` is the kind of problem to open, `action` the word on the button.
    """

    urgency: Urgency
    when: dt.date | None
    title: Message
    sentence: Message
    action: Message
    place: str
    key: str = ""
    tab: str = ""
    problem: str = ""

    def said(self, today: dt.date) -> Message:
        """Say how urgent it is in a word or two: Late 3 days, Today, In 6 days, Now."""
        if self.when is None:
            return Message(N_("Late")) if self.urgency == "late" else Message(N_("Now"))
        days = (self.when - today).days
        if days < 0:
            return counted(N_("Late {n} day"), N_("Late {n} days"), -days)
        return counted(N_("In {n} day"), N_("In {n} days"), days) if days else Message(N_("Today"))


@dataclass(frozen=True)
class YearFigures:
    """The group's year so far: minutes and pence of time given, volunteers, and different people who took part."""

    period: Period
    minutes: int
    volunteers: int
    worth: int
    people: PeopleCount
    without_rate: int = 0


@dataclass(frozen=True)
class HomeFigures:
    """What is due and wrong. `awards` are those that run; `begun` tells whether there ever was one."""

    today: dt.date
    items: tuple[Item, ...]
    awards: AwardsFigures
    begun: bool

    @property
    def now(self) -> tuple[Item, ...]:
        """What is late or due."""
        return tuple(item for item in self.items if item.urgency != "later")

    @property
    def later(self) -> tuple[Item, ...]:
        """What is worth a word."""
        return tuple(item for item in self.items if item.urgency == "later")


def due_and_wrong(desk: Desk, today: dt.date) -> tuple[Item, ...]:
    """Return what is due and what is wrong, the most urgent first."""
    with desk.read() as session:
        awards = awards_in(session, today, finished=False)
        return _ordered(
            *_items(session, awards, today), *_pressing(session, today), *_protection(desk, today),
            *_worth_a_word(session, awards, today),
        )  # fmt: skip


def money(desk: Desk, today: dt.date) -> HomeFigures:
    """Return what the first page says first: of the awards that run, of the bank and of expense claims."""
    awards = desk.remembered(running_awards, today)  # the sidebar asks for the same
    with desk.read() as session:
        return HomeFigures(today, _ordered(*_items(session, awards, today)), awards, any_award(session))


def home(desk: Desk, today: dt.date) -> HomeFigures:
    """Return all that the first page says of what is due and of what is wrong, and of the awards that run."""
    figures = desk.remembered(money, today)
    with desk.read() as session:
        people = tuple(_pressing(session, today))
    return replace(figures, items=_ordered(*figures.items, *people, *_protection(desk, today)))


def worth_a_word(desk: Desk, today: dt.date) -> tuple[Item, ...]:
    """Return what comes later: of the awards that run, and consents, contacts and the group's own particulars."""
    figures = desk.remembered(home, today)
    with desk.read() as session:
        return _ordered(*figures.later, *_worth_a_word(session, figures.awards, today))


def this_year(desk: Desk, today: dt.date) -> YearFigures:
    """Return what the first page says of the group's year."""
    with desk.read() as session:
        return year_so_far(session, today)


def _items(session: Session, awards: AwardsFigures, today: dt.date) -> Iterator[Item]:
    answered = _answered(session, awards)
    for row in awards.running:
        yield from _of_award(row, answered, today)
    yield from _bank(awards)
    yield from _expenses(session)


def _protection(desk: Desk, today: dt.date) -> Iterator[Item]:
    from communitydesk.agenda.protecting import protection_items

    yield from protection_items(desk, today)


def _worth_a_word(session: Session, awards: AwardsFigures, today: dt.date) -> Iterator[Item]:
    yield from _consents(session, awards, today)
    yield from _can_wait(session, today)
    yield from _contacts(session, today)
    yield from _profile(session, today)


def _ordered(*found: Item) -> tuple[Item, ...]:
    far = dt.date.max
    return tuple(sorted(found, key=lambda item: (_ORDER[item.urgency], item.when or far)))


# -- grants --------------------------------------------------------------------------------


def _answered(session: Session, awards: AwardsFigures) -> dict[str, int]:
    """How many answers are finished in each report that is being written for a date."""
    keys = [row.due.report_key for row in awards.running if row.due and row.due.report_key]
    query = (
        select(Answer.report_key, func.count())
        .where(Answer.report_key.in_(keys), Answer.done.is_(True), Answer.left_out.is_(False), Answer.text != "")
        .group_by(Answer.report_key)
    )
    return {key: number for key, number in session.execute(query).all()}


def _of_award(row: AwardRow, answered: dict[str, int], today: dt.date) -> Iterator[Item]:
    wrong = [problem for problem in row.problems if problem.kind != "report"]
    due = row.due
    days = (due.due_on - today).days if due else LATER + 1
    if due and days <= LATER:
        urgency: Urgency = "late" if days < 0 else "due" if days <= SOON else "later"
        title = message(N_("{report}, {award}"), report=Message(due.name), award=row.name)
        started = bool(due.report_key)
        sentence = _so_far(answered.get(due.report_key, 0), started, wrong if urgency != "later" else [])
        action = Message(N_("Finish the report")) if started else Message(N_("Write the report"))
        yield Item(urgency, due.due_on, title, sentence, action, "grants", row.key, "report")
        if urgency != "later":
            wrong = wrong[1:]
    if wrong:
        yield _wrong(row, wrong)


def _so_far(finished: int, started: bool, wrong: list[Problem]) -> Message:
    so_far = Message(N_("Not started yet."))
    if started:
        so_far = counted(N_("{n} answer is finished."), N_("{n} answers are finished."), finished)
    if not wrong:
        return so_far
    return message(N_("{so_far} {wrong}"), so_far=so_far, wrong=wrong[0].sentence)


def _wrong(row: AwardRow, wrong: list[Problem]) -> Item:
    first = wrong[0]
    sentence = first.sentence
    if len(wrong) > 1:
        more = counted(N_("One thing more."), N_("{n} things more."), len(wrong) - 1)
        sentence = message(N_("{wrong} {more}"), wrong=first.sentence, more=more)
    urgency: Urgency = {"late": "late", "due": "due"}.get(first.severity, "later")  # type: ignore[assignment]
    return Item(urgency, None, Message(N_("{award}"), {"award": row.name}), sentence, first.mend, "grants", row.key,
                "overview", first.kind)  # fmt: skip


def _bank(awards: AwardsFigures) -> Iterator[Item]:
    if awards.waiting:
        text = counted(
            N_("{n} line from the bank is still to be sorted."),
            N_("{n} lines from the bank are still to be sorted."),
            awards.waiting,
        )
        yield Item("due", None, Message(N_("Bank statement")), text, Message(N_("Sort them")), "grants", "", "bank")


# -- expenses ------------------------------------------------------------------------------


def _expenses(session: Session) -> Iterator[Item]:
    """Claims that wait for somebody to approve them, and those that were approved and are not paid."""
    rows = waiting(session)
    title = Message(N_("Expense claims"))
    if found := [row for row in rows if row.state == "claimed"]:
        text = counted(N_("{n} claim of {amount} waits to be approved."),
                       N_("{n} claims of {amount} together wait to be approved."),
                       len(found), amount=Money(sum(row.to_pay for row in found)))  # fmt: skip
        key = found[0].key if len(found) == 1 else ""
        yield Item("due", None, title, text, Message(N_("Approve")), "expenses", key, "" if key else "todo")
    if found := [row for row in rows if row.state == "approved"]:
        text = counted(N_("{n} claim of {amount} was approved and is not paid yet."),
                       N_("{n} claims of {amount} together were approved and are not paid yet."),
                       len(found), amount=Money(sum(row.to_pay for row in found)))  # fmt: skip
        key = found[0].key if len(found) == 1 else ""
        yield Item("due", None, title, text, Message(N_("Pay")), "expenses", key, "" if key else "todo")


# -- people who help -----------------------------------------------------------------------


def _pressing(session: Session, today: dt.date) -> Iterator[Item]:
    """What cannot wait of people, their roles and the rota."""
    from communitydesk.people.figures.concerns import pressing

    for one in pressing(session, today):
        urgency: Urgency = "late" if one.state == "late" else "due"
        yield Item(urgency, one.when, one.title, one.sentence, one.action, one.place, one.key, one.tab)


def _can_wait(session: Session, today: dt.date) -> Iterator[Item]:
    from communitydesk.people.figures.concerns import can_wait

    for one in can_wait(session, today):
        yield Item("later", one.when, one.title, one.sentence, one.action, one.place, one.key, one.tab)


# -- evidence, contacts, the group ---------------------------------------------------------


def _consents(session: Session, awards: AwardsFigures, today: dt.date) -> Iterator[Item]:
    """Consents that lapse soon, of evidence that a running award uses; what has lapsed is a problem of its award."""
    running = [row.key for row in awards.running]
    used = session.scalars(select(AwardCard.card_key).where(AwardCard.award_key.in_(running))).all()
    if not used:
        return
    from communitydesk.impact.figures import card_rows

    rows = card_rows(session, today, keys=tuple(set(used)))
    soon = [row for row in rows if row.consent.state == "soon"]
    if soon:
        day = min(row.consent.until for row in soon if row.consent.until)
        text = counted(N_("Consent for {n} piece of evidence runs out."),
                       N_("Consents for {n} pieces of evidence run out."), len(soon))  # fmt: skip
        title, action = Message(N_("Consent runs out")), Message(N_("See whose"))
        yield Item("later", day, title, text, action, "impact", soon[0].key)


def _contacts(session: Session, today: dt.date) -> Iterator[Item]:
    stale = [row for row in contacts(session, today) if row.stale]
    if stale:
        text = counted(
            N_("The details of {n} contact were not checked for a year."),
            N_("The details of {n} contacts were not checked for a year."),
            len(stale),
        )
        yield Item(
            "later", None, Message(N_("Contacts to check")), text, Message(N_("Check them")), "group", "", "contacts"
        )


def _profile(session: Session, today: dt.date) -> Iterator[Item]:
    group = group_figures(session, today)
    if group and group.gaps:
        yield Item(
            "later", None, Message(N_("Your group")), group.gaps[0], Message(N_("Say it")), "group", "", "profile"
        )


# -- the year ------------------------------------------------------------------------------


def year_so_far(session: Session, today: dt.date) -> YearFigures:
    """Return the group's own year up to today: time given, what it is worth by default rates, people who took part."""
    from communitydesk.people.figures import HoursWanted, hours_figures, people_count

    year = current_year(session, today)
    period = Period(year.start, min(today, year.end or today))
    hours = hours_figures(session, HoursWanted(period=period))
    worth, without = _worth(session, period)
    return YearFigures(period, hours.minutes, hours.volunteers, worth, people_count(session, period), without)


def _worth(session: Session, period: Period) -> tuple[int, int]:
    """Return the pence that the time of a period is worth, each rate rounded once, and the minutes without a rate."""
    from communitydesk.grants.figures.match import own_rates
    from communitydesk.grants.rates import DEFAULT_SCHEME, rate_for

    rates = own_rates(session)
    query = (
        select(Hours.role_class, Hours.given_on, func.sum(Hours.minutes * Hours.people))
        .where(Hours.given_on.between(period.start, period.end))
        .group_by(Hours.role_class, Hours.given_on)
    )
    by_rate: defaultdict[RateRow, int] = defaultdict(int)
    without = 0
    for role_class, day, minutes in session.execute(query).all():
        if rate := rate_for(rates, DEFAULT_SCHEME, role_class, day):
            by_rate[rate] += minutes
        else:
            without += minutes
    return sum(rate.worth(minutes) for rate, minutes in by_rate.items()), without


def any_award(session: Session) -> bool:
    """Whether there is an award at all."""
    return session.scalar(select(Award.key).limit(1)) is not None
