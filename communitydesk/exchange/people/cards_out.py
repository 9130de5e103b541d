"""People as address-book cards (vCard 4.0, RFC 6350), for a phone or a mail program."""

from __future__ import annotations

from collections.abc import Iterable

from communitydesk.exchange.calendars import escape, fold, uid
from communitydesk.exchange.people.figures import Entry


def to_cards(people: Iterable[Entry], group: str) -> bytes:
    """Return a file with a card for each person: how they are reached, and that they are of the group; nothing more.

    The card of the same person has the same identifier every time, so that an address book knows it again.
    """
    return "".join(line for one in people for line in map(fold, _card(one, group))).encode("utf-8")


def _card(one: Entry, group: str) -> list[str]:
    first, _, last = one.name.rpartition(" ")
    lines = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:-//CommunityDesk//People//EN", f"UID:{uid(one.key)}",
             f"FN:{escape(one.name)}", f"N:{escape(last)};{escape(first)};;;"]  # fmt: skip
    lines += [f"EMAIL{_first(at)}:{escape(email)}" for at, email in enumerate(one.emails)]
    lines += [f"TEL{_first(at)};TYPE=voice:{escape(phone)}" for at, phone in enumerate(one.phones)]
    if one.address or one.postcode:
        street = ", ".join(part.strip() for part in one.address.splitlines() if part.strip())
        lines.append(f"ADR;TYPE=home:;;{escape(street)};;;{escape(one.postcode)};")
    if group:
        lines.append(f"ORG:{escape(group)}")
    if one.does:
        lines.append(f"ROLE:{escape(one.does)}")
    return [*lines, "END:VCARD"]


def _first(at: int) -> str:
    return ";PREF=1" if at == 0 else ""
