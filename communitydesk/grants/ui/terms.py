"""The terms of an award: which are the funder's own word and which are suggested by its size; and when reports are due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.words import N_
from communitydesk.grants.actions import awards
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.details import rates, terms_details
from communitydesk.grants.figures.dues import Due
from communitydesk.grants.figures.papers import much_more
from communitydesk.grants.model import Terms
from communitydesk.grants.model.awards import REPORT_KINDS
from communitydesk.grants.proportion import EffectiveTerms, effective_terms, estimate_time, suggested_interims
from communitydesk.grants.rates import all_rates, schemes
from communitydesk.grants.ui import sheets
from communitydesk.grants.ui.beyond import beyond
from communitydesk.grants.ui.parts import FigureTable, buttons, link
from communitydesk.grants.ui.termwords import GROUPS, said_term
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import Card, button, clear, label, pill
from communitydesk.widgets.reading import change_or_open, writes
from communitydesk.widgets.scroll import Inside, scrolled


class TermsSide(QWidget):
    """What the funder asks in return, term by term."""

    def __init__(self, context: Context, award_key: str) -> None:
        super().__init__()
        self.context, self.words, self.award_key = context, context.words, award_key
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = Inside()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, context.theme.px(4), 0)
        self.body.setSpacing(context.theme.px(12))
        outer.addWidget(scrolled(context, inside))

    def show_award(self, figures: AwardFigures) -> None:
        """Show these terms."""
        clear(self.body)
        words = self.words
        own = sum(term.from_funder for term in figures.terms.all())
        if own:
            said = words.plural("{n} term is the funder's own word; the rest is suggested by the award's size.",
                                "{n} terms are the funder's own word; the rest is suggested by the award's size.", own)  # fmt: skip
        else:
            said = words(
                N_("All of this is suggested by the award's size. Have the offer letter at hand and type what it says.")
            )
        self.body.addWidget(label(said))
        estimate = estimate_time(
            _award_of(figures), figures.terms, payments=figures.payments,
            interims=sum(due.kind == "interim" for due in figures.dues),
        )  # fmt: skip
        self.body.addWidget(label(words.say(estimate.sentence), "second"))
        self.body.addWidget(
            buttons(
                button(words(N_("Type what the funder says")), writes(lambda: ask_terms(self.context, self, figures)))
            )
        )
        with self.context.desk.read() as session:
            more = much_more(session, self.award_key)
        if more.much:
            self.body.addWidget(beyond(self.context, self.award_key, figures.awarded, more))
        self.body.addWidget(self._dues(figures))
        for title, names in GROUPS:
            self.body.addWidget(self._group(words(title), names, figures))
        self.body.addStretch(1)

    def _group(self, title: str, names: tuple[str, ...], figures: AwardFigures) -> QWidget:
        card = Card(self.context, title)
        table = FigureTable(self.context, "ttw", name=title)
        known = fields_of(Terms)
        rows: list[list[Any]] = []
        dated = figures.terms.report_on.value is not None
        for name in names:
            if name == ("report_days" if dated else "report_on"):  # the other of the two decides
                continue
            if name in ("report_days", "report_on") and not figures.terms.report_wanted.value:
                continue
            term = getattr(figures.terms, name)
            why = self.words.say(term.why)
            said = N_("the funder's word") if term.from_funder else N_("suggested for this size")
            mark = pill(self.words(said), "ok" if term.from_funder else "")
            mark.setToolTip(why)
            mark.setAccessibleDescription(why)
            rows.append([self.words(known[name].label), said_term(name, term.value, self.words), mark])
        table.show_rows(rows)
        card.add(table)
        return card

    def _dues(self, figures: AwardFigures) -> QWidget:
        words, context = self.words, self.context
        card = Card(context, words(N_("Reports due")))
        table = FigureTable(context, "ttw", name=words(N_("Reports due")))
        rows: list[list[Any]] = []
        for due in figures.dues:
            period = words.period(due.start, due.end)
            name = f"{words(REPORT_KINDS.get(due.kind, ''))}, {period}"
            rows.append([name, self._due_said(due, figures), self._due_link(due, name)])
        table.show_rows(rows)
        card.add(table)
        if not rows:
            card.add(label(words(N_("Your funder wants no report. You can still write one for yourselves.")), "second"))
        row = [link(words(N_("Add a date")), writes(lambda: sheets.ask_due(context, self, self.award_key)))]
        terms = figures.terms
        asked = terms.report_wanted.value and not terms.report_days.from_funder
        wanted = suggested_interims(_award_of(figures)) if asked else ()
        there = {due.end for due in figures.dues}
        if new := [end for end in wanted if end not in there]:
            said = words.plural("An interim report is usual for this size", "{n} interim reports are usual for this size",
                                len(new))  # fmt: skip
            start = {"kind": "interim", "due_on": new[0], "end": new[0], "start": figures.starts_on}
            row.append(link(said, writes(lambda: sheets.ask_due(context, self, self.award_key, start=start))))
        card.add(buttons(*row))
        return card

    def _due_said(self, due: Due, figures: AwardFigures) -> str:
        words = self.words
        if due.sent_on:
            return words(N_("sent on {day}"), day=due.sent_on)
        said = words.date(due.due_on)
        if due.due_on < figures.as_at:
            return words(N_("{day}, late"), day=said)
        return said if due.key else words(N_("{day}, from the terms"), day=said)

    def _due_link(self, due: Due, name: str) -> QWidget:
        words, context = self.words, self.context
        open_ = words(change_or_open(context))
        said = f"{open_}: {name}"
        if due.key:
            return link(open_, lambda: sheets.ask_due(context, self, self.award_key, due.key), said)
        start = {"kind": "final", "due_on": due.due_on}
        return link(
            words(N_("Set a date")), writes(lambda: sheets.ask_due(context, self, self.award_key, start=start)), said
        )


def _award_of(figures: AwardFigures) -> Any:
    """The little of an award that the size's rules look at."""
    from communitydesk.grants.model import Award

    return Award(
        name=figures.name, amount=figures.awarded, starts_on=figures.starts_on, ends_on=figures.ends_on,
        funder_key=figures.funder_key,
    )  # fmt: skip


