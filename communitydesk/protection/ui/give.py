"""Giving somebody their whole record: as a document to print, or as data."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QCheckBox

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_, Message
from communitydesk.people.figures import person_head
from communitydesk.protection.documents import record_document
from communitydesk.protection.documents.record import as_data
from communitydesk.protection.figures.person_record import person_record
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import button, label


class GiveSheet(Sheet):
    """Says what is in the copy, and whether private notes go with it."""

    keeps_height = False

    def __init__(self, context: Context, key: str, name: str, number: int) -> None:
        words = context.words
        title = words(N_("Give {name} their record"), name=name)
        super().__init__(context, title, None, save=words(N_("Show it as a document")))
        self.key, self.number = key, number
        for text in (
            N_("Everything that is kept here about them is in the copy: their own record, hours, claims, where else they are "
               "named, and what was sent to funders with them in it."),
            N_("Other people in it are hidden: their names are replaced. Read the copy before you give it away; a person may be "
               "known by what is said of them too."),
            N_("Be sure that you give it to the right person."),
        ):  # fmt: skip
            self.body.addWidget(label(words(text)))
        self.notes = QCheckBox(words(N_("With private notes about them")))
        self.body.addWidget(self.notes)
        hint = N_(
            "They have a right to what is written about them. Leave notes out only where they would harm somebody else."
        )
        self.body.addWidget(label(words(hint), "hint"))
        self.body.addStretch(1)
        self.data_button = button(words(N_("Save it as data ...")), self.save_data)
        self.buttons.insertWidget(0, self.data_button)

    def save(self) -> None:
        """Show the document, to be printed or saved."""
        desk, today = self.context.desk, self.context.today()
        document = record_document(desk, self.key, self.number, today, with_notes=self.notes.isChecked())
        self.accept()
        self.context.window.preview(document)

    def save_data(self) -> None:
        """Write the record as JSON where the person chooses; the name of the file holds a number and no name."""
        target = self.context.window.save_file(
            N_("Save the record as data"), f"record-of-person-{self.number}.json", "*.json"
        )
        if target is None:
            return
        desk, words, today, with_notes = self.context.desk, self.words, self.context.today(), self.notes.isChecked()

        def work(_: Any) -> None:
            data = as_data(person_record(desk, self.key, words, with_notes=with_notes), today)
            try:
                target.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")
            except OSError:
                raise FileTrouble(
                    N_("“{file}” could not be written. Choose another place."), file=target.name
                ) from None

        def done(_: Any) -> None:
            self.context.window.say(Message(N_("Saved: {name}"), {"name": target.name}))

        self.accept()
        self.context.window.run(N_("Gathering the record"), work, done)


def give_record(context: Context, key: str) -> None:
    """Ask how to give a person their record, and do it."""
    with context.desk.read() as session:
        head = person_head(session, key, context.today())
    if head is not None:
        GiveSheet(context, key, head.name, head.number).exec()
