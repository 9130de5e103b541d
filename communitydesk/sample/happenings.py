"""Three years of sessions, who came to them, and the time that people gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from communitydesk.activities.model import Activity, Session, Tally
from communitydesk.grants.model import Award, HourClaim
from communitydesk.people.model import Attendance, Hours, Person
from communitydesk.sample.book import Book

KITCHEN = ("harpreet", "sharmila", "layla", "balwinder", "dorothy", "ruth", "deepa", "katarzyna")
GARDEN = ("winston", "karthik", "sian", "rafiqul", "tom", "sam", "ayesha")
REPAIR = ("zbigniew", "yousef", "siobhan", "peter", "colin")
REPAIR_DAYS = range(1, 8)
"""Days of the month of which one is a repair morning: its first Saturday."""
PAUSED = "m-2:03"
CLUB = ("lan", "imran")
BOARD = ("margaret", "gwenllian", "meenakshi", "harpreet", "winston", "nusrat")
GUESTS = tuple(f"p{n}" for n in range(25, 41))
COMPANY = "Calder and Finch Builders, staff day"


def happenings(book: Book) -> None:
    """Add every session up to yesterday with its people and hours; needs people, activities and awards."""
    _lunches(book)
    _gardens(book)
    _repairs(book)
    _clubs(book)
    _teas(book)
    _gatherings(book)
    _committee(book)


def open_on(day: dt.date) -> bool:
    """Closed around Christmas and for two weeks in August."""
    return not (
        (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3) or (day.month == 8 and day.day <= 14)
    )


def _session(book: Book, activity: str, day: dt.date, notes: str = "", headcount: int | None = None,
             new_people: int | None = None) -> Session:  # fmt: skip
    of = book.find(Activity, activity)
    number = len(book.waiting.get(Session, ())) + 1
    return book.add(Session, activity_key=of.key, held_on=day, starts_at=of.starts_at, ends_at=of.ends_at,
                    place=of.place, counted=of.counted, headcount=headcount, new_people=new_people,
                    number=number, notes=notes)  # fmt: skip


def _here(book: Book, names: tuple[str, ...], day: dt.date) -> Iterator[Person]:
    for name in names:
        person = book.find(Person, name)
        paused = person.stage == "paused" and day >= book.calendar.day(PAUSED)
        here = not person.joined_on or person.joined_on <= day
        if here and not paused and (not person.left_on or day <= person.left_on):
            yield person


def _hours(book: Book, person: Person, session: Session, minutes: int, role: str, award: str = "") -> None:
    entry = book.add(Hours, person_key=person.key, minutes=minutes, given_on=session.held_on, role=role,
                     role_class=person.role_class, activity_key=session.activity_key, session_key=session.key)  # fmt: skip
    _claim(book, entry, award)


def _claim(book: Book, entry: Hours, award: str) -> None:
    if award:
        of = book.find(Award, award)
        if of.starts_on <= entry.given_on <= of.ends_on:
            book.add(HourClaim, hours_key=entry.key, award_key=of.key)


def _lunches(book: Book) -> None:
    start = book.find(Activity, "lunch").started_on
    assert start
    days = [day for day in book.calendar.weekly(start, 2) if open_on(day)]
    boiler = len(days) - 31
    for index, day in enumerate(days):
        if index == boiler:
            continue
        usual = 12 + 18 * index // len(days)
        people = max(8, usual + book.random.randint(-3, 4))
        note = {0: "Six people and a borrowed pan.", len(days) - 1: "Somebody brought a trumpet."}.get(index, "")
        session = _session(book, "lunch", day, note, people, book.random.choice((0, 0, 1, 1, 2)))
        for person in _here(book, KITCHEN, day):
            if book.random.random() < 0.72:
                _hours(book, person, session, book.random.choice((180, 210, 240)), person.role, "table")


def _gardens(book: Book) -> None:
    start = book.find(Activity, "garden").started_on
    assert start
    for day in book.calendar.weekly(start, 5):
        if not open_on(day) or (day.month in (12, 1) and day.isocalendar().week % 2):
            continue
        session = _session(book, "garden", day)
        winter = day.month in (11, 12, 1, 2)
        for person in _here(book, GARDEN, day):
            if book.random.random() < (0.6 if winter else 0.85):
                book.add(Attendance, session_key=session.key, person_key=person.key)
                _hours(book, person, session, 180 if person.role_class == "skilled" else 150, "Gardener", "growing")
        for person in _here(book, GUESTS, day):
            if book.random.random() < (0.25 if winter else 0.5):
                book.add(Attendance, session_key=session.key, person_key=person.key)
        if day.day <= 7 and day.month in (3, 6, 9):
            entry = book.add(Hours, group_label=COMPANY, people=6, minutes=240, given_on=day, role="Helpers",
                             activity_key=session.activity_key, session_key=session.key)  # fmt: skip
            _claim(book, entry, "growing")


def _repairs(book: Book) -> None:
    start = book.find(Activity, "repair").started_on
    assert start
    for day in book.calendar.weekly(start, 5):
        if day.day not in REPAIR_DAYS or not open_on(day):
            continue
        session = _session(book, "repair", day, new_people=book.random.randint(2, 6))
        for label, low, high in (("Adults with something to mend", 9, 19), ("Children", 1, 6)):
            book.add(Tally, session_key=session.key, label=label, people=book.random.randint(low, high))
        for person in _here(book, REPAIR, day):
            _hours(book, person, session, 210, person.role)


def _clubs(book: Book) -> None:
    start = book.find(Activity, "club").started_on
    assert start
    for day in book.calendar.weekly(start, 4):
        if day.month == 8 or not open_on(day) or day.isocalendar().week in (8, 15, 16, 22, 44):
            continue  # school holidays
        session = _session(book, "club", day, new_people=book.random.choice((0, 0, 1, 2)))
        for label, low, high in (("Aged 9 to 11", 6, 13), ("Aged 12 to 14", 4, 9)):
            book.add(Tally, session_key=session.key, label=label, people=book.random.randint(low, high))
        for person in _here(book, CLUB, day):
            if book.random.random() < 0.85:
                _hours(book, person, session, 165, person.role)


def tea_days(book: Book) -> list[dt.date]:
    """Return the days of Tea and Talk up to yesterday; the last one is still to be typed in."""
    start = book.find(Activity, "tea").started_on
    assert start
    return [day for day in book.calendar.weekly(start, 0) if open_on(day)]


def _teas(book: Book) -> None:
    for day in tea_days(book)[:-1]:
        session = _session(book, "tea", day)
        for person in _here(book, ("nusrat", "meenakshi", *GUESTS), day):
            if book.random.random() < 0.55:
                book.add(Attendance, session_key=session.key, person_key=person.key)
        for person in _here(book, ("nusrat",), day):
            _hours(book, person, session, 120, "Host")


def _gatherings(book: Book) -> None:
    for month, people in (("m-36", 60), ("m-24", 120), ("m-12", 180)):
        year = book.calendar.day(month).year + 1
        day = dt.date(year, 7, 15)
        day += dt.timedelta(days=(5 - day.weekday()) % 7)
        if day >= book.calendar.today:
            continue
        session = _session(book, "gathering", day, "One long table down Orchard Rise.", people, people // 5)
        book.add(Hours, group_label="Neighbours of Orchard Rise", people=12, minutes=180, given_on=day,
                 role="Tables and washing up", activity_key=session.activity_key, session_key=session.key)  # fmt: skip


def _committee(book: Book) -> None:
    for month in range(-30, 1):
        day = book.calendar.day(f"m{month}:19")
        if day >= book.calendar.today:
            continue
        for person in _here(book, BOARD, day):
            if book.random.random() < 0.8:
                book.add(Hours, person_key=person.key, minutes=120, given_on=day, role="Committee meeting",
                         role_class=person.role_class)  # fmt: skip
        for person in _here(book, ("gwenllian",), day):
            book.add(Hours, person_key=person.key, minutes=150, given_on=day, role="Accounts",
                     role_class=person.role_class, note="At the kitchen table")  # fmt: skip
