"""Requests and complaints about data: written down when they come, with what has to be done by when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.people.figures import people_rows
from communitydesk.protection.actions import requests as actions
from communitydesk.protection.documents import documents
from communitydesk.protection.figures.requests import RequestRow, deadlines, request_values, requests
from communitydesk.protection.kinds import DeadlineRow
from communitydesk.protection.model import REQUEST_KINDS, STEPS, DataRequest, DeadlineRule
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, FormSheet, ask_form
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

FIRST = ("kind", "received_on", "person_key", "who", "what")
DONE = ("acknowledged_on", "extended_to", "answered_on", "outcome")
DEADLINE = ("kind", "step", "starts_on", "months", "days", "source", "checked_on")


class RequestsTab(QWidget):
    """What people asked, and by when it is answered."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self.open_count = 0
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        told = N_(
            "Anybody may ask to see what you hold on them, or complain, in any words and to any of you. Write it down the "
            "day it comes."
        )
        box.addWidget(label(words(told)))
        buttons = Flow(context)
        self.add_button = button(words(N_("Write down a request or complaint")), self.add)
        self.acknowledge_button = button(words(N_("I told them today that we have it")), self.acknowledge)
        self.print_button = button(words(N_("Print the log")), self.print)
        for one in (self.add_button, self.acknowledge_button, self.print_button):
            buttons.add(one)
        box.addWidget(buttons)
        columns = (
            Column(words(N_("Came on")), lambda one: words.short_date(one.received_on), sort=lambda one: one.received_on),
            Column(words(N_("Who")), lambda one: one.who, strong=True),
            Column(words(N_("What they want")), lambda one: words(REQUEST_KINDS.get(one.kind, "")), stretch=True),
            Column(
                words(N_("What is next")), lambda one: words.say(one.said), sort=lambda one: one.due,
                state=lambda one: one.state(context.today()),
            ),
        )  # fmt: skip
        nothing = words(
            N_("Nobody has asked anything yet. When somebody does, write it here, and you are told by when to answer.")
        )
        self.table = DataTable(
            context, columns, name=words(N_("Requests and complaints")), said=self._said,
            empty=(nothing, words(N_("Write down the first one")), self.add),
        )  # fmt: skip
        self.table.opened.connect(self.amend)
        box.addWidget(self.table, 3)
        card = Card(context, words(N_("By when you have to answer")))
        columns = (
            Column(words(N_("For what")), lambda one: words(REQUEST_KINDS.get(one.kind, "")), strong=True),
            Column(words(N_("What has to be done")), lambda one: words(STEPS.get(one.step, ""))),
            Column(words(N_("Within")), self._time, sort=lambda one: one.months * 31 + one.days),
            Column(
                words(N_("Who says so")), self._source, stretch=True, state=lambda one: "" if one.sure else "due"
            ),
        )  # fmt: skip
        self.deadlines = DataTable(context, columns, name=words(N_("Deadlines")), filtered=False, short=True)
        self.deadlines.opened.connect(self.change_deadline)
        card.add(self.deadlines, 1)
        box.addWidget(card, 2)

    def refresh(self) -> None:
        """Show the requests as they now are."""
        rows = requests(self.context.desk)
        self.open_count = sum(1 for row in rows if not row.answered_on)
        self.table.set_rows(rows)
        self.acknowledge_button.setEnabled(bool(rows))
        self.print_button.setEnabled(bool(rows))
        with self.context.desk.read() as session:
            self.deadlines.set_rows(deadlines(session))

    def print(self) -> None:
        """Show the log as it will be printed."""
        for document in documents(self.context.desk, self.context.today()):
            if document.id == "data-requests":
                self.context.window.preview(document)

    def _said(self, rows: Sequence[RequestRow]) -> str:
        said = self.words.plural("{n} request", "{n} requests", len(rows))
        left = sum(1 for row in rows if not row.answered_on)
        return self.words(N_("{requests}, {n} to be answered"), requests=said, n=left) if left else said

    def _time(self, one: DeadlineRow) -> str:
        said = []
        if one.months:
            said.append(self.words.plural("{n} month", "{n} months", one.months))
        if one.days:
            said.append(self.words.plural("{n} day", "{n} days", one.days))
        return self.words.listing(said)

    def _source(self, one: DeadlineRow) -> str:
        if one.key:
            return self.words(N_("You decided: {source}"), source=one.source)
        source = self.words(one.source)
        return source if one.sure else self.words(N_("To be checked: {source}"), source=source)

    def _form(self, more: Sequence[str] = ()) -> Form:
        def people() -> list[Choice]:
            with self.context.desk.read() as session:
                return [Choice(one.key, f"{one.name} ({one.number})") for one in people_rows(session)]

        return Form(self.context, DataRequest, (*FIRST, *more), links={"person_key": people})

    @writes
    def add(self) -> None:
        """Ask what somebody wants."""
        form = self._form()
        form.set({"kind": "access", "received_on": self.context.today()})
        ask_form(
            self.context, self, N_("A request or complaint about data"), form,
            lambda values: actions.add_request(self.context.desk, DataRequest(**values)), save=N_("Write it down"),
        )  # fmt: skip

    def amend(self, row: RequestRow) -> None:
        """Show a request to be changed, and what was done about it."""
        desk, words = self.context.desk, self.words
        form = self._form(DONE)
        form.set(request_values(desk, row.key))
        sheet = FormSheet(
            self.context, words(N_("A request or complaint about data")), form,
            lambda values: actions.amend_request(desk, row.key, **values), self,
        )  # fmt: skip

        @writes
        def remove() -> None:
            try:
                actions.remove_request(desk, row.key)
            except Trouble as trouble:
                sheet.say_trouble(trouble)
                return
            form.settle()
            sheet.accept()

        sheet.buttons.insertWidget(0, button(words(N_("Remove")), remove))
        sheet.exec()

    @writes
    def acknowledge(self) -> None:
        """Note that the person was told today that their request has come; undo takes it back."""
        row = self.table.current()
        if row is None:
            self.context.window.say(N_("Choose a request in the list first."))
            return
        self.context.attempt(lambda: actions.acknowledged(self.context.desk, row.key, self.context.today()))

    def change_deadline(self, row: DeadlineRow) -> None:
        """Show a deadline to be decided by the group."""
        desk, words = self.context.desk, self.words
        form = Form(self.context, DeadlineRule, DEADLINE)
        start: dict[str, Any] = {name: getattr(row, name) for name in DEADLINE}
        if not row.key:
            start["source"] = words(row.source)
        if not row.key and not self.context.only_reading:
            start["checked_on"] = self.context.today()
        form.set(start)
        sheet = FormSheet(
            self.context, words(N_("By when you have to answer")), form,
            lambda values: actions.set_deadline(desk, **values), self,
        )  # fmt: skip
        if row.key:

            @writes
            def forget() -> None:
                actions.remove_deadline(desk, row.key)
                form.settle()
                sheet.accept()

            sheet.buttons.insertWidget(0, button(words(N_("Go back to the program's")), forget))
        sheet.exec()
