"""Leads from what is wrong to where it is put right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.problems import Problem
from communitydesk.grants.ui import sheets
from communitydesk.widgets.context import Context
from communitydesk.widgets.reading import writes

NEW = ("over_line", "money_left")
"""Mended by something new: money that is moved, a change that is agreed."""
WAITING = ("instalment", "ahead")
"""Mended by what is there, if it was expected, else by something new."""
PAYMENTS = ("no_receipt", "before", "after", "opening_twice", "twice", "no_line", "cash", "not_paid_back")


def mending(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> Callable[[], None]:
    """Return what opens what puts a problem right, marked where it asks for something new."""
    act = partial(mend, context, parent, figures, problem)
    return writes(act) if _asks_anew(problem) else act


def _asks_anew(problem: Problem) -> bool:
    there = problem.refs and problem.refs[0].table == "instalment"
    return problem.kind in NEW or (problem.kind in WAITING and not there)


def mend(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    """Open what puts a problem right: a form, a list of the payments concerned, a side of the award."""
    kind = problem.kind
    if context.only_reading and _asks_anew(problem):
        return
    if kind in PAYMENTS:
        _payments(context, parent, figures, problem)
        return
    if kind == "consent":
        context.go("impact", problem.refs[0].key if problem.refs else None)
        return
    side = _SIDES.get(kind)
    if side:
        context.go("grants", figures.key, side)
        return
    act = _FORMS.get(kind)
    if act:
        act(context, parent, figures, problem)


def _payments(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    from communitydesk.grants.ui.payment import open_payment
    from communitydesk.grants.ui.spending import show_payments

    keys = [ref.key for ref in problem.refs]
    if len(keys) == 1:
        open_payment(context, parent, keys[0], receipts=problem.kind == "no_receipt")
    else:
        show_payments(context, parent, keys, context.words.say(problem.sentence))


def _move(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    sheets.ask_move(context, parent, figures, to_key=problem.line_key or "")


def _budget(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    from communitydesk.grants.ui.budget import ask_budget

    ask_budget(context, parent, figures)


def _instalment(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    key = problem.refs[0].key if problem.refs and problem.refs[0].table == "instalment" else ""
    sheets.ask_instalment(context, parent, figures.key, key)


def _claim(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    sheets.ask_claim(context, parent, figures, problem.refs[0].key)


def _promise(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    sheets.ask_promise(context, parent, figures.key, problem.refs[0].key)


def _left(context: Context, parent: QWidget, figures: AwardFigures, problem: Problem) -> None:
    """What is left over is asked about, kept or given back: noted as a change agreed, or as money given back."""
    if figures.terms.underspend.value == "return":
        sheets.ask_instalment(context, parent, figures.key)
    elif figures.terms.underspend.value == "keep":
        sheets.ask_change(context, parent, figures.key)
    else:
        from communitydesk.grants.ui.left_over import ask_left_over

        ask_left_over(context, parent, figures)


_SIDES = {
    "report": "report", "overspent": "spending", "spend_soon": "spending", "match_short": "match",
}  # fmt: skip
_FORMS: dict[str, Callable[[Context, QWidget, AwardFigures, Problem], None]] = {
    "over_line": _move,
    "budget_sum": _budget,
    "instalment": _instalment,
    "ahead": _instalment,
    "too_much": _instalment,
    "claim": _claim,
    "promise": _promise,
    "money_left": _left,
    "no_rate": lambda context, parent, figures, problem: context.go("grants", None, "rates"),
}
