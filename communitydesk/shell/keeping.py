"""What keeps the file safe, from the File menu: backups and restoring one, a passphrase, checking for damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QLineEdit, QWidget

from communitydesk.desk.errors import FieldTrouble, Trouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_, Message, Words
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, FormSheet, Sheet
from communitydesk.widgets.page import label
from communitydesk.widgets.table import Column, DataTable

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk
    from communitydesk.storage import Backup, Backups
    from communitydesk.widgets.theme import Theme


class Keeper(Protocol):
    """What the application gives: the open desk and the ways to close it and open it again."""

    words: Words
    theme: Theme
    desk: Desk | None
    window: QWidget | None

    def backups(self) -> Backups:
        """Return the backups on this computer."""

    def reopened(self, act: Callable[[Path], Any], passphrase: str | None) -> bool:
        """Close the file, do something with it, and open it again; False (and said) when it could not be done."""

    def settings(self) -> None:
        """Show the settings of this computer's user."""


def _context(keeper: Keeper) -> Context:
    window: Any = keeper.window
    found: Context = window.context
    return found


class BackupsSheet(Sheet):
    """Every backup of this file, the newest first, with the room that they take; one may be brought back."""

    def __init__(
        self, context: Context, made: tuple[Backup, ...], where: Path, space: int, parent: QWidget | None
    ) -> None:
        words = context.words
        super().__init__(context, words(N_("Backups")), parent, save=words(N_("Bring this one back ...")), width=640)
        self.body.addWidget(
            label(
                words.plural(
                    "{n} backup on this computer, {size} MB, in {folder}",
                    "{n} backups on this computer, {size} MB together, in {folder}",
                    len(made),
                    size=words.number(round(space / 1_000_000, 1)),
                    folder=str(where),
                )
            )
        )
        self.body.addWidget(
            label(
                words(
                    N_(
                        "One is made and checked whenever you close the group after a change. Older ones are thinned by themselves."
                    )
                ),
                "second",
            )
        )
        self.table = DataTable(
            context,
            (
                Column(words(N_("Made on")), lambda one: words.day(one.when.astimezone().date()), sort=lambda one: one.when, stretch=True),
                Column(words(N_("Time")), lambda one: f"{one.when.astimezone():%H:%M}"),
                Column(words(N_("Size")), lambda one: words.number(round(one.size / 1000)) + " kB", sort=lambda one: one.size, number=True),
            ),
            name=words(N_("Backups")), filtered=False, empty=(words(N_("There is no backup yet. One is made when you close the group.")), "", None),
        )  # fmt: skip
        self.table.set_rows(made)
        self.table.setMinimumHeight(context.theme.px(280))
        self.body.addWidget(self.table, 1)

    def save(self) -> None:
        """Bring back the chosen one, once the person has said yes."""
        if self.table.current() is None:
            self.error.setText(self.words(N_("Choose a backup first.")))
            self.error.show()
            return
        self.accept()


def backups(keeper: Keeper) -> None:
    """Show the backups and bring one back if the person wants."""
    desk, context = keeper.desk, _context(keeper)
    assert desk is not None
    store = keeper.backups()
    made = store.of_desk(desk)
    sheet = BackupsSheet(context, made, store.folder, store.space(made), keeper.window)
    if not sheet.exec():
        return
    chosen: Backup = sheet.table.current()
    day = chosen.when.astimezone().date()
    question = Message(N_("Bring back the backup of {day}?"), {"day": day})
    more = N_(
        "Your group's file as it is now is kept beside it under another name. What was written since then is only in that file."
    )
    if context.window.ask(question, N_("Bring it back"), more):
        key = desk.passphrase
        if keeper.reopened(lambda path: store.restore(chosen, path, key), key):
            _context(keeper).window.say(Message(N_("This is the backup of {day}."), {"day": day}))


def back_up_to(keeper: Keeper) -> None:
    """Write a whole, checked copy into a folder, such as a stick."""
    from PySide6.QtWidgets import QFileDialog

    from communitydesk.storage import backup_to

    desk, context = keeper.desk, _context(keeper)
    assert desk is not None
    folder = QFileDialog.getExistingDirectory(keeper.window, context.words(N_("Choose a folder for the copy")))
    if folder:
        context.window.run(
            N_("Copying and checking"), lambda _: backup_to(desk, Path(folder)),
            lambda path: context.window.say(Message(N_("A checked copy was written: {name}"), {"name": path.name})),
        )  # fmt: skip


def check(keeper: Keeper) -> None:
    """Look through the whole file for damage, and say what was found."""
    from communitydesk import storage

    desk, context = keeper.desk, _context(keeper)
    assert desk is not None

    def work(progress: Any) -> tuple[Message, ...]:
        return storage.check(desk, go_on=lambda: progress(0.5))

    def done(findings: tuple[Message, ...]) -> None:
        if not findings:
            context.window.say(N_("Sound: every record, attachment and entry of the history is as it was written."))
            return
        sheet = Sheet(context, context.words(N_("The file is damaged")), keeper.window, save=context.words(N_("OK")))
        sheet.body.addWidget(
            label(context.words(N_("Bring back a backup, or ask somebody who knows. Nothing was changed.")))
        )
        for finding in findings:
            sheet.body.addWidget(label(context.words.say(finding)))
        sheet.body.addStretch(1)
        sheet.exec()

    context.window.run(N_("Checking the file"), work, done)


def passphrase(keeper: Keeper) -> None:
    """Set, change or remove the file's passphrase."""
    from communitydesk.storage import set_passphrase

    desk, context = keeper.desk, _context(keeper)
    assert desk is not None
    fields = {
        "new": Field(
            "new",
            N_("New passphrase"),
            Kind.TEXT,
            N_("Three words are easy to keep. Leave both empty to unlock the file."),
        ),
        "again": Field("again", N_("The same again"), Kind.TEXT),
    }
    form = Form(context, fields, ("new", "again"))
    for row in form.rows.values():
        assert isinstance(row.input, QLineEdit)
        row.input.setEchoMode(QLineEdit.EchoMode.Password)
    chosen: list[str | None] = []

    def act(_: dict[str, Any]) -> bool:
        new, again = form.rows["new"].text(), form.rows["again"].text()  # every space counts
        if new != again:
            raise FieldTrouble("again", N_("The two are not the same. Type the passphrase again."))
        if new and len(new) < 8:
            raise FieldTrouble("new", N_("A passphrase needs {n} letters or more. Three words are easy to keep."), n=8)
        chosen.append(new or None)
        return True

    intro = context.words(
        N_(
            "Whoever opens the file must then type it. Nobody can open the file without it, not even the makers of this program."
        )
    )
    sheet = FormSheet(context, context.words(N_("Passphrase")), form, act, keeper.window, intro=intro)
    if not sheet.exec():
        return
    old, store = desk.passphrase, keeper.backups()
    if keeper.reopened(lambda path: set_passphrase(path, old, chosen[0], backups=store), chosen[0]):
        said = (
            N_("The file is locked with your passphrase now.")
            if chosen[0]
            else N_("The file opens without a passphrase now.")
        )
        _context(keeper).window.say(said)


def settings(keeper: Keeper) -> None:
    """Show the settings of this computer's user; what was changed is seen at once."""
    keeper.settings()


def attempted(act: Callable[[], Any], say: Callable[[Trouble], None]) -> bool:
    """Do something; say why and return False when it cannot be done."""
    try:
        act()
    except Trouble as trouble:
        say(trouble)
        return False
    return True
