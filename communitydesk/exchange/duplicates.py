"""Which lines of a statement the group's file holds already, surely or perhaps, and why that is thought."""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from communitydesk.desk.words import N_, Message, Money, counted, message
from communitydesk.exchange.payees import likeness, payee_key
from communitydesk.exchange.statement import StatementLine

DAYS_MOVED = 5  # a bank books a card payment on another working day; a weekend and a holiday lie between
DAYS_BY_HAND = 10  # what was typed in by hand has the day of the receipt
DAYS_CHEQUE = 45  # a cheque may be paid in weeks later


class Mark(Enum):
    """How sure it is that a line is held already."""

    HELD = "surely already here"
    PERHAPS = "perhaps already here"
    NEW = "new"


LABELS = {
    Mark.HELD: N_("Already here"),
    Mark.PERHAPS: N_("Perhaps already here"),
    Mark.NEW: N_("New"),
}


@dataclass(frozen=True)
class Held:
    """A bank line or a payment that the file holds: amounts in pence, money in positive.

    `from_bank` is False for what was typed in by hand; `fingerprint` and `identity` as stored when it was brought in.
    """

    key: str
    date: dt.date
    amount_pence: int
    description: str = ""
    reference: str = ""
    identity: str = ""
    fingerprint: str = ""
    from_bank: bool = True


@dataclass(frozen=True)
class Finding:
    """What was found about one line, by its position among the lines; `held` is the key of what it looks like."""

    position: int
    mark: Mark
    reason: Message
    held: str = ""


