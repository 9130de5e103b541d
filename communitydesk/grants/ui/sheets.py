"""The small forms of an award: instalments, claims, moves of money, changes agreed, dates, promises, refunds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Message
from communitydesk.grants.actions import awards, income, match, plan, spending
from communitydesk.grants.figures.award import AwardFigures, award_overview, move_rule
from communitydesk.grants.figures.choices import activity_choices
from communitydesk.grants.figures.details import details, instalments
from communitydesk.grants.figures.spending import PaymentRow
from communitydesk.grants.model import (
    AgreedChange,
    BudgetMove,
    Claim,
    Commitment,
    Equipment,
    Instalment,
    MatchItem,
    Output,
    OutputCount,
    Payment,
    ReportDue,
)
from communitydesk.grants.ui.parts import chosen_from, lines_of
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Choices, Form, FormSheet
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import sheet_title, writes
from communitydesk.widgets.removing import REMOVED

__all__ = [
    "ask_change",
    "ask_claim",
    "ask_count",
    "ask_due",
    "ask_equipment",
    "ask_instalment",
    "ask_match",
    "ask_move",
    "ask_output",
    "ask_promise",
    "ask_refund",
    "instalments",
]

Act = Callable[..., Any]


def ask(
    context: Context, parent: QWidget, kind: type[Record], key: str, titles: tuple[str, str], names: Sequence[str], *,
    add: Act, amend: Act, remove: Act, more: Sequence[str] = (), links: Mapping[str, Choices] | None = None,
    start: Mapping[str, Any] | None = None, intro: Message | str = "",
    watch: Callable[[FormSheet], None] | None = None,
) -> Any:  # fmt: skip
    """Show a record's form: a new one without a key, else the record, with a button that removes it.

    `add` takes the values, `amend` the key and the values, `remove` the key.
    """
    form = Form(context, kind, names, more=more, links=links)
    desk, words = context.desk, context.words
    if key:
        known = context.attempt(lambda: details(desk, kind, key), parent)
        if known is None:
            return None
        form.set(known)
    elif start:
        form.set(dict(start))

    def act(values: dict[str, Any]) -> Any:
        return amend(desk, key, **values) if key else add(values)

    sheet = FormSheet(context, words(titles[1] if key else titles[0]), form, act, parent,
                      intro=words.say(intro) if intro else "")  # fmt: skip
    if key:

        @writes
        def remove_it() -> None:
            try:
                remove(desk, key)
            except Trouble as trouble:
                sheet.say_trouble(trouble)
                return
            context.window.say(REMOVED)
            form.settle()
            sheet.accept()

        sheet.buttons.insertWidget(0, button(words(N_("Remove")), remove_it))
    if watch:
        watch(sheet)
    return (sheet.result_value or key) if sheet.exec() else None


def ask_instalment(context: Context, parent: QWidget, award_key: str, key: str = "") -> Any:
    """Ask for money from the funder; one that was expected is offered as come today."""
    start = {"received_on": context.today()}

    def watch(sheet: FormSheet) -> None:
        row = sheet.form.rows["received_on"]
        if key and not row.text() and not context.only_reading:
            row.set(context.today())

    return ask(
        context, parent, Instalment, key, (N_("Money from the funder"), N_("Money from the funder")),
        ("amount", "received_on", "due_on", "note"), start=start, watch=watch,
        add=lambda values: income.add_instalment(context.desk, award_key, **values),
        amend=_amend_instalment, remove=income.remove_instalment,
        intro=N_("Money that you gave back is typed with a minus. Leave “Received on” empty while you wait for it."),
    )  # fmt: skip


def _amend_instalment(desk: Any, key: str, **values: Any) -> None:
    """Less than was expected leaves the rest expected."""
    before = details(desk, Instalment, key)
    came = values["received_on"] and not before["received_on"] and before["due_on"] == values["due_on"]
    if came and 0 < values["amount"] < before["amount"]:
        with_note = {name: values[name] for name in ("note",)}
        income.receive_instalment(desk, key, values["received_on"], values["amount"], **with_note)
    else:
        income.amend_instalment(desk, key, **values)


def ask_claim(context: Context, parent: QWidget, figures: AwardFigures, key: str = "") -> Any:
    """Ask for a claim; a new one takes up where the last one ended, with what is spent and not claimed yet."""
    import datetime as dt

    after = max((claim.end for claim in figures.claims), default=figures.starts_on - dt.timedelta(days=1))
    start = {
        "start": after + dt.timedelta(days=1),
        "end": max(after + dt.timedelta(days=1), min(figures.as_at, figures.spend_by)),
        "amount": figures.to_claim or None,
        "claimed_on": figures.as_at,
    }

    def watch(sheet: FormSheet) -> None:
        if not key:
            return
        claim = next((one for one in figures.claims if one.key == key), None)
        if claim and claim.outstanding:

            @writes
            def came() -> None:
                context.attempt(
                    lambda: income.receive_claim(context.desk, key, context.today(), claim.outstanding), sheet
                )
                sheet.form.settle()
                sheet.accept()

            said = context.words(N_("{amount} came today"), amount=context.words.money(claim.outstanding))
            sheet.buttons.insertWidget(1, button(said, came))

    return ask(
        context, parent, Claim, key, (N_("Claim what you spent"), N_("Claim")),
        ("start", "end", "amount", "claimed_on", "kept_back", "note"), start=start, watch=watch,
        add=lambda values: income.add_claim(context.desk, figures.key, **values),
        amend=income.amend_claim, remove=income.remove_claim,
    )  # fmt: skip


def ask_move(context: Context, parent: QWidget, figures: AwardFigures, key: str = "", to_key: str = "") -> Any:
    """Ask for money to be moved between lines; says as it is typed whether the funder has to be asked."""
    links = {"from_key": lines_of(figures), "to_key": lines_of(figures)}
    over = next((line for line in figures.lines if line.key == to_key), None)
    start: dict[str, Any] = {"agreed_on": context.today()}
    if over and over.difference < 0:
        spare = max(figures.lines, key=lambda line: line.left)
        start |= {"to_key": to_key, "amount": -over.difference, "from_key": spare.key}

    def watch(sheet: FormSheet) -> None:
        said = label("", "hint")
        sheet.body.insertWidget(1, said)

        def look() -> None:
            try:
                source, amount = sheet.form.rows["from_key"].value(), sheet.form.rows["amount"].value()
            except Trouble:
                said.setText("")
                return
            said.setText(context.words.say(move_rule(figures, source, amount)) if source and amount else "")

        sheet.form.edited.connect(look)
        look()

    return ask(
        context, parent, BudgetMove, key, (N_("Move money between lines"), N_("Move money between lines")),
        ("from_key", "to_key", "amount", "agreed_on", "agreed_by", "reason"), links=links, start=start, watch=watch,
        add=lambda values: awards.move_money(context.desk, figures.key, **values),
        amend=awards.amend_move, remove=awards.remove_move,
    )  # fmt: skip


def ask_change(
    context: Context, parent: QWidget, award_key: str, key: str = "", start: Mapping[str, Any] | None = None
) -> Any:
    """Ask for a change of plan that the funder agreed."""
    return ask(
        context, parent, AgreedChange, key, (N_("A change the funder agreed"), N_("A change the funder agreed")),
        ("what", "agreed_on", "agreed_by", "new_end"), start={"agreed_on": context.today(), **(start or {})},
        add=lambda values: plan.agree_change(context.desk, award_key, **values),
        amend=plan.amend_change, remove=plan.remove_change,
    )  # fmt: skip


def ask_due(
    context: Context, parent: QWidget, award_key: str, key: str = "", start: Mapping[str, Any] | None = None
) -> Any:
    """Ask for a date on which the funder wants a report."""
    return ask(
        context, parent, ReportDue, key, (N_("A report the funder wants"), N_("A report the funder wants")),
        ("kind", "due_on", "start", "end"), start=start or {"kind": "interim"},
        add=lambda values: plan.add_due(context.desk, award_key, **values),
        amend=plan.amend_due, remove=plan.remove_due,
    )  # fmt: skip


def ask_output(context: Context, parent: QWidget, award_key: str, key: str = "") -> Any:
    """Ask for something that was promised in numbers."""
    return ask(
        context, parent, Output, key, (N_("A promise in numbers"), N_("A promise in numbers")),
        ("name", "target", "source", "activity_key"),
        links={"activity_key": lambda: chosen_from(activity_choices(context.desk))}, start={"source": "typed"},
        add=lambda values: plan.add_output(context.desk, award_key, **values),
        amend=plan.amend_output, remove=plan.remove_output,
        intro=N_("Sessions, people and hours count themselves, from the activities that the award pays for."),
    )  # fmt: skip


def ask_count(context: Context, parent: QWidget, output_key: str, key: str = "") -> Any:
    """Ask for a number for a promise, on one day."""
    return ask(
        context, parent, OutputCount, key, (N_("Add a number"), sheet_title(context, N_("Change the number"), N_("Number"))),
        ("number", "counted_on", "note"), start={"counted_on": context.today()},
        add=lambda values: plan.count_output(context.desk, output_key, **values),
        amend=plan.amend_count, remove=plan.remove_count,
    )  # fmt: skip


def ask_match(context: Context, parent: QWidget, award_key: str, key: str = "") -> Any:
    """Ask for match in cash or in kind."""
    return ask(
        context, parent, MatchItem, key, (N_("Match in cash or in kind"), N_("Match in cash or in kind")),
        ("kind", "what", "amount", "basis", "from_whom", "given_on"),
        start={"kind": "kind", "given_on": context.today()},
        add=lambda values: match.add_match(context.desk, award_key, **values),
        amend=match.amend_match, remove=match.remove_match,
    )  # fmt: skip


def ask_promise(context: Context, parent: QWidget, award_key: str, key: str = "") -> Any:
    """Ask for a cost that is promised; one that is there can be paid from here."""
    figures = award_overview(context.desk, award_key, context.today())

    def watch(sheet: FormSheet) -> None:
        promise = next((one for one in figures.promises if one.key == key), None)
        if promise is None:
            return

        @writes
        def pay() -> None:
            from communitydesk.grants.ui.payment import ask_payment

            sheet.form.settle()
            sheet.accept()
            ask_payment(context, parent, award_key=award_key, promise=promise)

        sheet.buttons.insertWidget(1, button(context.words(N_("Record a payment")), pay))

    return ask(
        context, parent, Commitment, key, (N_("A cost that is promised"), N_("A cost that is promised")),
        ("payee", "what", "amount", "line_key", "promised_on", "due_on"), more=("closed_on",),
        links={"line_key": lines_of(figures)}, start={"promised_on": context.today()}, watch=watch,
        add=lambda values: spending.add_commitment(context.desk, award_key, **values),
        amend=spending.amend_commitment, remove=spending.remove_commitment,
        intro=N_("An order, a booking, a worker's month: not paid yet, but the money is no longer free."),
    )  # fmt: skip


def ask_equipment(context: Context, parent: QWidget, award_key: str, key: str = "") -> Any:
    """Ask for something lasting that the award bought."""
    return ask(
        context, parent, Equipment, key, (N_("Something lasting"), N_("Something lasting")),
        ("name", "cost", "bought_on", "where"), more=("disposed_on", "disposal"),
        add=lambda values: spending.add_equipment(context.desk, award_key, **values),
        amend=spending.amend_equipment, remove=spending.remove_equipment,
    )  # fmt: skip


def ask_refund(context: Context, parent: QWidget, payment: PaymentRow) -> Any:
    """Ask what came back of a payment; it goes back to the lines that paid."""
    form = Form(context, Payment, ("amount", "incurred_on"), labels={
        "amount": N_("What came back"), "incurred_on": N_("When it came back")})  # fmt: skip
    form.rows["amount"].hint.hide()
    form.set({"amount": payment.amount, "incurred_on": context.today()})

    def act(values: dict[str, Any]) -> Any:
        return spending.record_refund(context.desk, payment.key, values["amount"], values["incurred_on"])

    words = context.words
    intro = words(
        N_("{payee}, {amount}. What came back is shared between the lines as the payment was."), payee=payment.payee,
        amount=words.money(payment.amount),
    )  # fmt: skip
    sheet = FormSheet(context, words(N_("Money back")), form, act, parent, intro=intro)
    return sheet.result_value if sheet.exec() else None
