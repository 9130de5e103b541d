"""Letters of thanks and certificates of hours: which time, who, in whose words; beside them the page as it will be.

`context.extra["match_hook"]` may be an `AwardHook` (see hours.py), which says for which award hours count;
`context.extra["nameless"]`, given the desk, the keys of people who only stand for somebody erased.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from communitydesk.activities.figures import activity_rows
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_, counted
from communitydesk.desk.writing import write_whole
from communitydesk.group.figures import current_year, group_figures
from communitydesk.people.actions.letters import drop_words, keep_words
from communitydesk.people.documents.letters import (
    FIELDS,
    LettersWanted,
    LetterWords,
    each_letter,
    letter_words,
    letters_document,
    letters_story,
)
from communitydesk.people.figures import HoursWanted
from communitydesk.people.figures.letters import Thanked, letter_values, thanked
from communitydesk.people.model import ROLE_CLASSES, LetterTemplate
from communitydesk.people.model.letters import LETTER_KINDS, MERGE_FIELDS
from communitydesk.people.ui.periods import chosen_period, period_box
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form
from communitydesk.widgets.lettering import shape_item
from communitydesk.widgets.page import Card, Page, Rows, button, label
from communitydesk.widgets.preview import PdfPreview
from communitydesk.widgets.reading import writes
from communitydesk.widgets.scroll import Inside, Scroller

SOON = 350
"""Milliseconds after the last key until the page is made anew."""


class LettersPage(Page):
    """Whom to thank, and how. Told `person`, it begins with that one person's letter."""

    shows = ("hours", "person", "activity", "group_profile", "letter_template", "hour_claim")

    def __init__(self, context: Context) -> None:
        words = context.words
        crumbs = [
            (words(N_("People")), lambda: context.go("people")),
            (words(N_("Hours")), lambda: context.go("people", None, "hours")),
        ]
        super().__init__(context, words(N_("Letters and certificates")), crumbs, scrolls=False)
        self._rows: tuple[Thanked, ...] = ()
        self._only: str | None = None
        self._making = False
        self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.make_preview)
        self.folder_button = self.add_button(words(N_("Save one file each ...")), self.save_each)
        self.all_button = self.add_button(words(N_("Print or save ...")), self.show_all, primary=True)
        inside = Inside()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, context.theme.px(6), 0)
        column.setSpacing(context.theme.px(14))
        for card in (self._which(), self._who(), self._their_words()):
            column.addWidget(card)
        column.addStretch(1)
        # the words scroll beside the page that they make; with large text all of it scrolls already
        left: QWidget = inside if context.theme.large else Scroller(inside)
        left.setMinimumWidth(context.theme.px(330) if not context.theme.large else 0)
        right = Card(context, words(N_("How it will look")))
        self.preview = PdfPreview(context, file_name="letter.pdf")
        self.preview.setMinimumHeight(context.theme.px(420))
        bar = self.preview
        for one in (bar.print_button, bar.save_button, bar.back, bar.where, bar.on, bar.width_button):
            one.hide()  # it is one page, and the buttons above are for all who are ticked
        right.add(self.preview, 1)
        self.body.addWidget(Rows(context, (left, right), (5, 6), fold_at=700), 1)
        self._kind_chosen()

    # -- which ---------------------------------------------------------------------------------------

    def _which(self) -> Card:
        words, card, holder = self.words, Card(self.context), QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(self.context.theme.px(12))
        self.kind, self.period = DropDown(), period_box(words)
        self.activity, self.role_class, self.award = DropDown(), DropDown(), DropDown()
        for code, text in LETTER_KINDS.items():
            self.kind.addItem(words(text), code)
        self.activity.addItem(words(N_("All activities")), "")
        self.role_class.addItem(words(N_("All classes of role")), "")
        for code, text in ROLE_CLASSES.items():
            self.role_class.addItem(words(text), code)
        self.award.addItem(words(N_("All hours")), "")
        rows = ((N_("What"), self.kind), (N_("Time given in"), self.period), (N_("Activity"), self.activity),
                (N_("Class of role"), self.role_class), (N_("Counted for"), self.award))  # fmt: skip
        for number, (text, box) in enumerate(rows):
            named = label(words(text), "fieldlabel", wrap=False)
            named.setBuddy(box)
            box.setAccessibleName(words(text))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            grid.addWidget(named, number, 0)
            grid.addWidget(box, number, 1)
        self._award_label = named
        self.kind.currentIndexChanged.connect(lambda _: self._kind_chosen())
        for box in (self.period, self.activity, self.role_class, self.award):
            box.currentIndexChanged.connect(lambda _: self._find())
        card.add(holder)
        return card

    def hours_wanted(self) -> HoursWanted:
        """The hours that count for these letters."""
        today, activity = self.context.today(), self.activity.currentData()
        with self.context.desk.read() as session:
            period = chosen_period(self.period.currentData(), current_year(session, today), today)
        wanted = HoursWanted(period, [activity] if activity else None, role_class=self.role_class.currentData() or "")
        hook, award = self.context.extra.get("match_hook"), self.award.currentData()
        return hook.of_award(wanted, award) if hook and award else wanted

    # -- who -----------------------------------------------------------------------------------------

    def _who(self) -> Card:
        words = self.words
        card = Card(self.context, words(N_("Who")))
        self.people = QListWidget()
        self.people.setAccessibleName(words(N_("Who gets one")))
        self.people.setMinimumHeight(self.context.theme.px(150))
        self.people.setWordWrap(True)
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.people.itemChanged.connect(lambda _: self._count())
        self.people.currentItemChanged.connect(lambda *_: self._soon.start())
        card.add(self.people)
        self.counted = label("", "second")
        row = QHBoxLayout()
        row.addWidget(self.counted, 1)
        row.addWidget(button(words(N_("Tick all")), lambda: self._tick(True)))
        row.addWidget(button(words(N_("Tick none")), lambda: self._tick(False)))
        card.body.addLayout(row)
        return card

    def _find(self) -> None:
        """List who gave time, ticked unless they have left; those unticked by hand stay so."""
        before = {one.key for one in self._rows}
        kept = {key for key, on in self._ticks() if on}
        current = self.current
        with self.context.desk.read() as session:
            nameless: frozenset[str] = self.context.extra.get("nameless", lambda _: frozenset())(self.context.desk)
            self._rows = tuple(one for one in thanked(session, self.hours_wanted()) if one.key not in nameless)
        self.people.blockSignals(True)
        self.people.clear()
        for one in self._rows:
            if self._only is not None and not before:
                on = one.key == self._only
            else:
                on = one.key in kept if one.key in before else one.left_on is None and self._only is None
            item = shape_item(QListWidgetItem(self._said(one)), self.context.theme.font())
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.people.addItem(item)
        wanted = current.key if current else self._only
        places = [n for n, one in enumerate(self._rows) if one.key == wanted]
        self.people.setCurrentRow(places[0] if places else 0)
        self.people.blockSignals(False)
        self._count()
        self._soon.start()

    def _said(self, one: Thanked) -> str:
        said = self.words(N_("{name}: {hours}"), name=one.name, hours=self.words.hours(one.minutes))
        if one.language:
            said = self.words(N_("{person}, prefers {language}"), person=said, language=one.language)
        if one.left_on:
            said = self.words(N_("{person}, left {day}"), person=said, day=one.left_on)
        return said

    def _ticks(self) -> list[tuple[str, bool]]:
        items = [self.people.item(n) for n in range(self.people.count())]
        return [(one.data(Qt.ItemDataRole.UserRole), one.checkState() == Qt.CheckState.Checked) for one in items]

    def _tick(self, on: bool) -> None:
        self.people.blockSignals(True)
        for number in range(self.people.count()):
            self.people.item(number).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.people.blockSignals(False)
        self._count()

    @property
    def ticked(self) -> tuple[Thanked, ...]:
        """Who gets one."""
        on = {key for key, ticked in self._ticks() if ticked}
        return tuple(one for one in self._rows if one.key in on)

    @property
    def current(self) -> Thanked | None:
        """Whose is shown beside."""
        row = self.people.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _count(self) -> None:
        words, ticked = self.words, self.ticked
        people = words(N_("{n} of {all} people ticked"), n=len(ticked), all=len(self._rows))
        if not self._rows:
            people = words(N_("Nobody with a name gave hours in this time."))
        self.counted.setText(people)
        for one in (self.all_button, self.folder_button):
            one.setEnabled(bool(ticked))

    # -- words ---------------------------------------------------------------------------------------

    def _their_words(self) -> Card:
        words, context = self.words, self.context
        card = Card(context, words(N_("The words")))
        self.form = Form(
            context, LetterTemplate, FIELDS, lines={"body": 9}, kept=False
        )  # for this letter; kept by its button
        self.form.edited.connect(self._soon.start)
        flow = Flow(context, [label(words(N_("Put in:")), wrap=False)])
        for name, text in MERGE_FIELDS.items():
            said = words(N_("Put in {field}"), field=words(text))
            flow.add(button(f"{{{name}}}", partial(self.put_in, name), link=True, name=said))
        self._last: QWidget = self.form.rows["body"].input
        for name in ("heading", "body", "closing"):
            self.form.rows[name].input.installEventFilter(self)
        card.add(self.form)
        card.add(flow)
        self.saying = label(
            words(N_("A name that has a paragraph to itself is set large, with an empty line before and after it.")),
            "hint",
        )
        card.add(self.saying)
        self.own_button = button(words(N_("Begin again with the usual words")), self.begin_again)
        self.save_button = button(words(N_("Keep these words")), self.save_words)
        card.add(Flow(context, [self.save_button, self.own_button]))
        return card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """Remember in which text the cursor was last, so that a field goes there."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._last = watched
        return super().eventFilter(watched, event)

    def put_in(self, name: str) -> None:
        """Put a field where the cursor is, or was."""
        text = f"{{{name}}}"
        if isinstance(self._last, QPlainTextEdit):
            self._last.insertPlainText(text)
        elif isinstance(self._last, QLineEdit):
            self._last.insert(text)
        self._last.setFocus(Qt.FocusReason.OtherFocusReason)
        self._soon.start()

    def _kind_chosen(self) -> None:
        self._show_words()
        self.saying.setVisible(self.kind.currentData() == "certificate")
        self._soon.start()

    def _show_words(self) -> None:
        kind, today = self.kind.currentData(), self.context.today()
        with self.context.desk.read() as session:
            kept, group = letter_values(session, kind), group_figures(session, today)
        self.form.set(letter_words(kept, kind, self.words, group))
        self.own_button.setVisible(bool(kept))
        for row in self.form.rows.values():
            row.trouble("")

    def typed(self) -> LetterWords:
        """The words as they stand there now."""
        typed = {name: row.text() for name, row in self.form.rows.items()}
        return LetterWords(self.kind.currentData(), **typed)

    @writes
    def save_words(self) -> bool:
        """Keep the words for the next time."""
        values, kind = self.form.values(), self.kind.currentData()
        if values is None:
            return False
        try:
            keep_words(self.context.desk, kind, **values)
        except Trouble as trouble:
            self.form.show_trouble(trouble)
            return False
        self.form.settle()
        self._show_words()
        self.context.window.say(N_("The words are kept."))
        return True

    @writes
    def begin_again(self) -> None:
        """Give up the group's own words; undo brings them back."""
        self.context.attempt(lambda: drop_words(self.context.desk, self.kind.currentData()), self)
        self._show_words()
        self._soon.start()

    # -- showing -------------------------------------------------------------------------------------

    def told(self, person: str | None = None, kind: str = "") -> None:
        """Begin with one person, in a time in which they gave some."""
        if kind:
            self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        if person:
            self._only = person
            self._forget()
            self._find()
            if person not in dict(self._ticks()):
                self._forget()
                self.period.setCurrentIndex(self.period.findData("all"))

    def _forget(self) -> None:
        self._rows = ()
        self.people.clear()

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Begin with what it is to be."""
        super().showEvent(event)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Look again at who gave time, and at what there is to choose from."""
        with self.context.desk.read() as session:
            activities = [(one.name, one.key) for one in activity_rows(session)]
        _offer(self.activity, activities)
        hook = self.context.extra.get("match_hook")
        awards = [(one.text, one.key) for one in hook.awards()] if hook and hasattr(hook, "awards") else []
        _offer(self.award, awards)
        for one in (self.award, self._award_label):
            one.setVisible(bool(awards))
        if not self.form.changed:
            self._show_words()
        self._find()

    def unsaved(self) -> bool:
        """Whether leaving would lose words that were typed."""
        return self.form.changed

    def _check(self, typed: LetterWords) -> bool:
        """Say beside each field what cannot be filled in; the cursor stays where it is."""
        troubles: tuple[Any, ...] = ()
        try:
            typed.check()
        except Trouble as trouble:
            troubles = getattr(trouble, "troubles", (trouble,))
        said = {one.field: one.say(self.words) for one in troubles}
        for name, row in self.form.rows.items():
            row.trouble(said.get(name, ""))
        return not said

    def make_preview(self) -> None:
        """Make one person's page off the window's thread, and show it; what cannot be filled in is said instead."""
        typed, one, words = self.typed(), self.current, self.words
        if self._making:
            self._again = True
            return
        self.preview.setVisible(one is not None)
        if not self._check(typed) or one is None:
            return
        desk, wanted, today = self.context.desk, self.hours_wanted(), self.context.today()

        def work(progress: Progress) -> bytes | Trouble:
            from communitydesk.paper import write_pdf

            with desk.read() as session:
                group = group_figures(session, today)
            try:
                return write_pdf(letters_story(typed, (one,), group, wanted.period, words, today))
            except Trouble as trouble:
                return trouble

        self._making = True
        self.context.window.run(N_("Making the page"), work, self._made, quiet=True)

    def _made(self, made: bytes | Trouble) -> None:
        self._making = False
        if isinstance(made, Trouble):
            self.form.rows["body"].trouble(made.say(self.words))
        else:
            self.preview.show_pdf(made)
        if self._again:
            self._again = False
            self._soon.start()

    # -- making them ---------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show a page for each who is ticked, to be printed or saved as one document."""
        wanted = self._wanted()
        if wanted:
            document = letters_document(self.context.desk, wanted, self.context.today())
            self.context.window.preview(document)

    def _wanted(self) -> LettersWanted | None:
        """What is to be made; None when the words cannot be filled in, which is then said beside them."""
        typed = self.typed()
        if not self._check(typed):
            wrong = next(row for row in self.form.rows.values() if row.error.isVisibleTo(row))
            wrong.input.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return LettersWanted(typed, self.hours_wanted(), tuple(one.key for one in self.ticked))

    def save_each(self) -> None:
        """Ask for a folder, and write each person's own file into it, named by number."""
        wanted = self._wanted()
        if wanted is None:
            return
        folder = self.context.window.open_folder(N_("Choose a folder: each file is named by number"))
        if folder is None:
            return
        words, today, desk = self.words, self.context.today(), self.context.desk

        def work(progress: Progress) -> int:
            from communitydesk.paper import write_pdf

            count, total = 0, len(wanted.people or ())
            for name, story in each_letter(desk, wanted, words, today):
                progress(count / max(1, total))
                write_whole(folder / name, write_pdf(story))
                count += 1
            return count

        self.context.window.run(N_("Writing one file each"), work, self._written)

    def _written(self, count: int) -> None:
        one, many = N_("{n} file was written. It holds personal data: keep it as safe as your own file."), N_(
            "{n} files were written. They hold personal data: keep them as safe as your own file.")  # fmt: skip
        self.context.window.say(counted(one, many, count))


def _offer(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    """Offer these after the first entry, which means all of them; what was chosen stays."""
    kept = box.currentData()
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for text, key in choices:
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(kept)))
    box.blockSignals(False)