def fingerprint(line: StatementLine, nth: int = 0) -> str:
    """Return a short digest that is the same whenever the same line is read again, from any of the bank's forms.

    It covers date, amount, who it is about and, for the second, third ... of equal lines in a file, `nth`.
    """
    who = payee_key(line.description) or line.description.casefold()
    text = "\x1f".join((line.date.isoformat(), str(line.amount_pence), who, str(nth)))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def fingerprints(lines: Sequence[StatementLine]) -> tuple[str, ...]:
    """Return the fingerprint of each line; two equal lines on one day get two different ones."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        first = fingerprint(line)
        found.append(fingerprint(line, seen[first]) if seen[first] else first)
        seen[first] += 1
    return tuple(found)


def find_duplicates(lines: Sequence[StatementLine], held: Iterable[Held]) -> tuple[Finding, ...]:
    """Return a finding for each line, in order. What is held is used up by the line it fits best, once.

    First what is the same beyond doubt, then the same day and amount, then what moved by a few days or was typed
    in by hand; so that of two equal coffees on one day, with one held, one is held and the other is new.
    """
    search = _Search(lines, held)
    search.same_identity()
    search.same_fingerprint()
    search.same_day()
    search.moved()
    return search.findings()


class _Search:
    def __init__(self, lines: Sequence[StatementLine], held: Iterable[Held]) -> None:
        self.lines = lines
        self.held = {one.key: one for one in held}
        self.used: set[str] = set()
        self.found: dict[int, Finding] = {}
        self.by_amount: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
        for one in self.held.values():
            self.by_amount[one.amount_pence].append((one.date, one.key))
        for rows in self.by_amount.values():
            rows.sort()

    def same_identity(self) -> None:
        known = {one.identity: one for one in self.held.values() if one.identity}
        for position, line in enumerate(self.lines):
            one = known.get(line.identity) if line.identity else None
            if one and one.key not in self.used and one.amount_pence == line.amount_pence:
                self._take(position, Mark.HELD, one, message(N_("The bank gave it the same number.")))

    def same_fingerprint(self) -> None:
        known = {one.fingerprint: one for one in self.held.values() if one.fingerprint}
        for position, print_ in enumerate(fingerprints(self.lines)):
            one = known.get(print_)
            if one and self._free(position, one) and not self._other_identity(position, one):
                self._take(position, Mark.HELD, one, message(N_("The same day, amount and payee are here already.")))

    def same_day(self) -> None:
        for position, line in enumerate(self.lines):
            for one in self._near(line, 0):
                if not self._free(position, one) or self._other_identity(position, one) or not _alike(line, one):
                    continue
                if one.from_bank:
                    self._take(
                        position, Mark.HELD, one, message(N_("The same day, amount and payee are here already."))
                    )
                else:
                    why = message(N_("A payment of the same day, amount and payee was typed in."))
                    self._take(position, Mark.PERHAPS, one, why)
                break

    def moved(self) -> None:
        candidates = []
        for position, line in enumerate(self.lines):
            if position in self.found:
                continue
            for one in self._near(line, DAYS_CHEQUE):
                rank = self._rank(position, line, one)
                if rank:
                    candidates.append((rank, position, one))
        for _, position, one in sorted(candidates, key=lambda item: (item[0], item[1], item[2].key)):
            if self._free(position, one):
                self._take(position, Mark.PERHAPS, one, _why(self.lines[position], one))

    def _rank(self, position: int, line: StatementLine, one: Held) -> tuple[int, int] | None:
        if one.key in self.used or self._other_identity(position, one):
            return None
        days, alike = abs((line.date - one.date).days), _alike(line, one)
        if _same_cheque(line, one):
            return (0, days)
        if one.from_bank:
            # without a name in common, equal amounts on other days are two payments
            return (1, days) if alike and 0 < days <= DAYS_MOVED else ((3, days) if days == 0 else None)
        if days > DAYS_BY_HAND:
            return None
        return (1, days) if alike else (2, days)

    def findings(self) -> tuple[Finding, ...]:
        new = message(N_("Nothing like it is here yet."))
        return tuple(self.found.get(at, Finding(at, Mark.NEW, new)) for at in range(len(self.lines)))

    def _near(self, line: StatementLine, days: int) -> list[Held]:
        rows = self.by_amount.get(line.amount_pence, [])
        low = bisect_left(rows, (line.date - dt.timedelta(days=min(days, line.date.toordinal() - 1)), ""))
        high = bisect_right(rows, (line.date + dt.timedelta(days=days), "\U0010ffff"))
        return [self.held[key] for _, key in rows[low:high]]

    def _free(self, position: int, one: Held) -> bool:
        return position not in self.found and one.key not in self.used

    def _other_identity(self, position: int, one: Held) -> bool:
        """Both have a number from the bank, and not the same: two payments."""
        mine = self.lines[position].identity
        return bool(mine and one.identity and mine != one.identity)

    def _take(self, position: int, mark: Mark, one: Held, why: Message) -> None:
        self.used.add(one.key)
        self.found[position] = Finding(position, mark, why, one.key)


def _same_cheque(line: StatementLine, one: Held) -> bool:
    """A cheque's number and nothing else: the reference of a standing order comes every month."""
    number = line.reference.strip().lstrip("0")
    return not one.from_bank and number.isdigit() and len(number) <= 6 and number == one.reference.strip().lstrip("0")


def _alike(line: StatementLine, one: Held) -> bool:
    mine, other = payee_key(line.description), payee_key(one.description)
    if not mine or not other:
        return line.description.casefold() == one.description.casefold()
    return likeness(mine, other) >= 0.5


def _why(line: StatementLine, one: Held) -> Message:
    days = abs((line.date - one.date).days)
    money = Money(abs(line.amount_pence))
    if _same_cheque(line, one):
        return message(
            N_("A cheque of {money} with the same number was typed in for {date}."), money=money, date=one.date
        )
    if not one.from_bank:
        return message(N_("A payment of {money} was typed in for {date}."), money=money, date=one.date)
    if not days:
        return message(N_("{money} of the same day is here, with other words."), money=money)
    return counted(N_("{money} with a like payee is here, {n} day apart."),
                   N_("{money} with a like payee is here, {n} days apart."), days, money=money)  # fmt: skip
