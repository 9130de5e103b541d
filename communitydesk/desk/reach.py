"""How people are reached: e-mail addresses, phone numbers and postcodes of any country, understood or refused.

What is understood is kept in one tidy form ("07700 900123", "+48 22 123 45 67", "DY8 5AB"). A number or postcode of
another country is taken as it is written there; only one that can be nobody's is refused, in one sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_

_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_EXTENSION = re.compile(r"[\s,;]*(?:ext(?:ension)?\.?|x|#)\s*(\d{1,6})$", re.I)
_PHONE = re.compile(r"^\+?[\d\s().\-/]+$")
_WHOLE_UK = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$")
_PART_UK = re.compile(r"^([A-Z]{1,2})\d[A-Z\d]?(\d[A-Z]?)?$")
_AREAS = frozenset((
    "AB", "AL", "B", "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM",
    "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN",
    "EX", "FK", "FY", "G", "GL", "GU", "GX", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM",
    "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK",
    "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH",
    "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD",
    "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
))  # fmt: skip
"""The letters that a postcode of the United Kingdom and the islands around it begins with."""
_ESWATINI = re.compile(r"^(?:H1|M2|L3|S4)\d\d$")
"""M200 is Manzini's; of Manchester nobody writes only a part without its space."""
_POSTCODE = re.compile(r"^(?=.*\d)[A-Z\d][A-Z\d \-]{1,10}$")


def parse_email(text: str, field: str = "email") -> str:
    """Return an e-mail address without spaces around it. Raises FieldTrouble."""
    given = text.strip().strip("<>").removeprefix("mailto:")
    if not _EMAIL.match(given):
        raise FieldTrouble(
            field, N_("“{text}” is not an e-mail address. It looks like name@example.org."), text=given[:60]
        )
    return given


def parse_phone(text: str, field: str = "phone") -> str:
    """Return a phone number as it is dialled, tidily written. Raises FieldTrouble.

    "07700 900 123", "(01632) 960-001", "+44 (0)1632 960001 ext 4", "0048 22 123 45 67", Arabic or Indian digits.
    """
    given = _plain_digits(" ".join(text.split()))
    extension = _EXTENSION.search(given)
    bare = given[: extension.start()] if extension else given
    bare = re.sub(r"^\(\s*(?=\+|00)", "", bare)
    bare = re.sub(r"^\+\s*", "+", bare.replace("(0)", " ") if "+" in bare or bare.startswith("00") else bare)
    if bare.startswith("00"):
        bare = "+" + bare[2:].lstrip()
    digits = re.sub(r"\D", "", bare)
    if not _PHONE.match(bare) or not digits:
        raise FieldTrouble(field, N_("“{text}” is not a phone number. Type only its digits, like 01632 960001."),
                           text=text.strip()[:40])  # fmt: skip
    _dialled(bare, digits, text, field)
    tidy = " ".join(re.sub(r"[().\-/]", " ", bare).split())
    return f"{tidy} ext {extension[1]}" if extension else tidy


def _dialled(bare: str, digits: str, text: str, field: str) -> None:
    """Refuse a number that no telephone has: too long, too short, or another country's without its +."""
    shown = text.strip()[:40]
    if bare.startswith("+"):
        if not 7 <= len(digits) <= 15:
            raise FieldTrouble(field, N_("“{text}” cannot be a whole phone number: with its country it has 7 to 15 digits."),
                               text=shown)  # fmt: skip
    elif digits.startswith("07") and len(digits) != 11:
        raise FieldTrouble(
            field,
            N_("“{text}” has {n} digits, but a mobile number has 11. For another country begin with + and its number."),
            text=shown, n=len(digits),
        )  # fmt: skip
    elif not (len(digits) in (10, 11) if digits.startswith("0") else 5 <= len(digits) <= 8):
        raise FieldTrouble(
            field,
            N_("“{text}” has {n} digits; a number here has 10 or 11. For another country begin with + and its number."),
            text=shown, n=len(digits),
        )  # fmt: skip


def parse_postcode(text: str, field: str = "postcode") -> str:
    """Return a postcode as it is written on letters; one of the UK with its space. Raises FieldTrouble.

    "dy85ab" becomes "DY8 5AB"; "D02 AF30", "1071 XX" and "00-950" are other countries' and stay as they are.
    """
    given = _plain_digits(" ".join(text.upper().split()))
    if found := _WHOLE_UK.match(given.replace(" ", "")):
        return f"{found[1]} {found[2]}"
    if _ESWATINI.match(given):
        return given
    if (part := _PART_UK.match(given.replace(" ", ""))) and part[1] in _AREAS:
        raise FieldTrouble(field, N_("“{text}” is not a whole postcode. It looks like DY8 5AB."), text=given[:20])
    if not _POSTCODE.match(given):
        raise FieldTrouble(field, N_("“{text}” is not a postcode of any country. It looks like DY8 5AB or 00-950."),
                           text=text.strip()[:20])  # fmt: skip
    return given


def _plain_digits(text: str) -> str:
    """Write digits of any script as 0 to 9, and every kind of plus and dash as the plain one."""
    text = unicodedata.normalize("NFKC", text).replace("–", "-").replace("‐", "-").replace("‑", "-")
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)


SHAPES: Mapping[str, Callable[[str, str], str]] = {
    "email": parse_email,
    "phone": parse_phone,
    "postcode": parse_postcode,
}
"""What reads each shape that a text may have; called with the text and the field's name."""


def troubles_of(shape: str, text: str, field: str) -> tuple[FieldTrouble, ...]:
    """Return a trouble beside the field when a text has not its shape; nothing typed is no trouble."""
    try:
        if text:
            SHAPES[shape](text, field)
    except FieldTrouble as trouble:
        return (trouble,)
    return ()
