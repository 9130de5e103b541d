"""One piece of evidence: its picture or words, who agreed, and which outcomes it shows.

`context.extra["card_tabs"]` may hold more sides that later rooms plug in: (id, title, what makes it from the key).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import save_form
from communitydesk.impact import actions
from communitydesk.impact.figures import card_rows, card_values, outcome_rows, picture_of
from communitydesk.impact.model import CARD_KINDS, EvidenceCard
from communitydesk.impact.ui.consents import Consents
from communitydesk.impact.ui.pictures import Landing, Ready, show_kept
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form
from communitydesk.widgets.history import History
from communitydesk.widgets.page import Card, Page, Rows, Sentences, button, clear, label
from communitydesk.widgets.pictures import ImageView
from communitydesk.widgets.reading import only_read, writes
from communitydesk.widgets.removing import removed
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.tabs import Tabs
from communitydesk.widgets.ticks import ticked

FIELDS = {
    "photograph": ("name", "made_on", "alt_text", "caption", "shows_people"),
    "story": ("name", "made_on", "text", "said_by", "shows_people"),
    "quotation": ("name", "made_on", "text", "said_by", "shows_people"),
    "number": ("name", "made_on", "number", "unit"),
    "document": ("name", "made_on", "caption", "shows_people"),
}
"""What is asked of each kind of evidence."""


class CardPage(Page):
    """A piece of evidence and whether it may be shown."""

    shows = ("evidence_card", "consent", "card_outcome", "outcome", "person")

    def __init__(self, context: Context, key: str) -> None:
        words = context.words
        super().__init__(
            context, "", [(words(N_("Outcomes and evidence")), lambda: context.go("impact"))], scrolls=False
        )
        self.key = key
        with context.desk.read() as session:
            self._kind = str(card_values(session, key).get("kind") or "photograph")
        self.add_button(words(N_("Remove")), self.remove)
        self.problems = Sentences(context)
        self.body.addWidget(self.problems)
        self.tabs = Tabs(context)
        self.form = Form(context, EvidenceCard, FIELDS.get(self._kind, FIELDS["document"]), more=("notes",),
                         lines={"text": 8})  # fmt: skip
        self.consents = Consents(context, key)
        self.picture = ImageView(context, height=280)
        self.landing = Landing(context, words(N_("Put another picture or PDF in its place: drop it here.")), many=False)
        self.landing.ready.connect(self.replace)
        self.outcomes = QVBoxLayout()
        self.history = History(context, Ref("evidence_card", key))
        self.tabs.keep(self.picture, self.landing, self.history)
        self.tabs.add("card", words(CARD_KINDS.get(self._kind, "")), lambda: scrolled(self.context, self._front()))
        for id_, title, make in context.extra.get("card_tabs", ()):
            self.tabs.add(id_, words(title), partial(make, context, key))
        self.tabs.add("history", words(N_("History")), lambda: self.history)
        self.body.addWidget(self.tabs, 1)

    def _front(self) -> QWidget:
        words = self.words
        fields = Card(self.context)
        if self._kind in ("photograph", "document"):
            fields.add(self.picture)
            fields.add(self.landing)
        fields.add(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(words(N_("Save")), self.save, primary=True))
        fields.body.addLayout(row)
        fields.body.addStretch(1)
        consent = Card(self.context, words(N_("Who agreed to be in it")))
        consent.add(self.consents)
        shows = Card(self.context, words(N_("Which outcomes it shows")))
        shows.body.addLayout(self.outcomes)
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(consent)
        box.addWidget(shows)
        box.addStretch(1)
        return Rows(self.context, [fields, side], (3, 2))

    def refresh(self) -> None:
        """Show the card as it now is; go back when it is not there any more."""
        today = self.context.today()
        with self.context.desk.read() as session:
            found = card_rows(session, today, keys=[self.key])
            values, outcomes = card_values(session, self.key), outcome_rows(session)
            picture = picture_of(session, values.get("attachment_key"))
        if not found:
            self.context.go("impact")
            return
        row = found[0]
        self.set_title(row.name)
        printable = row.consent.printable
        state = "ok" if row.consent.state == "ok" else "due" if printable else "late"
        said = self.words(N_("may be shown")) if printable else self.words(N_("stays out"))
        self.set_state(said, state)
        shown = [("due", self.words(N_("to do")), self.words.say(one), "", None) for one in row.troubles]
        if row.consent.state == "soon":
            shown.append(("due", self.words(N_("soon")), self.words.say(row.consent.sentence), "", None))
        self.problems.show_all(shown)
        self.problems.setVisible(bool(shown))
        if not self.form.changed:
            self.form.set(values)
        show_kept(self.picture, picture, row.alt_text)
        self.picture.setVisible(picture is not None)
        self.consents.show_consents(row.consents)
        self.consents.setEnabled(True)
        self._show_outcomes([(one.key, one.statement, one.key in row.outcomes) for one in outcomes])
        self.history.refresh()

    def _show_outcomes(self, rows: list[tuple[str, str, bool]]) -> None:
        clear(self.outcomes)
        self._boxes: list[tuple[str, QCheckBox]] = []
        if not rows:
            self.outcomes.addWidget(label(self.words(N_("No outcomes are written down yet."))))
        for key, statement, on in rows:
            holder, box = ticked(statement)
            box.setChecked(on)
            box.toggled.connect(self._tick)
            only_read(self.context, box)
            self.outcomes.addWidget(holder)
            self._boxes.append((key, box))

    def _tick(self) -> None:
        at = next((number for number, (_, box) in enumerate(self._boxes) if box.hasFocus()), None)
        chosen = [key for key, box in self._boxes if box.isChecked()]
        self.context.attempt(lambda: actions.amend_card(self.context.desk, self.key, chosen))
        if at is not None and at < len(self._boxes):
            self._boxes[at][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self.form.changed

    @writes
    def save(self) -> None:
        """Keep what was typed."""
        save_form(self.context, self.form, lambda values: actions.amend_card(self.context.desk, self.key, **values))

    def replace(self, brought: Ready) -> None:
        """Put another picture in its place; undo brings the old one back."""
        made = brought.prepared
        self.context.attempt(
            lambda: actions.amend_card(
                self.context.desk, self.key, content=made.content, media_type=made.media_type, file_name=brought.name
            )
        )

    @writes
    def remove(self) -> None:
        """Remove the card; undo brings it back."""

        if removed(self.context, lambda: actions.remove_card(self.context.desk, self.key)):
            self.context.go("impact")
