"""Address-book cards of every age are read; what is not understood is kept as it stands."""

from __future__ import annotations

import datetime as dt

import pytest

from communitydesk.desk.errors import FileTrouble
from communitydesk.exchange.people.cards_in import is_cards, read_cards

TODAY = dt.date(2026, 11, 21)
NEW = """BEGIN:VCARD\r
VERSION:4.0\r
FN:Siân Evans\r
N:Evans;Siân;;;\r
TEL;TYPE="voice,home";VALUE=uri:tel:+44-121-496-0000\r
item1.EMAIL;PREF=1:sian@example.org\r
ADR;TYPE=home:;;4 Mill Lane\\, Flat 2;Oldbury;;B69 3DB;\r
BDAY:19610503\r
NOTE:Has a key\\; speaks Welsh\\nand Polish\r
PHOTO:data:image/jpeg;base64,AAAA\r
 BBBB\r
END:VCARD\r
"""
OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:W=C3=B3jcik;=C5=81ukasz
TEL;CELL:07700 900123
TEL;HOME:no idea
ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;12 High=
 Street;Tipton;;DY4;
END:VCARD
"""


def test_a_card_of_today_is_read() -> None:
    assert is_cards(NEW.encode())
    (sian,) = read_cards(NEW.encode(), TODAY).people
    assert (sian.name, sian.emails, sian.phones) == ("Siân Evans", ("sian@example.org",), ("+44 121 496 0000",))
    assert sian.address == "4 Mill Lane, Flat 2, Oldbury"
    assert sian.values["postcode"] == "B69 3DB"
    assert sian.born_on == dt.date(1961, 5, 3)
    assert sian.notes == "Has a key; speaks Welsh and Polish"


def test_a_card_of_an_old_phone_is_read_and_what_is_no_number_is_kept() -> None:
    (one,) = read_cards(OLD.encode(), TODAY).people
    assert (one.name, one.phones) == ("Łukasz Wójcik", ("07700 900123",))
    assert one.address.startswith("12 High")
    assert [cell.text for cell in one.unread] == ["no idea"]


def test_a_card_without_a_name_is_told() -> None:
    read = read_cards(b"BEGIN:VCARD\nVERSION:3.0\nTEL:0121 496 0000\nEND:VCARD\n", TODAY)
    assert not read.people
    assert len(read.left_out) == 1


def test_a_file_without_cards_is_refused() -> None:
    with pytest.raises(FileTrouble):
        read_cards(b"hello", TODAY)
