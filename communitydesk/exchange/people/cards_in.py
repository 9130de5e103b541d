"""Address-book cards (vCard 2.1, 3.0 and 4.0) as the people that they are of."""

from __future__ import annotations

import datetime as dt
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_, Message, message
from communitydesk.exchange.people.columns import ROLES
from communitydesk.exchange.people.reading import Incoming, PeopleRead, Unread
from communitydesk.exchange.people.values import day_in, emails_in, phones_in, postcode_in
from communitydesk.exchange.text_in import clean, decode

MOST_CARDS = 20_000
POSTCODE_AT = 5
"""Where the postcode stands among the parts of an address (RFC 6350, 6.3.1)."""
_LINE = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.S)
_ESCAPED = re.compile(r"\\([\\;,:nN])")


@dataclass
class _Card:
    number: int
    lines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # property -> (parameters, value)

    def first(self, name: str) -> str:
        return next((value for _, value in self.lines.get(name, ()) if value.strip()), "")


def is_cards(content: bytes) -> bool:
    """Whether a file holds address-book cards."""
    return b"BEGIN:VCARD" in content[:4000].upper().replace(b"\x00", b"").replace(b" ", b"")


def read_cards(content: bytes, today: dt.date) -> PeopleRead:
    """Return everybody in a file of cards; a card without a name is told. Raises FileTrouble when there is none."""
    text, _ = decode(content)
    people: list[Incoming] = []
    left_out: list[Message] = []
    for card in _cards(text):
        name = _name(card)
        if not any(letter.isalpha() for letter in name):
            left_out.append(message(N_("Card {row} has no name and is left out."), row=card.number))
        else:
            people.append(_person(card, name, today))
    if not people and not left_out:
        raise FileTrouble(N_("There is no address-book card in this file."))
    return PeopleRead(tuple(people), tuple(left_out))


def _cards(text: str) -> Iterator[_Card]:
    card: _Card | None = None
    number = 0
    for line in _unfolded(text):
        found = _LINE.fullmatch(line)
        if not found:
            continue
        name, parameters, value = found[1].upper(), found[2].upper(), found[3]
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            number += 1
            if number > MOST_CARDS:
                raise FileTrouble(N_("This file has more than {most} cards. Choose a shorter one."), most=MOST_CARDS)
            card = _Card(number)
        elif name == "END" and card is not None:
            yield card
            card = None
        elif card is not None and name not in ("PHOTO", "LOGO", "SOUND", "KEY"):
            card.lines.setdefault(name, []).append((parameters, _decoded(parameters, value)))


def _unfolded(text: str) -> Iterator[str]:
    """The lines of a file, those that were cut put together again (RFC 6350, 3.2; quoted-printable of 2.1 too)."""
    whole = ""
    for line in re.split(r"\r\n|\n|\r", text):
        if whole and line[:1] in (" ", "\t"):
            whole += line[1:]
        elif whole.endswith("=") and "QUOTED-PRINTABLE" in whole.split(":")[0].upper():
            whole = f"{whole}\n{line}"
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def _decoded(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters:
        return value
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _plain(value: str) -> str:
    return clean(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value))


def _pieces(value: str) -> list[str]:
    """The parts of a name or an address, which semicolons part."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _name(card: _Card) -> str:
    if whole := _plain(card.first("FN")):
        return whole
    last, first, middle, *_ = [*_pieces(card.first("N")), "", "", ""]
    return " ".join(part for part in (first, middle, last) if part) or _plain(card.first("NICKNAME"))


def _person(card: _Card, name: str, today: dt.date) -> Incoming:
    unread: list[Unread] = []
    emails = _several(card, "EMAIL", "email", unread)
    phones = _several(card, "TEL", "phone", unread)
    born = None
    if text := card.first("BDAY").strip():
        born = day_in(_day_text(text), True, today, birth=True)
        if born is None:
            unread.append(Unread(ROLES["born_on"], _plain(text)))
    values: dict[str, str | dt.date] = {}
    if role := _plain(card.first("ROLE") or card.first("TITLE")):
        values["role"] = role
    if language := _plain(card.first("LANG")):
        values["language"] = language
    pieces = _pieces(card.first("ADR"))
    address = ", ".join(part for at, part in enumerate(pieces) if part and (at != POSTCODE_AT or not postcode_in(part)))
    if postcode := postcode_in(pieces[POSTCODE_AT]) if len(pieces) > POSTCODE_AT else "":
        values["postcode"] = postcode
    return Incoming(card.number, name, emails, phones, address=address, born_on=born, values=values,
                    notes=_plain(card.first("NOTE")), unread=tuple(unread))  # fmt: skip


def _day_text(text: str) -> str:
    if found := re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text):
        return f"{found[1]}-{found[2]}-{found[3]}"
    return text


def _several(card: _Card, name: str, role: str, unread: list[Unread]) -> tuple[str, ...]:
    found: list[str] = []
    for _, value in card.lines.get(name, ()):
        text = _plain(re.sub(r"^tel:", "", value, flags=re.I))
        read = emails_in(text) if role == "email" else phones_in(text)
        found += read
        if text and not read:
            unread.append(Unread(ROLES[role], text))
    return tuple(dict.fromkeys(found))
