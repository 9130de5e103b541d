"""The driver finds only what a person can see and reach, and says what is there when it does not."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.table import Column, DataTable
from tests.journeys.driver import Lost, Person, walk
from tests.journeys.keyboard import KeyboardPerson
from tests.widgets.standin import stand_in

FIELDS = {
    "payee": Field("payee", "Paid to", Kind.TEXT, required=True),
    "amount": Field("amount", "Amount", Kind.MONEY, required=True),
    "incurred_on": Field("incurred_on", "Date on the receipt", Kind.DATE),
    "how": Field("how", "How it was paid", Kind.CHOICE, choices={"bank": "From the bank", "cash": "In cash"}),
    "award": Field("award", "Grant", Kind.LINK, target="award"),
    "checked": Field("checked", "Looked at by a second person", Kind.YESNO),
}


class Row:
    def __init__(self, key: str, payee: str, amount: int) -> None:
        self.key, self.payee, self.amount = key, payee, amount


class Till(QWidget):
    """A window with a list and a form to add to it."""

    def __init__(self) -> None:
        super().__init__()
        self.context = stand_in()
        self.rows = [Row("1", "Seeds Ltd", 1250), Row("2", "Hall", 3000)]
        self.opened: list[str] = []
        box = QVBoxLayout(self)
        box.addWidget(label("Payments", "place"))
        box.addWidget(button("Record a payment", self.ask, primary=True))
        self.table = DataTable(
            self.context,
            (
                Column("Paid to", lambda row: row.payee, stretch=True),
                Column("Amount", lambda row: self.context.words.money(row.amount), number=True),
            ),
            name="Payments",
        )
        self.table.opened.connect(lambda row: self.opened.append(row.payee))
        self.table.set_rows(self.rows)
        box.addWidget(self.table)
        self.resize(700, 500)
        self.show()
        self.activateWindow()

    def ask(self) -> None:
        form = Form(
            self.context,
            FIELDS,
            tuple(FIELDS),
            links={"award": lambda: (Choice("a", "Borough"), Choice("b", "Harvest"))},
        )
        ask_form(self.context, self, "Record a payment", form, self.keep)

    def keep(self, values: dict[str, Any]) -> Row:
        if values["amount"] == 0:
            raise FieldTrouble("amount", "Nothing was paid.")
        self.kept = values
        self.rows.append(Row(str(len(self.rows)), values["payee"], values["amount"]))
        self.table.set_rows(self.rows)
        return self.rows[-1]


@pytest.fixture
def till(qtbot: Any) -> Till:
    made = Till()
    qtbot.addWidget(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("who", [Person, KeyboardPerson])
def test_a_payment_is_recorded_through_a_dialog_that_waits(till: Till, who: type[Person]) -> None:
    def journey(person: Person) -> None:
        person.press("Record a payment")
        person.wait_heading("Record a payment")
        person.fill("Amount", "abc")
        assert "not an amount" in person.problem("Amount")
        person.press("Save")
        assert person.problem("Paid to") == "This is needed: Paid to."
        person.fill("Paid to", "Łukasz")
        person.fill("Amount", "0")
        person.press("Save")
        assert person.problem("Amount") == "Nothing was paid."
        assert person.value("Paid to") == "Łukasz"
        person.fill("Amount", "36.50")
        person.fill("Date on the receipt", "3/5/26")
        person.choose("How it was paid", "In cash")
        person.choose("Grant", "Harv")
        person.tick("Looked at by a second person")
        person.press("Save")
        person.wait_for("£36.50")

    walk(journey, who)
    assert till.kept["how"] == "cash"
    assert till.kept["award"] == "b"
    assert till.kept["checked"] is True
    assert str(till.kept["incurred_on"]) == "2026-05-03"


@pytest.mark.parametrize("who", [Person, KeyboardPerson])
def test_a_row_is_opened_by_what_it_shows(till: Till, who: type[Person]) -> None:
    def journey(person: Person) -> None:
        assert person.rows("Payments")[0] == ["Seeds Ltd", "£12.50"]
        person.open_row("Hall")

    walk(journey, who)
    assert till.opened[-1] == "Hall"


def test_what_is_not_there_is_named_with_what_is(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.journeys.eyes.PATIENCE", 0.2)
    with pytest.raises(Lost, match=r"no button “Delete everything”; on the screen: .*Record a payment"):
        walk(lambda person: person.press("Delete everything"))


def test_what_is_covered_cannot_be_pressed(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.journeys.eyes.PATIENCE", 0.2)
    cover = QWidget(till)
    cover.setGeometry(till.rect())
    cover.show()
    with pytest.raises(Lost, match="lies under"):
        walk(lambda person: person.press("Record a payment"))


def test_a_hidden_field_is_not_found(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.journeys.eyes.PATIENCE", 0.2)
    hidden = QCheckBox("Secret", till)
    hidden.hide()
    with pytest.raises(Lost, match="no field “Secret”"):
        walk(lambda person: person.tick("Secret"))


def test_a_failure_inside_a_dialog_ends_the_dialog(till: Till) -> None:
    def journey(person: Person) -> None:
        person.press("Record a payment")
        person.wait_heading("Record a payment")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        walk(journey)
    assert not [one for one in till.findChildren(QComboBox) if one.isVisible()]
