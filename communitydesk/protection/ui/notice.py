"""The privacy notice: a short form, and the notice that it makes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import save_form
from communitydesk.protection.actions.requests import set_notice
from communitydesk.protection.figures.requests import notice_values
from communitydesk.protection.model import NoticeAnswers
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.scroll import scrolled

FIELDS = ("asked_for", "reach", "where_kept", "shared_with", "from_others", "complain")
MORE = ("abroad", "agreed_on")


class NoticeTab(QWidget):
    """The group's own answers; what it holds, why and how long is known from the file."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        card = Card(context)
        told = N_(
            "Everybody whose details you take should be told why. Answer these questions once; what you hold, why and how "
            "long is put in from your file. Then print the notice, or put it where people join."
        )
        card.add(label(self.words(told)))
        self.form = Form(context, NoticeAnswers, FIELDS, more=MORE)
        card.add(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        self.save_button = button(self.words(N_("Save the answers")), self.save, primary=True)
        row.addWidget(self.save_button)
        card.body.addLayout(row)
        box.addWidget(card)
        box.addStretch(1)
        outer.addWidget(scrolled(self.context, inside))

    def refresh(self) -> None:
        """Show the answers, unless somebody is typing."""
        if not self.form.changed:
            self.form.set(notice_values(self.context.desk))

    def unsaved(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.changed

    def settle(self) -> None:
        """Forget what was typed and not saved."""
        self.form.settle()

    @writes
    def save(self) -> None:
        """Keep the answers."""
        save_form(self.context, self.form, lambda values: set_notice(self.context.desk, **values))
