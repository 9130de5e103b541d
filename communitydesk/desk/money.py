"""Amounts of money, in whole minor units (pence), as people write them and as sums need them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_

LARGEST = 99_999_999_999
"""Pence; no small group handles a thousand million pounds, so more is a slip of the finger."""

_UNUSUAL = str.maketrans({"−": "-", "–": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})
_MARKS = re.compile(r"^(?P<open>\()?\s*(?P<sign>[-+])?\s*(?:£|€|\$|GBP|EUR|USD)?\s*(?P<sign2>[-+])?\s*"
                    r"(?P<digits>[\d][\d,. ]*)\s*(?P<pence>p)?\s*(?:GBP|EUR|USD)?(?P<close>\))?\s*(?P<credit>cr|dr)?$",
                    re.IGNORECASE)  # fmt: skip
_GROUPED = re.compile(r"^\d{1,3}(?:[, ]\d{3})+(?:\.\d{0,2})?$|^\d+(?:\.\d{0,2})?$|^\d+,\d{2}$")


def parse_money(text: str, field: str = "amount") -> int:
    """Return the pence of an amount as people write it: "£1,200.50", "1200.5", "12,00", "-3", "(3.00)", "45p".

    A comma before exactly two last digits is taken as the decimal point ("12,00"); any other comma groups thousands.
    Raises FieldTrouble with a sentence for the person when it is no amount, is unclear or is too large.
    """
    given = text.translate(_UNUSUAL).strip()
    if not given:
        raise FieldTrouble(field, N_("Type an amount, such as 36.50."))
    found = _MARKS.match(given)
    if not found or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["sign2"]):
        raise FieldTrouble(field, N_("“{text}” is not an amount. Type it like 1,200.50."), text=text.strip()[:40])
    digits = found["digits"].strip()
    if not _GROUPED.match(digits):
        raise FieldTrouble(
            field,
            N_("“{text}” could be read in more than one way. Type it like 1,200.50."),
            text=text.strip()[:40],
        )
    negative = "-" in (found["sign"], found["sign2"]) or bool(found["open"]) or (found["credit"] or "").lower() == "dr"
    # decimal arithmetic has 28 digits and raises beyond them
    pence = _pence(digits, is_pence=bool(found["pence"])) if len(digits) <= 24 else LARGEST + 1
    if pence > LARGEST:
        raise FieldTrouble(
            field, N_("“{text}” is more than any group holds. Look at it again."), text=text.strip()[:40]
        )
    return -pence if negative else pence


def _pence(digits: str, *, is_pence: bool) -> int:
    plain = digits.replace(" ", "")
    # "12,00": no group of thousands has two digits, so the comma is a decimal point there
    plain = plain.replace(",", ".") if re.fullmatch(r"\d+,\d{2}", plain) else plain.replace(",", "")
    value = Decimal(plain.rstrip(".") or "0")
    return round_half_up(value if is_pence else value * 100)


def round_half_up(value: Decimal | Fraction) -> int:
    """Return the nearest whole number, halves away from zero, as people round money by hand."""
    if isinstance(value, Fraction):
        half = Fraction(1, 2)
        return int(value + half) if value >= 0 else -int(-value + half)
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def worth(minutes: int, rate_pence: int, rate_minutes: int = 60) -> int:
    """Return the pence that time is worth, half up, once: 540 min at 1109 an hour is 9981 (DOMAIN, "Volunteer time").

    `rate_minutes` is the time that the rate pays for: 60 for an hour, 420 for a day of seven hours.
    """
    return round_half_up(Fraction(minutes * rate_pence, rate_minutes))


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights so that the parts add up to it exactly; odd pence go to the largest remainders."""
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("weights must add up to more than nothing")
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [int(part // 1) for part in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
