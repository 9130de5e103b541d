"""Who of a list is here already: the same person surely, perhaps, or somebody new, and why that is thought."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from communitydesk.desk.words import N_, Message, message
from communitydesk.exchange.people.reading import Incoming
from communitydesk.exchange.people.values import phone_key
from communitydesk.people.finding import folded

NEARLY, VERY_NEARLY = 86, 93
"""Likeness of two names, 0 to 100, from which they may be one person's: with another sign, and without."""


class Mark(IntEnum):
    """How sure it is that somebody is here already."""

    NEW = 0
    PERHAPS = 1
    SAME = 2


LABELS = {
    Mark.SAME: N_("Here already"),
    Mark.PERHAPS: N_("Perhaps here already"),
    Mark.NEW: N_("New"),
}


@dataclass(frozen=True)
class Known:
    """Somebody who is here: a person in the file (`key`), or an earlier row of the same list (`row`, its position)."""

    name: str
    key: str = ""
    row: int | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    born_on: dt.date | None = None


@dataclass(frozen=True)
class Finding:
    """What was found about one row: how sure, whom it is like, and why in one sentence."""

    mark: Mark
    like: Known | None = None
    reason: Message = field(default_factory=lambda: message(N_("Nobody here is like this.")))


@dataclass
class _Index:
    people: list[Known] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    by_email: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, known: Known) -> None:
        at = len(self.people)
        self.people.append(known)
        self.names.append(name_key(known.name))
        self.by_name[self.names[-1]].append(at)
        for email in known.emails:
            self.by_email[email.casefold()].append(at)
        for phone in known.phones:
            self.by_phone[phone_key(phone)].append(at)

    def near(self, one: Incoming) -> set[int]:
        """The positions of everybody who shares a sign with a row, or whose name is nearly the same."""
        name = name_key(one.name)
        found = set(self.by_name.get(name, ()))
        for email in one.emails:
            found.update(self.by_email.get(email.casefold(), ()))
        for phone in one.phones:
            found.update(self.by_phone.get(phone_key(phone), ()))
        hits = process.extract(name, self.names, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=8)
        return found | {at for _, _, at in hits}


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Return a name as it is compared: no capitals, accents or titles, its words in the order of the alphabet."""
    words = [word.strip(".,'’()") for word in folded(name).replace("-", " ").split()]
    return " ".join(sorted(word for word in words if word and word not in _TITLES))


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "cllr", "prof", "sir", "lady"})


def compare(
    people: Sequence[Incoming], known: Iterable[Known], told: Callable[[float], None] = lambda _: None
) -> tuple[Finding, ...]:
    """Return what was found about each row, compared with who is here and with the rows before it.

    `told` is given how much is done, 0 to 1, and may raise to stop.
    """
    index = _Index()
    for one in known:
        index.add(one)
    found = []
    for at, row in enumerate(people):
        if at % 50 == 0:
            told(at / len(people))
        candidates = (judge(row, index.people[near]) for near in sorted(index.near(row)))
        finding = max(candidates, key=lambda one: (one.mark, one.like is not None), default=Finding(Mark.NEW))
        found.append(finding)
        index.add(Known(row.name, row=at, emails=row.emails, phones=row.phones, born_on=row.born_on))
    return tuple(found)


def judge(row: Incoming, other: Known) -> Finding:
    """Return how sure it is that a row and somebody are one person, and why."""
    sign = _shared(row, other)
    another_birth = bool(row.born_on and other.born_on and row.born_on != other.born_on)
    likeness = fuzz.ratio(name_key(row.name), name_key(other.name))
    if likeness == 100:
        return _same_name(other, sign, another_birth)
    nearly = likeness >= NEARLY or _initials(row.name, other.name)
    if nearly and sign and not (another_birth and sign == _BIRTH):
        return Finding(Mark.PERHAPS, other, message(N_("Nearly the same name as {name}, and {sign}."), name=other.name,
                                                    sign=message(sign)))  # fmt: skip
    if likeness >= VERY_NEARLY and not another_birth:
        return Finding(Mark.PERHAPS, other, message(N_("Nearly the same name as {name}."), name=other.name))
    if sign and sign != _BIRTH:
        return Finding(Mark.NEW, other, message(N_("Another name than {name}, but {sign}: perhaps a household."),
                                                name=other.name, sign=message(sign)))  # fmt: skip
    return Finding(Mark.NEW)


_EMAIL, _PHONE, _BIRTH = N_("the same e-mail address"), N_("the same phone number"), N_("the same date of birth")


def _same_name(other: Known, sign: str, another_birth: bool) -> Finding:
    if another_birth and sign:
        told = message(N_("The same name and {sign}, but another date of birth."), sign=message(sign))
        return Finding(Mark.PERHAPS, other, told)
    if another_birth:
        return Finding(Mark.PERHAPS, other, message(N_("The same name, but another date of birth.")))
    if sign:
        return Finding(Mark.SAME, other, message(N_("The same name, and {sign}."), sign=message(sign)))
    return Finding(Mark.PERHAPS, other, message(N_("The same name. Nothing else tells whether it is one person.")))


def _shared(row: Incoming, other: Known) -> str:
    """The first sign that two share, as a message id; "" when there is none."""
    if row.born_on and row.born_on == other.born_on:
        return _BIRTH
    if {one.casefold() for one in row.emails} & {one.casefold() for one in other.emails}:
        return _EMAIL
    if {phone_key(one) for one in row.phones} & {phone_key(one) for one in other.phones}:
        return _PHONE
    return ""


def _initials(one: str, other: str) -> bool:
    """Whether a name is the other with a first name cut to its letter: "J. Smith" and "Jane Smith"."""
    a, b = (folded(name).replace(".", " ").split() for name in (one, other))
    if len(a) != len(b) or len(a) < 2 or a[-1] != b[-1]:
        return False
    return all(x[0] == y[0] and (len(x) == 1 or len(y) == 1 or x == y) for x, y in zip(a[:-1], b[:-1], strict=True))
