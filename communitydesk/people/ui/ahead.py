"""Tells what somebody lacks for a role, and asks for the reason for which it is done all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.fields import fields_of
from communitydesk.desk.words import N_
from communitydesk.people.actions.roles import Lacking
from communitydesk.people.figures.standing import SIGNS, STATES, Finding
from communitydesk.people.model import WentAhead
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import FieldRow
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import Sentences, label

T = TypeVar("T")


class AheadSheet(Sheet):
    """What is missing, and a field for the reason; without one nothing is done."""

    keeps_height = False

    def __init__(
        self, context: Context, lacking: Lacking, act: Callable[[str], Any], parent: QWidget | None = None
    ) -> None:
        words = context.words
        super().__init__(context, words(N_("Not all is in place")), parent, save=words(N_("Go ahead all the same")))
        self._act = act
        self.result_value: Any = None
        self.body.addWidget(label(lacking.say(words)))
        self.found = Sentences(context)
        self.found.show_all(finding_rows(context, lacking.findings))
        self.body.addWidget(self.found)
        self.reason = FieldRow(context, fields_of(WentAhead)["reason"])
        self.body.addWidget(self.reason)
        self.body.addStretch(1)
        self.reason.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> bool:
        """Whether a reason was typed."""
        return bool(self.reason.text().strip())

    def save(self) -> None:
        """Go ahead, with the reason."""
        try:
            reason = self.reason.value()
            self.result_value = self._act(reason)
        except Trouble as trouble:
            self.reason.trouble(trouble.say(self.words))
            self.reason.input.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fit()  # what is wrong stands under the field and needs room
            return
        self.accept()


def finding_rows(
    context: Context, findings: Sequence[Finding]
) -> list[tuple[str, str, str, str, Callable[[], Any] | None]]:
    """Return findings as sentences: a sign and a word in a ring, what is needed, and why it stands so."""
    words = context.words
    return [
        (
            one.state,
            f"{SIGNS[one.state]} {words(STATES[one.state])}",
            words(N_("{need}: {reason}"), need=one.said, reason=one.reason),
            "",
            None,
        )
        for one in findings
    ]


def with_reason(context: Context, parent: QWidget | None, act: Callable[[str], T]) -> T | None:
    """Do something; where somebody lacks what a role needs, tell it and do it with the reason that is given.

    None when the person thought better of it. Raises what `act` raises otherwise.
    """
    try:
        return act("")
    except Lacking as lacking:
        sheet = AheadSheet(context, lacking, act, parent)
        return sheet.result_value if sheet.exec() else None
