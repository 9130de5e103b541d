"""Awards as funders publish them by the 360Giving standard (version 1.4): read from JSON, CSV or XLSX, written as JSON.

Real files break the standard: dates come as dd/mm/yyyy, amounts with pound signs, headings as titles or as paths.
What can be understood is; the rest is said. Source: 360Giving schema 1.4, grant and package.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communitydesk.desk.errors import FieldTrouble, FileTrouble, ManyTroubles
from communitydesk.desk.money import LARGEST, round_half_up
from communitydesk.desk.words import N_, Message, message
from communitydesk.exchange.bank_dates import date_in
from communitydesk.exchange.bank_money import pence_of
from communitydesk.exchange.payees import likeness, payee_key
from communitydesk.exchange.tables_in import Table, read_table
from communitydesk.exchange.text_in import clean, decode

VERSION = "1.4"
_WHOLE_CURRENCIES = frozenset(("JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF"))
_NO_AWARDS = N_("There are no awards in this file. Choose the funder's 360Giving file, as JSON, CSV or XLSX.")


@dataclass(frozen=True)
class GivenAward:
    """One award as its funder tells it; amounts in minor units (pence). `problems` say what could not be read of it.

    Parties are known by their name and by an identifier such as GB-CHC-1234567, from org-id.guide.
    """

    identifier: str
    title: str
    description: str = ""
    currency: str = "GBP"
    amount_pence: int | None = None
    awarded_on: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    months: int | None = None
    funder_name: str = ""
    funder_id: str = ""
    recipient_name: str = ""
    recipient_id: str = ""
    charity_number: str = ""
    company_number: str = ""
    programme: str = ""
    applied_pence: int | None = None
    url: str = ""
    to_person: bool = False
    problems: tuple[Message, ...] = ()


def read_awards(content: bytes, today: dt.date) -> tuple[GivenAward, ...]:
    """Return the awards in a 360Giving file (JSON, CSV or XLSX). Raises FileTrouble when there are none."""
    if not content.startswith(b"PK\x03\x04"):
        text, _ = decode(content)
        if text.lstrip()[:1] in ("{", "["):
            return tuple(_award(_flat(grant), today) for grant in _grants_of(_json(text)))
    awards = tuple(_award(row, today) for row in _rows(read_table(content)))
    if not awards:
        raise FileTrouble(_NO_AWARDS)
    return awards


def awards_for(awards: Iterable[GivenAward], name: str, numbers: Sequence[str] = ()) -> tuple[GivenAward, ...]:
    """Return the awards made to one group, by its charity or company numbers or, failing those, a name like its own."""
    wanted = {re.sub(r"\W", "", number).lstrip("0").upper() for number in numbers} - {""}
    key, given = payee_key(name), list(awards)
    by_number = tuple(award for award in given if wanted & _numbers(award))
    if by_number or not key:
        return by_number
    return tuple(award for award in given if likeness(key, payee_key(award.recipient_name)) == 1)


def _numbers(award: GivenAward) -> set[str]:
    last = award.recipient_id.split("-", 2)[-1] if re.match(r"[A-Z]{2}-", award.recipient_id) else ""
    return {
        re.sub(r"\W", "", text).lstrip("0").upper() for text in (award.charity_number, award.company_number, last)
    } - {""}


# -- JSON and tables, both flattened to paths such as "fundingorganization/name" --------------------


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError, ArithmeticError):
        raise FileTrouble(N_("This JSON file is damaged and cannot be read. Download it again.")) from None


def _grants_of(data: Any) -> list[Mapping[str, Any]]:
    if isinstance(data, dict) and isinstance(data.get("grants"), list):
        data = data["grants"]
    elif isinstance(data, dict) and ("amountAwarded" in data or "awardDate" in data):
        data = [data]
    grants: list[Mapping[str, Any]] = (
        [one for one in data if isinstance(one, dict) and one] if isinstance(data, list) else []
    )
    if not grants:
        raise FileTrouble(_NO_AWARDS)
    return grants


def _flat(grant: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    work: list[tuple[str, Any]] = [("", grant)]
    while work:
        path, value = work.pop()
        if isinstance(value, dict):
            work += [(f"{path}/{_plain(str(name))}".strip("/"), part) for name, part in value.items()]
        elif isinstance(value, list):
            work += [(path, value[0])] if value else []
        elif value is not None:
            found.setdefault(path, clean(str(value)))
    return found


_TITLES = {
    "identifier": "id", "recipientorg": "recipientorganization", "fundingorg": "fundingorganization",
    "recipientind": "recipientindividual",
}  # fmt: skip
"""Headings are the schema's titles or its property names; both come down to the latter."""


