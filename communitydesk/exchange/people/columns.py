"""What the columns of a list of people hold: told by their headings, or by what is in them; a person has the last word."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from communitydesk.desk.errors import FieldTrouble, FileTrouble
from communitydesk.desk.words import N_, message
from communitydesk.exchange.people.values import day_orders, email_in, phone_in
from communitydesk.exchange.tables_in import Table

ROLES: Mapping[str, str] = MappingProxyType({
    "name": N_("Whole name"),
    "first": N_("First name"),
    "last": N_("Last name"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "address": N_("Address, or a part of it"),
    "postcode": N_("Postcode"),
    "born_on": N_("Date of birth"),
    "joined_on": N_("Joined on"),
    "left_on": N_("Left on"),
    "role": N_("What they usually do"),
    "parts": N_("Volunteer, committee, staff ..."),
    "language": N_("Language"),
    "access_needs": N_("Access needs"),
    "emergency_name": N_("Emergency contact: name"),
    "emergency_phone": N_("Emergency contact: phone"),
    "notes": N_("Notes"),
})  # fmt: skip
"""What a column may hold, by code, in the order in which they are offered."""

MANY = frozenset({"email", "phone", "address", "notes"})
"""Roles that several columns may have."""

DATES = ("born_on", "joined_on", "left_on")

_HEADINGS = {
    "emergency_phone": r"(?:emergency|ice|next of kin|nok|carer|parent)\b.*(?:phone|tel|number|mobile|no)",
    "emergency_name": r"(?:emergency|ice|next of kin|nok)\b.*",
    "first": r"(?:first|given|fore|christian) ?names?|forenames?|known as|preferred name|imie|enw cyntaf|prenom",
    "last": r"(?:last|family|sur) ?names?|surname|nazwisko|cyfenw|nom de famille",
    "name": r"(?:full |whole |display |volunteer(?:s)? |member(?:s)? |person(?:s)? )?names?|volunteer|person|who|member"
    r"|enw|imie i nazwisko|nom|nombre",
    "email": r"(?:home |work |personal |other )?e? ?mail(?: ?address(?:es)?)?(?: ?\d)?(?: value)?|ebost|adres e ?mail",
    "phone": r"(?:home |work |day|evening |mobile |contact |other |cell )*(?:phone|tele?phone|tel|mobile|mob|cell|landline|ffon"
    r"|telefon|number for calls)(?: ?(?:no|number|num))?(?: ?\d)?(?: value)?|contact (?:no|number)",
    "postcode": r"(?:home |postal )?(?:post ?code|zip(?: ?code)?|cod post|kod pocztowy)",
    "address": r"(?:home |postal |street |full )?address(?: ?(?:line)? ?\d)?(?: formatted)?|street|house|town(?: ?city)?|city|village"
    r"|county|region|cyfeiriad|adres|country",
    "born_on": r"d ?o ?b|(?:date of )?birth(?: ?(?:date|day))?|birthday|born(?: on)?|dyddiad geni|data urodzenia",
    "joined_on": r"(?:date )?(?:joined|started|start|registered|enrolled)(?: ?(?:date|on))?|start date|member since|since",
    "left_on": r"(?:date )?(?:left|ended|finished|end|leaving)(?: ?(?:date|on))?",
    "parts": r"type|category|kind|group|status|person type|volunteer or staff",
    "role": r"(?:job |usual )?(?:role|task|job|position|title of role|activity|what they do)s?|job title|organization title",
    "language": r"(?:preferred |first |main )?(?:language|iaith|jezyk|langue)s?(?: ?\d)?(?: spoken)?",
    "access_needs": r"(?:access|support|additional|special)(?: ?(?:needs|requirements))|disabilit(?:y|ies)|medical.*|health.*",
    "notes": r"notes?|comments?|remarks?|other|info(?:rmation)?|skills?.*|availability.*|nodiadau|uwagi",
}
_COMPILED = {role: re.compile(pattern) for role, pattern in _HEADINGS.items()}
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.I)  # a British one, to know a column by
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.\-][^\W\d_]+){0,6}\.?,?(?: [^\W\d_]+)*")
_ACCENTS = str.maketrans("ęóąśłżźćńôâêîûŵŷéèáà", "eoaslzzcnoaeiuwyeeaa")


@dataclass(frozen=True)
class Columns:
    """How a list's columns are read: `first` is the index of the first row of data, `header` of the headings or None.

    `roles` maps a column's index to a code of ROLES; `day_first` says how 3/5 is read; `orders` are the readings that
    are possible ("DMY", "MDY"): with two of them a person has to look.
    """

    first: int
    header: int | None
    roles: Mapping[int, str]
    day_first: bool = True
    orders: tuple[str, ...] = ("DMY",)

    def of(self, role: str) -> tuple[int, ...]:
        """The columns that have a role, from left to right."""
        return tuple(sorted(column for column, given in self.roles.items() if given == role))


def heading_role(heading: str) -> str:
    """Return what a heading says that its column holds, or "" when it says nothing that is known."""
    plain = re.sub(r"\(.*?\)|\[.*?\]", " ", heading.casefold().translate(_ACCENTS))
    plain = " ".join(re.sub(r"[^\w]+|_", " ", plain).split())
    return next((role for role, pattern in _COMPILED.items() if pattern.fullmatch(plain)), "")


def guess_columns(table: Table, today: dt.date) -> Columns:
    """Return what the columns of a list most likely hold. Raises FileTrouble when no column can be names."""
    header = _header_row(table)
    first = 0 if header is None else header + 1
    body = table.rows[first:]
    if not body:
        raise FileTrouble(N_("There are headings in this file but nobody below them."))
    sample = body[:300]
    roles = _by_heading(table.rows[header], sample) if header is not None else {}
    if "name" not in roles.values() and "first" not in roles.values():
        _by_content(sample, roles, today)
    if not {"name", "first", "last"} & set(roles.values()):
        raise FileTrouble(N_("No column of this file holds names, so it is not a list of people."))
    return with_orders(table, Columns(first, header, MappingProxyType(roles)), today)


def with_roles(table: Table, columns: Columns, roles: Mapping[int, str], today: dt.date) -> Columns:
    """Return the columns with the roles that a person chose. Raises FieldTrouble beside `roles`."""
    given = {column: role for column, role in roles.items() if role}
    for role in set(given.values()) - MANY:
        if list(given.values()).count(role) > 1:
            raise FieldTrouble("roles", N_("Two columns cannot both be “{role}”."), role=message(ROLES[role]))
    if not {"name", "first", "last"} & set(given.values()):
        raise FieldTrouble("roles", N_("Say which column holds the names."))
    if "name" in given.values() and {"first", "last"} & set(given.values()):
        raise FieldTrouble("roles", N_("Choose either the whole name, or first and last name."))
    return with_orders(table, Columns(columns.first, columns.header, MappingProxyType(given)), today)


def with_orders(table: Table, columns: Columns, today: dt.date) -> Columns:
    """Return the columns with the orders in which their dates can be read, the likelier one chosen."""
    cells = [row[column] for role in DATES for column in columns.of(role) for row in table.rows[columns.first :]]
    orders = day_orders(cells, today)
    return Columns(columns.first, columns.header, columns.roles, orders[0] == "DMY", orders)


def _header_row(table: Table) -> int | None:
    best, found = 0, None
    for index, row in enumerate(table.rows[:25]):
        if any(email_in(cell) or phone_in(cell) for cell in row if cell):
            break  # somebody's row: headings stand above it
        roles = {role for role in map(heading_role, row) if role}
        if len(roles) > best and {"name", "first", "last"} & roles:
            best, found = len(roles), index
    return found


def _by_heading(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, heading in enumerate(headings):
        role = heading_role(heading)
        taken = role in found.values() and role not in MANY
        if role and not taken and any(row[column] for row in sample):
            found[column] = role
    if {"first", "last"} <= set(found.values()):  # a whole name beside its parts says the same twice
        found = {column: role for column, role in found.items() if role != "name"}
    elif "name" in found.values():  # "Name" beside "Surname" is the first name
        renamed = "first" if "last" in found.values() else "name"
        found = {c: renamed if role == "name" else role for c, role in found.items() if role != "first"}
    return found


def _by_content(sample: Sequence[Sequence[str]], roles: dict[int, str], today: dt.date) -> None:
    """Tell the columns by what is in them, where headings did not."""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("email", lambda cell: bool(email_in(cell))),
        ("postcode", lambda cell: bool(_POSTCODE.fullmatch(cell))),
        ("address", lambda cell: bool(_POSTCODE.search(cell))),
        ("phone", lambda cell: bool(phone_in(cell))),
        ("name", lambda cell: bool(_NAME.fullmatch(cell))),
    )
    for role, holds in tests:
        for column in range(len(sample[0])):
            if column not in roles and (role in MANY or role not in roles.values()):
                cells = [row[column] for row in sample if row[column]]
                if cells and sum(map(holds, cells)) >= 0.7 * len(cells):
                    roles[column] = role
