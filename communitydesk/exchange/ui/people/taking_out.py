"""Taking a list out: who is on it, which columns it has, and as what it is saved; cards, e-mail addresses, labels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, Words, counted, message
from communitydesk.exchange.people.cards_out import to_cards
from communitydesk.exchange.people.figures import Entry, entries
from communitydesk.exchange.people.lists import (
    COLUMNS,
    WHO,
    addresses,
    label_sheets,
    labels_for,
    labels_story,
    list_story,
    mailing_list,
    of_whom,
    people_list,
)
from communitydesk.exchange.tables_out import to_csv, to_xlsx
from communitydesk.exchange.ui.saving import save_made
from communitydesk.group.figures import name_of
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown, Spin
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import Card, button, label


class TakingOut(QWidget):
    """Everything that may be made of a list of people; nothing of the group's file changes by it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self._everybody: tuple[Entry, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(14))
        box.addWidget(self._whom())
        box.addWidget(self._which())
        box.addWidget(self._writing())
        box.addWidget(self._labels())

    def refresh(self) -> None:
        """Count who is there now."""
        self._everybody = entries(self.context.desk, self.context.today())
        self._count()

    # -- who -----------------------------------------------------------------------------------------

    def _whom(self) -> Card:
        card = Card(self.context, self.words(N_("Who")))
        self.who = DropDown()
        for code, said in WHO.items():
            self.who.addItem(self.words(said), code)
        self.who.setAccessibleName(self.words(N_("Who is on the list")))
        self.who.currentIndexChanged.connect(lambda _: self._count())
        row = QHBoxLayout()
        named = label(self.words(N_("Who is on the list")), "fieldlabel", wrap=False)
        named.setBuddy(self.who)
        row.addWidget(named)
        row.addWidget(self.who)
        row.addStretch(1)
        card.body.addLayout(row)
        self.counted = label("", "second")
        card.add(self.counted)
        return card

    @property
    def people(self) -> tuple[Entry, ...]:
        """Who is on the list."""
        return of_whom(self._everybody, str(self.who.currentData()), self.context.today())

    def _count(self) -> None:
        people, words = self.people, self.words
        told = [words.plural("{n} person", "{n} people", len(people))]
        if no_mail := sum(not one.emails for one in people):
            told.append(words.plural("{n} has no e-mail address", "{n} have no e-mail address", no_mail))
        if no_post := sum(not one.address for one in people):
            told.append(words.plural("{n} has no postal address", "{n} have no postal address", no_post))
        self.counted.setText(f"{'; '.join(told)}.")

    # -- which columns -------------------------------------------------------------------------------

    def _which(self) -> Card:
        card = Card(self.context, self.words(N_("A list")))
        flow = Flow(self.context, space=14)
        self.columns: dict[str, QCheckBox] = {}
        for code, column in COLUMNS.items():
            made = QCheckBox(self.words(column.label))
            made.setChecked(column.usual)
            made.toggled.connect(lambda _: self._careful())
            self.columns[code] = made
            flow.add(made)
        card.add(flow)
        self.warning = label(
            self.words(N_("Date of birth, access needs and emergency contacts could harm somebody if they were seen."
                          " Take them out only when you must.")), "second",
        )  # fmt: skip
        card.add(self.warning)
        self._careful()
        card.add(self._buttons(
            (N_("Spreadsheet (XLSX) ..."), lambda: self._save_list("xlsx")),
            (N_("Text table (CSV) ..."), lambda: self._save_list("csv")),
            (N_("Print or PDF ..."), self._print_list),
        ))  # fmt: skip
        return card

    def _buttons(self, *acts: tuple[str, Callable[[], None]]) -> QWidget:
        return Flow(self.context, [button(self.words(text), act) for text, act in acts])

    def _careful(self) -> None:
        careful = any(made.isChecked() and COLUMNS[code].careful for code, made in self.columns.items())
        self.warning.setVisible(careful)

    def chosen_columns(self) -> tuple[str, ...]:
        """The columns that the list has."""
        return tuple(code for code, made in self.columns.items() if made.isChecked())

    def _save_list(self, kind: str) -> None:
        people, columns, who, words = self.people, self.chosen_columns(), str(self.who.currentData()), self.words

        def make(path: Path) -> bytes:
            found = people_list(people, columns, who, words)
            if path.suffix.lower() == ".csv":
                return to_csv(found.columns, found.rows)
            return to_xlsx(found.columns, found.rows, found.title)

        save_made(self.context, N_("Save a list of people"), f"people.{kind}", f"*.{kind}", make, self._saved)

    def _print_list(self) -> None:
        people, columns, who = self.people, self.chosen_columns(), str(self.who.currentData())
        today = self.context.today()

        def make(words: Words) -> Story:
            with self.context.desk.read() as session:
                group = name_of(session)
            return list_story(people, columns, who, group, words, today)

        if self.context.attempt(lambda: people_list(people, columns, who, self.words)):
            self.context.window.preview(Document("people-list", Message(N_("List of people")), make))

    @staticmethod
    def _saved(name: str) -> Message:
        return message(N_("“{name}” was saved. It holds personal data: keep it as safe as your file."), name=name)

    # -- writing to them -----------------------------------------------------------------------------

    def _writing(self) -> Card:
        card = Card(self.context, self.words(N_("Writing to them")))
        card.add(label(self.words(N_(
            "Paste the addresses into “Bcc” of your mail program, so that nobody sees the others’."
        )), "second"))  # fmt: skip
        card.add(self._buttons(
            (N_("Copy the e-mail addresses"), self.copy_addresses),
            (N_("Mailing list (CSV) ..."), self._save_mailing),
            (N_("Address-book cards (vCard) ..."), self._save_cards),
        ))  # fmt: skip
        return card

    def copy_addresses(self) -> None:
        """Put every e-mail address of the list on the clipboard."""
        found = addresses(self.people)
        if not found:
            self.context.window.show_trouble(Refused(N_("Nobody on this list has an e-mail address.")))
            return
        QGuiApplication.clipboard().setText(found)
        one, many = N_("{n} e-mail address is copied."), N_("{n} e-mail addresses are copied.")
        self.context.window.say(counted(one, many, found.count(",") + 1))

    def _save_mailing(self) -> None:
        people, words = self.people, self.words

        def make(_: Path) -> bytes:
            found = mailing_list(people, words)
            return to_csv(found.columns, found.rows)

        save_made(self.context, N_("Save a mailing list"), "mailing-list.csv", "*.csv", make, self._saved)

    def _save_cards(self) -> None:
        people, desk = self.people, self.context.desk

        def make(_: Path) -> bytes:
            if not people:
                raise Refused(N_("There is nobody to put on this list."))
            with desk.read() as session:
                return to_cards(people, name_of(session))

        save_made(self.context, N_("Save address-book cards"), "people.vcf", "*.vcf", make, self._saved)

    # -- labels --------------------------------------------------------------------------------------

    def _labels(self) -> Card:
        card = Card(self.context, self.words(N_("Address labels")))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.context.theme.px(12))
        grid.setVerticalSpacing(self.context.theme.px(8))
        grid.setColumnStretch(2, 1)
        self.sheet = DropDown()
        for code, sheet in label_sheets().items():
            size = self.words(N_("{n} on a sheet, {wide} × {tall} mm"), n=code, wide=sheet.wide, tall=sheet.tall)
            self.sheet.addItem(size, code)
        self.skip = Spin()
        self.skip.setRange(1, 40)
        self.together = QCheckBox(self.words(N_("One label for people who live together")))
        self.together.setChecked(True)
        for at, (text, field) in enumerate(
            ((N_("Sheet of labels"), self.sheet), (N_("Begin with label number"), self.skip))
        ):
            named = label(self.words(text), "fieldlabel", wrap=False)
            named.setBuddy(field)
            field.setAccessibleName(self.words(text))
            under = int(self.context.theme.large)  # large text has no room for both in a line
            grid.addWidget(named, 2 * at, 0)
            grid.addWidget(field, 2 * at + under, 1 - under)
        grid.addWidget(self.together, 4, 0, 1, 3)
        card.add(holder)
        card.add(
            label(self.words(N_("Print at its true size, first on plain paper: hold it against the labels.")), "hint")
        )
        self.print_labels: QPushButton = button(self.words(N_("Print labels ...")), self._print_labels)
        row = QHBoxLayout()
        row.addWidget(self.print_labels)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _print_labels(self) -> None:
        sheet, skip = label_sheets()[str(self.sheet.currentData())], self.skip.value() - 1
        labels, today = labels_for(self.people, together=self.together.isChecked()), self.context.today()

        def make(words: Words) -> Story:
            return labels_story(labels, sheet, skip, words, today)

        if self.context.attempt(lambda: make(self.words)):
            self.context.window.preview(Document("labels", Message(N_("Address labels")), make))
