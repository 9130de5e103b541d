"""Expense claims in a list: everybody's, or one person's with their miles of the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.people.actions import expenses as actions
from communitydesk.people.documents.about_claims import blank_document, list_document
from communitydesk.people.figures.expenses import ClaimRow, ClaimsWanted, claim_rows, claim_sums
from communitydesk.people.figures.miles import YearMiles, other_miles, year_miles
from communitydesk.people.mileage import TENTHS, miles_number, tax_year, tax_year_period
from communitydesk.people.model import ExpenseClaim, OtherMiles
from communitydesk.people.model.expenses import STATES
from communitydesk.people.ui.periods import chosen_period, period_box
from communitydesk.people.ui.side import people_choices
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fold import Flow, FlowLayout
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, button, clear, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

TODO = "todo"
LOOKS = {"claimed": "due", "back": "due", "approved": "due", "paid": "ok", "waived": "ok"}
"""How a state is shown, by its code; what is being written has no colour."""


class ClaimList(QWidget):
    """Claims by state and period; a row opens the claim."""

    def __init__(self, context: Context, person_key: str = "") -> None:
        super().__init__()
        self.context, self.words, self._person = context, context.words, person_key
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(10))
        self.state, self.period = DropDown(), period_box(self.words)
        self.period.setCurrentIndex(self.period.findData("all"))
        box.addLayout(self._top())
        self.table = self._table()
        box.addWidget(self.table, 1)
        for one in (self.state, self.period):
            one.currentIndexChanged.connect(lambda _: self.refresh())

    def _top(self) -> FlowLayout:
        words, row = self.words, FlowLayout(self.context.theme.px(8))
        self.state.setAccessibleName(words(N_("State")))
        self.state.addItem(words(N_("Every state")), "")
        self.state.addItem(words(N_("To approve or to pay")), TODO)
        for code, text in STATES.items():
            self.state.addItem(words(text), code)
        caption = label(words(N_("Show")), wrap=False)
        caption.setBuddy(self.state)
        for one in (caption, self.state, self.period):
            row.addWidget(one)
        row.addStretch()
        return row

    def _table(self) -> DataTable:
        words = self.words
        columns = [
            Column(words(N_("Claim")), lambda one: str(one.number), sort=lambda one: one.number, number=True),
            Column(words(N_("Who")), lambda one: one.name, strong=True, stretch=True),
            Column(words(N_("Spent from, to")), self._days, sort=lambda one: one.first_on),
            Column(words(N_("State")), self._state, state=lambda one: LOOKS.get(one.state, "")),
            Column(words(N_("Amount")), lambda one: words.money(one.total), sort=lambda one: one.total, number=True),
            Column(words(N_("Given")), lambda one: words.money(one.waived) if one.waived else "",
                   sort=lambda one: one.waived, number=True),
            Column(words(N_("To pay, or paid")), lambda one: words.money(one.to_pay), sort=lambda one: one.to_pay,
                   number=True),
        ]  # fmt: skip
        if self._person:
            del columns[1]
        told = words(N_("Nobody should be out of pocket: bus fares, materials and miles are claimed here."))
        table = DataTable(
            self.context, columns, name=words(N_("Expense claims")), said=self._said,
            empty=(told, words(N_("Write a claim")), self.add),
        )  # fmt: skip
        table.opened.connect(lambda one: self.context.go("expenses", one.key))
        return table

    def _days(self, row: ClaimRow) -> str:
        return " – ".join(dict.fromkeys(self.words.short_date(day) for day in (row.first_on, row.last_on) if day))

    def _state(self, row: ClaimRow) -> str:
        if row.paid_on:
            return self.words(N_("Paid {day}"), day=self.words.short_date(row.paid_on))
        return self.words(STATES[row.state])

    def _said(self, rows: Sequence[ClaimRow]) -> str:
        sums, words = claim_sums(rows), self.words
        said = [words.plural("{n} claim", "{n} claims", sums.claims), words.money(sums.total)]
        if sums.waiting:
            said.append(words(N_("{amount} to approve"), amount=words.money(sums.waiting)))
        if sums.approved:
            said.append(words(N_("{amount} to pay"), amount=words.money(sums.approved)))
        if sums.waived:
            said.append(words(N_("{amount} given to the group"), amount=words.money(sums.waived)))
        return ", ".join(said)

    def chosen_period(self) -> Period:
        """The period that is shown."""
        today = self.context.today()
        with self.context.desk.read() as session:
            return chosen_period(self.period.currentData(), current_year(session, today), today)

    def refresh(self) -> None:
        """Show the claims as they now are."""
        state = self.state.currentData()
        states = ("claimed", "approved") if state == TODO else (state,) if state else ()
        wanted = ClaimsWanted(states=states, person_key=self._person, period=self.chosen_period())
        with self.context.desk.read() as session:
            self.table.set_rows(claim_rows(session, wanted))

    @writes
    def add(self) -> None:
        """Begin a claim: ask whose it is, then show it to be written."""
        key = self._begun() if self._person else ask_claim(self.context, self)
        if key:
            self.context.go("expenses", key)

    def _begun(self) -> str | None:
        return self.context.attempt(lambda: actions.add_claim(self.context.desk, self._person))

    def preview_list(self) -> None:
        """Show the claims of the chosen period as a list on paper."""
        period = self.chosen_period()
        name = "-".join(f"{day:%Y%m%d}" for day in (period.start, period.end) if day) or "all"
        self.context.window.preview(list_document(self.context.desk, period, self.context.today(), name))

    def preview_blank(self) -> None:
        """Show an empty form."""
        self.context.window.preview(blank_document(self.context.desk, self.context.today()))


def ask_claim(context: Context, parent: QWidget | None) -> str | None:
    """Ask whose claim it is; return the new claim's key, None when the person changed their mind."""
    form = Form(context, ExpenseClaim, ("person_key",), links={"person_key": lambda: people_choices(context)})

    def act(values: dict[str, Any]) -> str:
        return actions.add_claim(context.desk, values["person_key"])

    found = ask_form(context, parent, N_("Write a claim"), form, act, save=N_("Go on"),
                     intro=N_("Who was out of pocket? Volunteers, staff and sessional workers may all claim."))  # fmt: skip
    return found if isinstance(found, str) else None


