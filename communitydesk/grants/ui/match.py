"""Match of an award on the screen: volunteer time with its rates, hours to count, cash and things in kind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.grants.actions import match as acts
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.details import ItemRow, match_items
from communitydesk.grants.figures.hours import HoursToClaim, hours_to_claim
from communitydesk.grants.figures.match import said_line
from communitydesk.grants.model.match import MATCH_KINDS
from communitydesk.grants.ui import sheets
from communitydesk.grants.ui.parts import FigureTable, buttons, link
from communitydesk.people.model import ROLE_CLASSES
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Card, button, clear, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.scroll import Inside, scrolled
from communitydesk.widgets.table import Column, DataTable


class Match(QWidget):
    """What the group adds."""

    def __init__(self, context: Context, award_key: str) -> None:
        super().__init__()
        self.context, self.words, self.award_key = context, context.words, award_key
        words = self.words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = Inside()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, context.theme.px(4), 0)
        box.setSpacing(context.theme.px(12))
        outer.addWidget(scrolled(context, inside))
        self.head = Card(context, words(N_("Volunteer time that counts")))
        box.addWidget(self.head)
        self.items = Card(context, words(N_("Cash and things in kind")))
        add = button(
            words(N_("Add cash or a thing")), writes(lambda: sheets.ask_match(context, self, award_key)), link=True
        )
        self.items.head.addWidget(add)
        columns = (
            Column(words(N_("Date")), lambda row: words.short_date(row.given_on), sort=lambda row: row.given_on),
            Column(words(N_("What it is")), lambda row: row.what, strong=True),
            Column(words(N_("From whom")), lambda row: row.from_whom),
            Column(words(N_("How its worth is known")), lambda row: row.basis, stretch=True),
            Column(words(N_("Kind")), lambda row: words(MATCH_KINDS.get(row.kind, ""))),
            Column(words(N_("Worth")), lambda row: words.money(row.amount), sort=lambda row: row.amount, number=True),
        )  # fmt: skip
        self.item_table = DataTable(context, columns, name=words(N_("Cash and things in kind")), filtered=False, short=True,
                                    said=self._items_said)  # fmt: skip
        self.item_table.opened.connect(lambda row: sheets.ask_match(context, self, award_key, row.key))
        self.items.add(self.item_table)
        self.no_items = label(
            words(N_("Money the group adds, tools lent, a room for nothing: with how you know its worth."))
        )
        self.items.add(self.no_items)
        box.addWidget(self.items)
        self.hours = Card(context, words(N_("Hours of this award's activities")))
        self.all = button(words(N_("Count all that are free")), self.claim_all)
        self.some = button(words(N_("Count the chosen")), self.claim)
        self.none = button(words(N_("Do not count the chosen")), self.unclaim)
        self.hours.add(buttons(self.all, self.some, self.none))
        hour_columns = (
            Column(words(N_("Date")), lambda row: words.short_date(row.given_on), sort=lambda row: row.given_on),
            Column(words(N_("Who")), self._who, stretch=True),
            Column(words(N_("Class")), lambda row: words(ROLE_CLASSES.get(row.role_class, ""))),
            Column(words(N_("Hours")), lambda row: words.clock(row.minutes), sort=lambda row: row.minutes, number=True),
            Column(words(N_("Rate")), lambda row: words.say(row.rate.said) if row.rate else words(N_("none"))),
            Column(words(N_("Counts for")), self._counts, state=self._state),
        )
        self.hour_table = DataTable(context, hour_columns, name=words(N_("Hours")), said=self._hours_said)
        self.hour_table.setMinimumHeight(context.theme.px(320))
        self.hours.add(self.hour_table)
        self.no_hours = label("")
        self.hours.add(self.no_hours)
        self.lead = link(words(N_("Choose activities")), lambda: context.go("grants", award_key, "outcomes"))
        self.hours.add(buttons(self.lead))
        box.addWidget(self.hours)
        box.addStretch(1)

    # -- showing ---------------------------------------------------------------------------

    def show_award(self, figures: AwardFigures) -> None:
        """Show the match as it now is."""
        self._time(figures)
        items = match_items(self.context.desk, self.award_key)
        self.item_table.set_rows(items)
        self.item_table.setVisible(bool(items))
        self.no_items.setVisible(not items)
        choice = hours_to_claim(self.context.desk, self.award_key)
        self.hour_table.set_rows(choice.rows)
        for one in (self.hour_table, self.all, self.some, self.none):
            one.setVisible(bool(choice.rows))
        self.all.setEnabled(bool(choice.free))
        self.no_hours.setVisible(not choice.rows)
        self.lead.setVisible(not choice.has_activities)
        self.no_hours.setText(
            self.words(N_("No hours are recorded yet for this award's activities in its time."))
            if choice.has_activities
            else self.words(N_("Say which activities the award pays for; their hours show here."))
        )

    def _time(self, figures: AwardFigures) -> None:
        words, match = self.words, figures.match
        clear(self.head.body)
        if figures.terms.volunteer_time.value == "none":
            self.head.add(label(words(N_("This funder does not count volunteer time. Hours are kept all the same."))))
            return
        rows: list[list[object]] = []
        for line in match.lines:
            source = line.rate.source if line.rate.sure else f"{line.rate.source}. {line.rate.note}"
            rows.append([words.say(said_line(line)), source, words.money(line.worth)])
        total = None
        if rows:
            table = FigureTable(self.context, "ttn", (words(N_("Time")), words(N_("Where the rate is from")),
                                words(N_("Worth"))), words(N_("Volunteer time")))  # fmt: skip
            if match.over_cap:
                cap = words(N_("Counted up to {cap} only"), cap=words.money(match.cap or 0))
                rows.append([cap, "", words.money(-match.over_cap)])
            total = [words(N_("Volunteer time")), "", words.money(match.time_counted)]
            table.show_rows(rows, total)  # type: ignore[arg-type]
            self.head.add(table)
        else:
            self.head.add(label(words(N_("No hours count for this award yet. Choose them below."))))
        for sentence in self._notes(figures):
            self.head.add(label(sentence, "second"))
        self.head.add(
            buttons(link(words(N_("Rates for volunteer time")), lambda: self.context.go("grants", None, "rates")))
        )

    def _notes(self, figures: AwardFigures) -> list[str]:
        words, match = self.words, figures.match
        found = []
        if match.refused:
            found.append(words(N_("{hours} are of classes that this funder does not count."),
                               hours=words.hours(match.refused)))  # fmt: skip
        if match.without_rate:
            found.append(words(N_("{hours} are of days for which “{scheme}” has no rate. Add one under the rates."),
                               hours=words.hours(match.without_rate), scheme=match.scheme))  # fmt: skip
        if match.wanted:
            found.append(words(N_("Match so far: {total} of {wanted} promised."), total=words.money(match.total),
                               wanted=words.money(match.wanted)))  # fmt: skip
        return found

    def _who(self, row: HoursToClaim) -> str:
        who = row.who or self.words(N_("no name"))
        if row.people > 1:
            who = self.words(N_("{who}, {n} people"), who=who, n=row.people)
        return f"{who} · {row.activity}" if row.activity else who

    def _counts(self, row: HoursToClaim) -> str:
        if row.claimed_by == self.award_key:
            return self.words(N_("✓ this award"))
        if row.claimed_by:
            return row.claimed_name
        return self.words(N_("free")) if row.accepted else self.words(N_("not accepted"))

    def _state(self, row: HoursToClaim) -> str:
        return "ok" if row.claimed_by == self.award_key else ""

    def _items_said(self, rows: Sequence[ItemRow]) -> str:
        said = self.words.plural("{n} entry", "{n} entries", len(rows))
        return f"{said}, {self.words.money(sum(row.amount for row in rows))}"

    def _hours_said(self, rows: Sequence[HoursToClaim]) -> str:
        mine = sum(row.minutes for row in rows if row.claimed_by == self.award_key)
        free = sum(row.minutes for row in rows if not row.claimed_by and row.accepted)
        words = self.words
        here = (
            words(N_("{hours} counted here"), hours=words.hours(mine))
            if mine
            else words(N_("Nothing counted here yet"))
        )
        left = (
            words(N_("{hours} still to count"), hours=words.hours(free)) if free else words(N_("nothing left to count"))
        )
        return f"{here}; {left}"

    # -- doing -----------------------------------------------------------------------------

    @writes
    def claim_all(self) -> None:
        """Count every free hour of the award's activities."""
        done = self.context.attempt(lambda: acts.claim_all(self.context.desk, self.award_key), self)
        if done is not None:
            self.context.window.say(self.words.plural("{n} entry counts now.", "{n} entries count now.", done))

    @writes
    def claim(self) -> None:
        """Count the chosen hours."""
        keys = [row.key for row in self.hour_table.chosen()]
        self.context.attempt(lambda: acts.claim_hours(self.context.desk, self.award_key, keys), self)

    @writes
    def unclaim(self) -> None:
        """Let the chosen hours that count here count for nothing."""
        keys = [row.key for row in self.hour_table.chosen() if row.claimed_by == self.award_key]
        self.context.attempt(lambda: acts.unclaim_hours(self.context.desk, keys), self)

    def choose(self, key: str) -> None:
        """Choose a thing or an entry of hours."""
        self.item_table.choose(key)
        self.hour_table.choose(key)
