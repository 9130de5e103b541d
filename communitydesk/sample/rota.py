"""The sample's rota: the weeks just gone, those to come with their empty places, and two things to look at."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Any

from communitydesk.activities.model import Activity, PlannedSession, Session
from communitydesk.people.model import Hours, Person, Role, RotaAnswer, RotaPlace
from communitydesk.sample.book import Book
from communitydesk.sample.happenings import REPAIR_DAYS, open_on, tea_days
from communitydesk.sample.volunteers import went_ahead

BACK, AHEAD = 4, 10
"""Weeks of the rota that are past, and that are to come."""
SURE = 3
"""Weeks ahead for which most have answered; for later ones some are asked, then nobody."""


def rota(book: Book, data: Mapping[str, Any]) -> None:
    """Add what is planned for each activity that has a rota; needs the sessions, the people and their roles."""
    chance = random.Random(f"rota {book.calendar.today}")  # noqa: S311 - a story
    plans = data["rota"]
    for name, plan in plans.items():
        _past(book, name, plan)
    days = sorted((day, name) for name in plans for day in _days(book, name, plans[name]["weekday"]))
    numbers = iter(range(max(one.number for one in book.kept(Session)) + 1, 10_000))
    coming: dict[str, list[PlannedSession]] = {name: [] for name in plans}
    _plan(book, "tea", tea_days(book)[-1], next(numbers), plans["tea"], {"tea": ["nusrat"], "welcome": ["dorothy"]})
    for day, name in days:
        plan, weeks = plans[name], (day - book.calendar.today).days // 7
        people = _asked(plan, weeks, chance)
        coming[name].append(_plan(book, name, day, next(numbers), plan, people, weeks, chance))
    _to_look_at(book, coming)


def _days(book: Book, name: str, weekday: int) -> Iterator[dt.date]:
    """The days ahead on which an activity is held."""
    day = book.calendar.today + dt.timedelta(days=1)
    day += dt.timedelta(days=(weekday - day.weekday()) % 7)
    for week in range(AHEAD):
        one = day + dt.timedelta(weeks=week)
        if open_on(one) and (name != "repair" or one.day in REPAIR_DAYS):
            yield one


def _asked(plan: Mapping[str, Any], weeks: int, chance: random.Random) -> dict[str, list[str]]:
    if weeks >= 2 * SURE:
        return {}
    found = {}
    for role, pool in plan["pools"].items():
        there = [name for name in pool if weeks < SURE or chance.random() < 0.5]
        found[role] = there[: plan["places"][role]]
    return found


def _plan(book: Book, name: str, day: dt.date, number: int, plan: Mapping[str, Any], people: Mapping[str, list[str]],
          weeks: int = 0, chance: random.Random | None = None) -> PlannedSession:  # fmt: skip
    of = book.find(Activity, name)
    planned = book.add(PlannedSession, activity_key=of.key, planned_on=day, starts_at=of.starts_at, ends_at=of.ends_at,
                       place=of.place, number=number, note=plan["note"])  # fmt: skip
    _places(book, planned, plan)
    for role, names in people.items():
        for who in names:
            sure = chance is None or chance.random() < (0.85 if weeks < SURE else 0.3)
            ask(book, planned, role, who, "yes" if sure else "asked")
    return planned


def _places(book: Book, planned: PlannedSession, plan: Mapping[str, Any]) -> None:
    for role, number in plan["places"].items():
        book.add(RotaPlace, planned_key=planned.key, role_key=book.key_of(Role, role), people=number)


def ask(book: Book, planned: PlannedSession, role: str, who: str, answer: str) -> None:
    """Put somebody on the rota, asked ten days ago."""
    asked = min(book.calendar.today, planned.planned_on) - dt.timedelta(days=10)
    book.add(RotaAnswer, planned_key=planned.key, role_key=book.key_of(Role, role), answer=answer,
             person_key=book.key_of(Person, who), asked_on=asked)  # fmt: skip


def _past(book: Book, name: str, plan: Mapping[str, Any]) -> None:
    """The last weeks as they were planned: who gave time came, who did not said they would and did not."""
    of = book.find(Activity, name)
    first = book.calendar.today - dt.timedelta(weeks=BACK)
    for held in book.kept(Session):
        if held.activity_key != of.key or held.held_on < first:
            continue
        planned = book.add(PlannedSession, activity_key=of.key, planned_on=held.held_on, starts_at=held.starts_at,
                           ends_at=held.ends_at, place=held.place, number=held.number, note=plan["note"],
                           session_key=held.key)  # fmt: skip
        _places(book, planned, plan)
        gave = {one.person_key for one in book.kept(Hours) if one.session_key == held.key}
        for role, pool in plan["pools"].items():
            for who in pool[: plan["places"][role]]:
                ask(book, planned, role, who, "came" if book.key_of(Person, who) in gave else "missed")


def _to_look_at(book: Book, coming: Mapping[str, list[PlannedSession]]) -> None:
    """A double booking, a leader whose first aid has run out, and somebody who helps before her course, with a reason."""
    repair = coming["repair"][0]
    same = next((one for one in coming["garden"] if one.planned_on == repair.planned_on), None)
    ask(book, repair, "welcome", "tom", "yes")
    if same:
        ask(book, same, "garden", "tom", "yes")
    lunch, garden = coming["lunch"][1], coming["garden"][1]
    leads = [
        one
        for one in book.kept(RotaAnswer)
        if one.planned_key == garden.key and one.role_key == book.key_of(Role, "garden.lead")
    ]
    if leads:
        leads[0].person_key, leads[0].answer = book.key_of(Person, "winston"), "yes"
    else:
        ask(book, garden, "garden.lead", "winston", "yes")
    ask(book, lunch, "kitchen", "layla", "yes")
    went_ahead(book, "kitchen", "layla", "Beside Sharmila all morning.", "Harpreet", "t-2", "Food hygiene", lunch.key)