class PersonExpenses(QWidget):
    """One person's claims, and how many miles of the yearly limit they have used."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__()
        self.context, self.words, self.key = context, context.words, key
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(12))
        self.miles = Card(context, self.words(N_("Miles by car or van")))
        box.addWidget(self.miles)
        self.claims = ClaimList(context, key)
        self.add_button = button(self.words(N_("Write a claim")), self.claims.add)
        self.other_button = button(self.words(N_("Miles for other organisations")), self.ask_other)
        row = Flow(context)
        row.add(self.add_button)
        row.add(self.other_button)
        box.addWidget(row)
        box.addWidget(self.claims, 1)

    def refresh(self) -> None:
        """Show the claims and miles as they now are."""
        with self.context.desk.read() as session:
            years = year_miles(session, self.key)
        clear(self.miles.body)
        for year in years[:3]:
            self.miles.add(label(self._said(year)))
            if year.over:
                text = N_("{miles} miles of it were approved at the first rate before the miles for others were known.")
                self.miles.add(label(self.words(text, miles=miles_number(year.over)), "error"))
        self.miles.setVisible(bool(years))
        self.claims.refresh()

    def _said(self, year: YearMiles) -> str:
        words, period = self.words, tax_year_period(year.year)
        said = words(N_("{period}: {miles} miles claimed"), period=words.period(period.start, period.end),
                     miles=miles_number(year.first + year.after))  # fmt: skip
        if year.other:
            said = words(
                N_("{said}, {miles} driven for other organisations"), said=said, miles=miles_number(year.other)
            )
        if year.limit is None:
            return words(N_("{said}."), said=said)
        left = max(0, year.limit - year.first - year.other)
        if left:
            text = N_("{said}; {left} of {limit} miles are left at the first rate.")
            return words(text, said=said, left=miles_number(left), limit=year.limit // TENTHS)
        return words(N_("{said}; the yearly limit of {limit} miles is used up."), said=said, limit=year.limit // TENTHS)

    @writes
    def ask_other(self) -> None:
        """Ask how many miles they drove for other organisations in a tax year."""
        form = Form(self.context, OtherMiles, ("year", "miles"))
        year = tax_year(self.context.today())
        with self.context.desk.read() as session:
            form.set({"year": str(year), "miles": other_miles(session, self.key).get(year)})
        form.rows["year"].input.setText(str(year))  # type: ignore[attr-defined]
        form.settle()
        ask_form(
            self.context, self, N_("Miles for other organisations"), form,
            lambda values: actions.set_other_miles(self.context.desk, self.key, values["year"], values["miles"]),
            intro=N_("The yearly limit counts the miles for all the organisations that a person drives for. "
                     "A tax year starts on 6 April."),
        )  # fmt: skip