def _plain(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*?\)", "", name.lower()))
    return _TITLES.get(plain, plain)


def _rows(table: Table) -> Iterator[dict[str, str]]:
    header = _header(table)
    if header is None:
        return
    paths = [_path(cell) for cell in table.rows[header]]
    for row in table.rows[header + 1 :]:
        found: dict[str, str] = {}
        for path, cell in zip(paths, row, strict=True):
            if path and cell:
                found.setdefault(path, cell)
        if found:
            yield found


def _header(table: Table) -> int | None:
    for index, row in enumerate(table.rows[:20]):
        names = {_path(cell) for cell in row}
        if "amountawarded" in names and names & {"id", "title", "awarddate", "fundingorganization/name"}:
            return index
    return None


def _path(heading: str) -> str:
    """A heading as a path; only the first of several (":0:") is read."""
    parts = [part for part in re.split(r"[:/.]", heading) if part.strip()]
    if any(part.strip().isdecimal() and int(part) > 0 for part in parts):
        return ""
    names = [_plain(part) for part in parts if not part.strip().isdigit()]
    return "/".join("id" if name in ("identifier",) else name for name in names)


# -- one award -------------------------------------------------------------------------------------


def _award(cells: Mapping[str, str], today: dt.date) -> GivenAward:
    problems: list[Message] = []
    currency = cells.get("currency", "GBP").upper()[:3] or "GBP"

    def day(*names: str) -> dt.date | None:
        text = next((cells[name] for name in names if cells.get(name)), "")
        found = _date(text, today)
        if text and not found:
            problems.append(message(N_("“{text}” is not a date."), text=text[:40]))
        return found

    def amount(name: str) -> int | None:
        found = _minor(cells.get(name, ""), currency)
        if cells.get(name) and found is None:
            problems.append(message(N_("“{text}” is not an amount."), text=cells[name][:40]))
        return found

    person = "recipientorganization/name" not in cells and "recipientindividual/name" in cells
    recipient = "recipientindividual" if person else "recipientorganization"
    return GivenAward(
        cells.get("id", ""), cells.get("title", ""), cells.get("description", ""), currency, amount("amountawarded"),
        day("awarddate"), day("planneddates/startdate", "actualdates/startdate"),
        day("planneddates/enddate", "actualdates/enddate"), _months(cells), cells.get("fundingorganization/name", ""),
        cells.get("fundingorganization/id", ""), cells.get(f"{recipient}/name", ""), cells.get(f"{recipient}/id", ""),
        cells.get(f"{recipient}/charitynumber", ""), cells.get(f"{recipient}/companynumber", ""),
        cells.get("grantprogramme/title", ""), amount("amountappliedfor"), _web(cells.get("url", "")), person,
        tuple(problems),
    )  # fmt: skip


def _months(cells: Mapping[str, str]) -> int | None:
    found = re.fullmatch(r"(\d{1,3})(?:\.0+)?", cells.get("planneddates/duration", ""))
    return int(found[1]) if found else None


def _date(text: str, today: dt.date) -> dt.date | None:
    """A date of the standard (2026-05-03, with or without a time), as most spreadsheets write it, or a month's first."""
    if re.fullmatch(r"\d{4}-\d{2}", text):
        text = f"{text}-01"
    return date_in(text, "YMD", today) or date_in(text, "DMY", today) or date_in(text, "SERIAL", today)


def _minor(text: str, currency: str) -> int | None:
    factor = 1 if currency in _WHOLE_CURRENCIES else 100
    try:
        value = Decimal(text)
        if value.is_finite() and abs(value) * factor <= LARGEST:
            return round_half_up(value * factor)
    except ArithmeticError:
        pass
    try:
        pence = pence_of(text)
    except FieldTrouble:
        return None
    return pence if pence is None or factor == 100 else pence // 100


def _web(text: str) -> str:
    return text if re.match(r"https?://[^\s<>\"]+$", text) else ""


# -- writing ---------------------------------------------------------------------------------------


