"""What a record went through: when, who, what it was called, and what each field held before and after."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.history import HistoryStep, field_value
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.table import Column, DataTable

KINDS = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}


@dataclass(frozen=True)
class _Row:
    number: int
    when: str
    who: str
    what: str
    fields: str


class History(QWidget):
    """The history of one record, the latest first."""

    def __init__(self, context: Context, record: Ref) -> None:
        super().__init__()
        self.context, self.words, self.record = context, context.words, record
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        columns = (
            Column(self.words(N_("When")), lambda row: row.when, sort=lambda row: row.number),
            Column(self.words(N_("Who")), lambda row: row.who),
            Column(self.words(N_("What was done")), lambda row: row.what),
            Column(self.words(N_("What changed")), lambda row: row.fields, stretch=True),
        )
        self.table = DataTable(context, columns, name=self.words(N_("History")), filtered=False)
        box.addWidget(self.table)
        self.refresh()

    def refresh(self) -> None:
        """Show the history as it now is."""
        steps = self.context.desk.history(self.record)
        rows = [self._row(number, step) for number, step in enumerate(steps)]
        self.table.set_rows(rows[::-1])

    def _row(self, number: int, step: HistoryStep) -> _Row:
        when = step.when.astimezone()
        what = self.context.desk.say_label(step, self.words)
        if step.kind in KINDS:
            what = self.words(KINDS[step.kind], what=what)
        at = self.words(N_("{day}, {time}"), day=self.words.day(when.date()), time=f"{when:%H:%M}")
        return _Row(number, at, step.who, what, self._fields(step))

    def _fields(self, step: HistoryStep) -> str:
        if step.erased:
            return self.words(N_("erased"))
        found = []
        for name, field in self._known().items():
            was, now = (self._said(name, values.get(name)) for values in (step.before, step.after))
            if name in step.fields and was != now:
                label = self.words(field.label)
                both = N_("{label}: {was} → {now}") if step.op == "change" else N_("{label}: {now}")
                found.append(self.words(both, label=label, was=was or "–", now=now or "–"))
        return "; ".join(found) if step.op != "remove" else self.words(N_("removed"))

    def _known(self) -> dict[str, Field]:
        cls = self.context.desk.record_class(self.record.table)
        return dict(fields_of(cls)) if cls else {}

    def _said(self, name: str, stored: object) -> str:
        field = self._known()[name]
        if stored is None or stored == "":
            return ""
        if field.kind is Kind.LINK:
            return self.context.desk.title(Ref(field.target, str(stored)), self.words)
        return field.show(field_value(field, stored), self.words)
