"""Amounts as banks write them in files, and whether a column of them agrees with the running balance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.money import LARGEST, parse_money

_PLAIN = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?")
_TRAILING = re.compile(r"(.*\d)\s?(-|\+|cr|dr|c|d|od)\.?", re.I)
_EMPTY = frozenset(("", "-", "–", "—", "n/a", "nil", "£"))
_IN_WORDS = frozenset(("cr", "c", "credit", "in", "money in", "paid in", "received", "receipt", "crdt"))
_OUT_WORDS = frozenset(("dr", "d", "debit", "out", "money out", "paid out", "payment", "sent", "dbit"))


def pence_of(cell: str) -> int | None:
    """Return the pence of a cell, None when it is blank or a dash. Raises FieldTrouble when it is no amount.

    A minus or the letters DR or OD after the figures make it negative.
    """
    if found := _PLAIN.fullmatch(cell):
        pence = int(found[2].replace(",", "")) * 100 + int((found[3] or "0").ljust(2, "0"))
        if pence <= LARGEST:
            return -pence if found[1] == "-" else pence
    given = cell.strip().lstrip("'")
    if given.lower() in _EMPTY:
        return None
    if found := _TRAILING.fullmatch(given):
        pence = parse_money(found[1])
        return -abs(pence) if found[2].lower() in ("-", "dr", "d", "od") else pence
    return parse_money(_shortened(given))


def _shortened(given: str) -> str:
    found = re.fullmatch(r"(.*\d\.\d\d)(\d+)(\D*)", given)
    if found and not found[2].strip("0"):
        return found[1] + found[3]
    return given


def is_money(cell: str) -> bool:
    """Tell whether a cell holds an amount: figures, and not a long number such as an account's."""
    if len(cell) > 24 or not any(letter.isdigit() for letter in cell):
        return False
    if cell.isdigit() and (len(cell) > 7 or (len(cell) > 1 and cell[0] == "0")):
        return False
    try:
        return pence_of(cell) is not None
    except FieldTrouble:
        return False


def direction_of(cell: str) -> int:
    """Return 1 when a word such as CR says money in, -1 when one such as DR says money out, else 0."""
    word = cell.lower().strip(" .")
    return 1 if word in _IN_WORDS else -1 if word in _OUT_WORDS else 0


@dataclass(frozen=True)
class BalanceCheck:
    """Whether each balance follows from the one before and the amounts between.

    `steps` were compared, `agree` of them did; `breaks` are the positions of the lines whose balance does not follow.
    `newest_first` and `flipped` (a plus is money out) are the reading that agrees best. Pence.
    """

    steps: int
    agree: int
    newest_first: bool
    flipped: bool
    breaks: tuple[int, ...]
    opening: int | None
    closing: int | None

    @property
    def sound(self) -> bool:
        """True when something could be compared and everything agreed."""
        return self.steps > 0 and self.agree == self.steps


def check_balance(amounts: Sequence[int], balances: Sequence[int | None], *, flips: bool = False) -> BalanceCheck:
    """Return how well a running balance agrees with the amounts, money in being positive, oldest or newest first.

    With `flips` the opposite sign is tried as well. A line without a balance is added up with the next that has one.
    """
    best: BalanceCheck | None = None
    for flipped in (False, True) if flips else (False,):
        for newest_first in (False, True):
            found = _check(amounts, balances, newest_first, flipped)
            if best is None or found.agree > best.agree:
                best = found
    assert best is not None
    return best


def _check(amounts: Sequence[int], balances: Sequence[int | None], newest_first: bool, flipped: bool) -> BalanceCheck:
    order = range(len(amounts) - 1, -1, -1) if newest_first else range(len(amounts))
    sign = -1 if flipped else 1
    held: int | None = None
    opening: int | None = None
    since, steps, breaks = 0, 0, []
    for position in order:
        since += sign * amounts[position]
        balance = balances[position]
        if balance is None:
            continue
        if held is None:
            opening = balance - since
        else:
            steps += 1
            if held + since != balance:
                breaks.append(position)
        held, since = balance, 0
    return BalanceCheck(steps, steps - len(breaks), newest_first, flipped, tuple(sorted(breaks)), opening, held)