def org_id(charity: str = "", company: str = "", casc: str = "") -> str:
    """Return a body's identifier by the lists of org-id.guide, "" when it has no number of its own.

    GB-CHC England and Wales, GB-SC Scotland (SC...), GB-NIC Northern Ireland (NIC...), GB-COH companies, GB-CASC.
    """
    number = re.sub(r"\s|-", "", charity).upper()
    if number.startswith("SC"):
        return f"GB-SC-{number}"
    if number.startswith("NI"):
        return f"GB-NIC-{number.removeprefix('NIC').removeprefix('NI')}"
    if number:
        return f"GB-CHC-{number}"
    number = re.sub(r"\s", "", company).upper()
    if number:
        return f"GB-COH-{number.zfill(8) if number.isdigit() else number}"
    return f"GB-CASC-{re.sub(chr(32), '', casc).upper()}" if casc.strip() else ""


def to_giving360(awards: Sequence[GivenAward], publisher: str, title: str, issued: dt.date) -> bytes:
    """Return awards as a 360Giving package in JSON. Raises FieldTrouble or ManyTroubles when one lacks what it needs.

    `title` is the package's, in the language of whoever reads it; a package has at least one award, each with its own
    identifier (raises FieldTrouble otherwise).
    A body without an identifier gets one made from its name, so that the file is valid; it is no registered number.
    """
    identifiers = [award.identifier for award in awards]
    if not awards:
        raise FieldTrouble("awards", N_("Choose at least one award."))
    if len(set(identifiers)) < len(identifiers):
        raise FieldTrouble("identifier", N_("Two awards have the same reference. Give each its own."))
    package = {
        "version": VERSION,
        "title": title,
        "issued": issued.isoformat(),
        "publisher": {"name": publisher},
        "grants": [_grant(award) for award in awards],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _grant(award: GivenAward) -> dict[str, Any]:
    _check(award)
    grant: dict[str, Any] = {
        "id": award.identifier,
        "title": award.title,
        "description": award.description,
        "currency": award.currency,
        "amountAwarded": _major(award.amount_pence or 0, award.currency),
        "awardDate": award.awarded_on.isoformat() if award.awarded_on else "",
        "fundingOrganization": [_party(award.funder_id, award.funder_name)],
    }
    party = _party(award.recipient_id, award.recipient_name)
    if award.to_person:
        grant["recipientIndividual"] = party
    else:
        numbers = {"charityNumber": award.charity_number, "companyNumber": award.company_number}
        grant["recipientOrganization"] = [{**party, **{name: text for name, text in numbers.items() if text}}]
    if award.applied_pence is not None:
        grant["amountAppliedFor"] = _major(award.applied_pence, award.currency)
    if planned := _planned(award):
        grant["plannedDates"] = [planned]
    if award.programme:
        grant["grantProgramme"] = [{"title": award.programme}]
    if award.url:
        grant["url"] = award.url
    return grant


def _check(award: GivenAward) -> None:
    needed = {
        "identifier": award.identifier, "title": award.title, "description": award.description,
        "amount_pence": award.amount_pence, "awarded_on": award.awarded_on, "funder_name": award.funder_name,
        "recipient_name": award.recipient_name,
    }  # fmt: skip
    missing = tuple(FieldTrouble(field, _NEEDS[field]) for field, value in needed.items() if value in (None, ""))
    if missing:
        raise ManyTroubles(missing) if len(missing) > 1 else missing[0]


_NEEDS = {
    "identifier": N_("360Giving needs the award's reference."),
    "title": N_("360Giving needs a title of the award."),
    "description": N_("360Giving needs a sentence on what the award is for."),
    "amount_pence": N_("360Giving needs the amount awarded."),
    "awarded_on": N_("360Giving needs the date on which the award was decided."),
    "funder_name": N_("360Giving needs the funder's name."),
    "recipient_name": N_("360Giving needs the group's name."),
}


def _party(identifier: str, name: str) -> dict[str, str]:
    return {"id": identifier or made_up_id(name), "name": name}


def made_up_id(name: str) -> str:
    """Return an identifier for a body that has none, made from its name: always the same, and no registered number."""
    import hashlib

    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24]
    return f"XX-UNREGISTERED-{slug or 'group'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}"


def _planned(award: GivenAward) -> dict[str, Any]:
    planned: dict[str, Any] = {}
    if award.start:
        planned["startDate"] = award.start.isoformat()
    if award.end:
        planned["endDate"] = award.end.isoformat()
    if award.months is not None:
        planned["duration"] = award.months
    return planned


def _major(minor: int, currency: str) -> int | float:
    if currency in _WHOLE_CURRENCIES:
        return minor
    return minor // 100 if minor % 100 == 0 else minor / 100
