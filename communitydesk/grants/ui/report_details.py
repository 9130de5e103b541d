"""What a report says of itself: its period, the sentence to quote, who signs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.grants.actions import reports
from communitydesk.grants.figures.report_parts import ReportFigures
from communitydesk.grants.model import Report
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes

NAMES = ("quote", "start", "end", "as_at", "signed_by", "signed_role", "second_by", "second_role")


class DetailsPanel(QWidget):
    """A form of the report's own fields, kept with its button."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self._figures: ReportFigures | None = None
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(label(self.words(N_("The report itself")), "section"))
        self.form = Form(context, Report, NAMES)
        box.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        self.save = button(self.words(N_("Keep")), self.keep)
        row.addWidget(self.save)
        box.addLayout(row)
        box.addStretch(1)

    def show_report(self, figures: ReportFigures) -> None:
        """Show the report's fields, unless something is being typed into them."""
        if self.form.changed and self._figures is not None and self._figures.key == figures.key:
            return
        self._figures = figures
        signed = [*figures.signatories]
        names = [(one.name, one.role) for one in signed] + [("", ""), ("", "")]
        self.form.set(
            {
                "quote": figures.quote, "start": figures.start, "end": figures.end, "as_at": figures.as_at,
                "signed_by": names[0][0], "signed_role": names[0][1],
                "second_by": names[1][0], "second_role": names[1][1],
            }
        )  # fmt: skip
        self.form.settle()

    @writes
    def keep(self) -> None:
        """Keep what was typed; say beside the field what cannot be taken."""
        figures = self._figures
        values = self.form.values()
        if figures is None or values is None or not self.form.changed:
            return
        try:
            reports.amend_report(self.context.desk, figures.key, **values)
        except Trouble as trouble:
            if not self.form.show_trouble(trouble):
                self.context.window.show_trouble(trouble)
            return
        self.form.settle()
        self.context.window.say(N_("Kept."))

    def unsaved(self) -> bool:
        """Whether something was typed and not kept."""
        return self.form.changed

    def focus(self, name: str) -> None:
        """Go to a field."""
        self.form.rows[name].read.setFocus()
