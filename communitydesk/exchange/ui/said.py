"""Sentences about a bank's file: which amounts went out, and how the balance agrees."""

from __future__ import annotations

from communitydesk.desk.words import N_, Words
from communitydesk.exchange.layouts import Layout
from communitydesk.exchange.proposal import Opened
from communitydesk.exchange.statement import Statement


def signs_said(opened: Opened, layout: Layout, words: Words) -> str:
    """Say which amounts are taken as paid out."""
    headings = opened.headings(layout)

    def name(column: int | None) -> str:
        if column is None:
            return ""
        heading = headings[column] if column < len(headings) else ""
        return heading or words(N_("column {number}"), number=column + 1)

    if layout.amount is None:
        if layout.paid_out is None:
            return words(N_("Every amount is money in, under “{paid_in}”."), paid_in=name(layout.paid_in))
        if layout.paid_in is None:
            return words(N_("Every amount is money out, under “{paid_out}”."), paid_out=name(layout.paid_out))
        return words(
            N_("Money out stands under “{paid_out}”, money in under “{paid_in}”."),
            paid_out=name(layout.paid_out), paid_in=name(layout.paid_in),
        )  # fmt: skip
    if layout.direction is not None:
        return words(
            N_("“{column}” says of each amount whether it came in or went out."), column=name(layout.direction)
        )
    if layout.plus_is_out:
        return words(N_("An amount without a minus is money out; one with a minus is money in."))
    return words(N_("An amount with a minus is money out; one without is money in."))


def balance_said(statement: Statement, words: Words) -> tuple[str, bool]:
    """Say how the running balance agrees with the amounts, and whether all is well; "" where nothing can be compared."""
    check = statement.check
    if check is None or not check.steps:
        return words(N_("The file has no running balance to check the amounts by.")), True
    if check.sound:
        return words(
            N_("The balance agrees with the amounts in every row: nothing is missing and no sign is wrong.")
        ), True
    if check.agree < 0.6 * check.steps:
        return words(
            N_("The balance does not agree with the amounts. Something is read wrongly: look at the columns.")
        ), False
    return words.plural(
        "The balance does not follow in {n} row: a payment may be missing there.",
        "The balance does not follow in {n} rows: payments may be missing there.",
        len(check.breaks),
    ), False
