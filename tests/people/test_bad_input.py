"""What is typed about people: any name, number and address of the world; what cannot be is said beside its field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.people import actions
from communitydesk.people.model import Person
from communitydesk.people.ui.contact import ContactSide
from communitydesk.people.ui.person import PersonPage
from communitydesk.people.ui.place import PeoplePlace
from communitydesk.widgets.form import FormSheet
from tests.people.stage import Stage, context_of

NAMES = (
    "Sukarno", "Maria da Conceição Alves dos Santos Pereira Lima", "ஆனந்தி கிருஷ்ணமூர்த்தி", "محمد علی", "יעל כהן", "李小龍",
    "Nguyễn Thị Minh Khai", "O'Brien-Łuczak, Jr.", "<i>Bo</i> & Co", "=1+1", "Zoë 🎉", "Adébáyọ̀ Ọláwálé",
)  # fmt: skip


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, stage: Stage) -> Callable[..., Any]:
    def shown(make: Callable[..., Any], *more: Any) -> Any:
        page = make(context_of(desk, stage), *more)
        qtbot.addWidget(page)
        page.resize(1072, 820)
        page.show()
        return page

    return shown


def answered(monkeypatch: pytest.MonkeyPatch, **typed: str) -> list[FormSheet]:
    """Have the next sheets filled in and saved; return them as they are left."""
    seen: list[FormSheet] = []

    def answer(sheet: QDialog) -> int:
        assert isinstance(sheet, FormSheet)
        sheet.show()
        for name, text in typed.items():
            field = sheet.form.rows[name].input
            assert isinstance(field, QLineEdit)
            field.setText(text)
        sheet.save()
        seen.append(sheet)
        return sheet.result()

    monkeypatch.setattr(QDialog, "exec", answer)
    return seen


def said(form: Any, name: str) -> str:
    error: QLabel = form.rows[name].error
    return error.text() if not error.isHidden() else ""


def everybody(place: PeoplePlace) -> list[str]:
    return [row.name for row in place.front.people.table.model.rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_length_and_script_is_kept_letter_by_letter(
    show: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, desk: Desk, name: str
) -> None:
    place = show(PeoplePlace)
    answered(monkeypatch, name=name)
    key = place.front.people.add()
    assert everybody(place) == [name]
    page = show(PersonPage, key)
    assert page.heading.text().strip("\u200e\u2068\u2069") == name
    assert page.heading.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("name", ["", "   ", "\u200f\u202e", "\u2003"])
def test_a_name_without_letters_is_refused_beside_its_field_and_nobody_is_added(
    show: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, desk: Desk, name: str
) -> None:
    place = show(PeoplePlace)
    sheets = answered(monkeypatch, name=name, role="Gardener")
    assert place.front.people.add() is None
    assert said(sheets[0].form, "name")
    assert sheets[0].form.rows["role"].text() == "Gardener"
    assert everybody(place) == []


def test_two_people_of_one_name_are_two_people_told_apart_by_number(
    show: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    place = show(PeoplePlace)
    answered(monkeypatch, name="Ann Smith")
    first, second = place.front.people.add(), place.front.people.add()
    assert first
    assert second
    assert first != second
    assert everybody(place) == ["Ann Smith", "Ann Smith"]
    assert len({row.number for row in place.front.people.table.model.rows}) == 2


@pytest.fixture
def contact(show: Callable[..., Any], desk: Desk) -> ContactSide:
    key = actions.add_person(desk, Person(name="Bo"), today=dt.date(2026, 11, 14)).key
    side = show(ContactSide, key)
    side.refresh()
    assert isinstance(side, ContactSide)
    return side


def kept(side: ContactSide, name: str) -> Any:
    with side.context.desk.read() as session:
        return getattr(session.get(Person, side.key), name)


def put(side: ContactSide, name: str, text: str) -> None:
    field = side.details.form.rows[name].input
    assert isinstance(field, QLineEdit)
    field.setText(text)
    side.details.save()


@pytest.mark.parametrize("typed", ["31/02/1990", "3/5/2027", "1/1/1850", "soon", "1990", "14.11.3020"])
def test_a_birth_date_that_cannot_be_is_said_beside_its_field_and_stays_as_typed(
    contact: ContactSide, typed: str
) -> None:
    put(contact, "born_on", typed)
    assert said(contact.details.form, "born_on")
    assert contact.details.form.rows["born_on"].text() == typed
    assert kept(contact, "born_on") is None
    assert contact.unsaved()


@pytest.mark.parametrize(
    "typed",
    [
        "+48 22 123 45 67",
        "07700 900123",
        "(0044) 20-7946 0958",
        "(+44) 20 7946 0958",
        "+91 98765 43210",
        "020 7946 0958 ext. 12",
        "٠٧٧٠٠٩٠٠١٢٣",
    ],
)
def test_a_phone_number_of_any_country_is_taken(contact: ContactSide, typed: str) -> None:
    put(contact, "phone", typed)
    assert not said(contact.details.form, "phone")
    assert kept(contact, "phone")


@pytest.mark.parametrize("typed", ["SW1A 1AA", "sw1a1aa", "D02 AF30", "00-950", "110001", "K1A 0B1", "1010"])
def test_a_postcode_of_any_country_is_taken(contact: ContactSide, typed: str) -> None:
    put(contact, "postcode", typed)
    assert not said(contact.details.form, "postcode")
    assert kept(contact, "postcode")


@pytest.mark.parametrize("typed", ["bo at home", "bo@", "@example.org", "bo@example", "bo @example.org"])
def test_an_address_that_no_mail_can_reach_is_said_beside_its_field(contact: ContactSide, typed: str) -> None:
    put(contact, "email", typed)
    assert said(contact.details.form, "email")
    assert contact.details.form.rows["email"].text() == typed
    assert not kept(contact, "email")
