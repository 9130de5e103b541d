"""Bringing a backup back where the group's file is gone or does not open, so that there is no window of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from communitydesk.desk.errors import Trouble, WrongPassphrase
from communitydesk.desk.words import N_, Message
from communitydesk.shell.work import Works
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import label
from communitydesk.widgets.table import Column, DataTable

if TYPE_CHECKING:
    from communitydesk.storage import Backup, Backups


class LostSheet(Sheet):
    """Every backup on this computer, of whichever file, the newest first and chosen."""

    def __init__(self, context: Context, made: tuple[Backup, ...], parent: QWidget | None) -> None:
        words = context.words
        super().__init__(context, words(N_("Backups")), parent, save=words(N_("Bring this one back ...")), width=640)
        said = N_("Every backup on this computer. One is made whenever a group is closed after a change.")
        self.body.addWidget(label(words(said)))
        self.table = DataTable(
            context,
            (
                Column(words(N_("File")), lambda one: one.file.stem, strong=True),
                Column(words(N_("Folder")), lambda one: str(one.file.parent), stretch=True),
                Column(words(N_("Made on")), lambda one: words.short_date(one.when.astimezone().date()), sort=lambda one: one.when),
                Column(words(N_("Time")), lambda one: f"{one.when.astimezone():%H:%M}"),
            ),
            name=words(N_("Backups")), filtered=False,
        )  # fmt: skip
        self.table.set_rows(made)
        self.table.setMinimumHeight(context.theme.px(280))
        self.body.addWidget(self.table, 1)
        self.table.choose_first()


def backups_here(store: Backups) -> tuple[Backup, ...]:
    """Return the backups of every file on this computer, the newest first."""
    found = (one for path in store.files() for one in store.of(path))
    return tuple(sorted(found, key=lambda one: one.when, reverse=True))


def bring_back(
    context: Context, store: Backups, parent: QWidget, open_: Callable[[Path], None],
    failed: Callable[[BaseException], None],
) -> Works | None:  # fmt: skip
    """Let the person choose a backup, put it where its file was, and open that; return what does it meanwhile."""
    sheet = LostSheet(context, backups_here(store), parent)
    if not sheet.exec():
        return None
    chosen: Backup | None = sheet.table.current()
    if chosen is None or (key := _key(context, store, chosen, parent)) is None:
        return None
    when = chosen.when.astimezone()
    question = Message(N_("Bring back the backup of {day}, {time}?"), {"day": when.date(), "time": f"{when:%H:%M}"})
    there = N_("“{file}” in {folder} is kept beside it under another name.")
    gone = N_("It is written as “{file}” into {folder}.")
    place = {"file": chosen.file.name, "folder": str(chosen.file.parent)}
    if not context.window.ask(question, N_("Bring it back"), Message(there if chosen.file.exists() else gone, place)):
        return None
    works = Works(parent, context.words, context.theme)
    works.start(
        N_("Bringing the backup back"), lambda _: store.restore(chosen, chosen.file, key[0]),
        lambda _: open_(chosen.file), failed, stops=False,
    )  # fmt: skip
    return works


def _key(context: Context, store: Backups, chosen: Backup, parent: QWidget) -> tuple[str | None] | None:
    """Return what opens a backup, asked for where it is locked; None when the person gives up."""
    from communitydesk.shell.asking import ask_passphrase

    def opened(typed: str | None) -> tuple[str | None]:
        return (store.opens(chosen, typed),)

    try:
        return opened(None)
    except WrongPassphrase:
        return ask_passphrase(context, parent, chosen.file.name, opened, context.words(N_("This backup is locked.")))
    except Trouble as trouble:
        context.window.show_trouble(trouble)
        return None