def term_fields(suggested: EffectiveTerms, context: Context) -> Mapping[str, Field]:
    """Return the terms' fields as they are asked: empty means "as suggested", and what that is stands under each."""
    words = context.words
    found = {}
    for name, field in fields_of(Terms).items():
        if not hasattr(suggested, name):
            found[name] = field
            continue
        said = said_term(name, getattr(suggested, name).value, words)
        help_ = words(N_("Suggested: {said}."), said=said)
        help_ = f"{words(field.help)} {help_}" if field.help else help_
        if field.kind is Kind.YESNO:
            field = replace(field, kind=Kind.CHOICE, choices={"yes": N_("Yes"), "no": N_("No")})
        if name == "rate_scheme":
            own = schemes(all_rates(rates(context.desk)))
            field = replace(field, kind=Kind.CHOICE, choices={one: one for one in own})
        found[name] = replace(field, help=help_)
    return found


_YES = {True: "yes", False: "no", None: ""}


def ask_terms(context: Context, parent: QWidget, figures: AwardFigures) -> None:
    """Ask what the funder says, term by term; what is left empty stays as suggested."""
    fields = term_fields(effective_terms(_award_of(figures), None), context)
    names = tuple(name for _, group in GROUPS for name in group)
    form = Form(context, fields, ("quoted_from", *names), lines={"acknowledgement": 2})
    yes_no = {name for name, field in fields_of(Terms).items() if field.kind is Kind.YESNO}
    known = terms_details(context.desk, figures.key)
    form.set({name: _YES[value] if name in yes_no else value for name, value in known.items()})

    def act(values: dict[str, Any]) -> bool:
        given = {
            name: {"yes": True, "no": False}.get(value) if name in yes_no else value for name, value in values.items()
        }
        awards.set_terms(context.desk, figures.key, **given)
        return True

    words = context.words
    intro = words(N_("Type only what the offer letter says. What you leave empty stays as it is suggested."))
    FormSheet(context, words(N_("What the funder says")), form, act, parent, intro=intro).exec()
