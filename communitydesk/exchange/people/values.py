"""What a cell of a list of people says: addresses, telephone numbers and days, in the many ways they are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from communitydesk.desk.dates import parse_date
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.reach import parse_email, parse_phone, parse_postcode

OLDEST = 120
"""Years: nobody on a list was born longer ago."""

_BEFORE_PHONE = re.compile(r"^(?:tel(?:ephone)?|mob(?:ile)?|home|work|[hmwt])[.:]+\s*", re.I)
_DAY_MONTH = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})(?:\s+0{1,2}:00(?::00)?)?")
_MAIL = re.compile(r"[^\s<>\"',;:()]+@[^\s<>\"',;:()]+")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_TWO_DIGITS = re.compile(r".*\D\d{2}$")
_HAS_YEAR = re.compile(r"\d{4}|\d{1,2}\D+\d{1,2}\D+\d{2}$|\d{1,2}(?:st|nd|rd|th)?\W*[^\W\d]{3,}\W*\d{2}$", re.I)


def email_in(text: str) -> str:
    """Return the one e-mail address in a text, without "mailto:" and the name before it; "" when there is none."""
    found = emails_in(text)
    return found[0] if len(found) == 1 else ""


def emails_in(text: str) -> tuple[str, ...]:
    """Return every e-mail address in a cell, each once."""
    found = (_email(one) for one in _MAIL.findall(text.replace("mailto:", " ")))
    return tuple(dict.fromkeys(one for one in found if one))


def _email(text: str) -> str:
    try:
        return parse_email(text)
    except FieldTrouble:
        return ""


def phone_in(text: str) -> str:
    """Return a phone number of any country, tidily written, or "" when the text is none.

    A British number whose nought a spreadsheet took away gets it back.
    """
    given = " ".join(text.split())
    if given.endswith(".0"):
        given = given[:-2]  # a spreadsheet's number
    if given.isdigit() and len(given) == 10 and given[0] in "1237":
        given = f"0{given}"
    if _DAY_MONTH.fullmatch(given) or len(set(digits_of(given))) < 2:
        return ""
    try:
        return parse_phone(_BEFORE_PHONE.sub("", given))
    except FieldTrouble:
        return ""


def phones_in(text: str) -> tuple[str, ...]:
    """Return every telephone number in a cell, each once; empty when a part of it is none."""
    whole = phone_in(text)
    if whole:
        return (whole,)
    found = [phone_in(part) for part in re.split(r"\s*(?:[;,/|\n]|\bor\b|\band\b|:::)\s*", text) if part.strip()]
    return tuple(dict.fromkeys(found)) if found and all(found) else ()


def postcode_in(text: str) -> str:
    """Return a postcode of any country as it is written on letters, or "" when the text is none."""
    try:
        return parse_postcode(text) if text else ""
    except FieldTrouble:
        return ""


def digits_of(phone: str) -> str:
    """Return a number's digits alone."""
    return "".join(letter for letter in phone if letter.isdigit())


def phone_key(phone: str) -> str:
    """Return what two ways of writing one number share: its last nine digits, so that 0 and +44 are alike."""
    return digits_of(phone.split(" ext ")[0])[-9:]


def day_orders(cells: Sequence[str], today: dt.date) -> tuple[str, ...]:
    """Return the orders in which the days of a list can be read, "DMY" and "MDY", the likelier first.

    Where no cell tells them apart both are possible, and day before month is the likelier.
    """
    bad = {"DMY": 0, "MDY": 0}
    telling = 0
    for cell in cells:
        if found := _DAY_MONTH.fullmatch(cell.strip()):
            one, two = int(found[1]), int(found[3])
            bad["DMY"] += two > 12 or one > 31
            bad["MDY"] += one > 12 or two > 31
            telling += one != two
    if not telling:
        return ("DMY",)
    if bad["DMY"] == bad["MDY"]:
        return ("DMY", "MDY")
    better, other = ("DMY", "MDY") if bad["DMY"] < bad["MDY"] else ("MDY", "DMY")
    return (better,) if bad[better] == 0 else (better, other)


def day_in(text: str, day_first: bool, today: dt.date, *, birth: bool = False) -> dt.date | None:
    """Return the day that a cell says, or None when it says none that can be right.

    A day of birth is no later than today and no more than OLDEST years ago; a year of two digits is read so.
    """
    given = text.strip()
    if _SERIAL.fullmatch(given):
        return _right(_SERIAL_ZERO + dt.timedelta(days=int(given.split(".")[0])), today, birth)
    if found := _DAY_MONTH.fullmatch(given):
        day, month = (found[1], found[3]) if day_first else (found[3], found[1])
        given = f"{day}/{month}/{found[4]}"
    given = re.sub(r"[T ]00:00(?::00)?$", "", given)
    if not _HAS_YEAR.search(given):
        return None
    try:
        found_day = parse_date(given, today)
    except FieldTrouble:
        return None
    if birth and found_day > today and _TWO_DIGITS.fullmatch(given):
        found_day = _a_century_before(found_day)
    return _right(found_day, today, birth)


def _a_century_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 100)
    except ValueError:  # 29 February of a year that had none
        return day.replace(year=day.year - 100, day=28)


def _right(day: dt.date, today: dt.date, birth: bool) -> dt.date | None:
    if birth:
        return day if day <= today and today.year - day.year <= OLDEST else None
    return day if abs(today.year - day.year) <= 100 else None
