"""What keeps the file safe, from the File menu: backups and restoring one, a passphrase, checking for damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from communitydesk.desk.desk import READ_ONLY
from communitydesk.desk.errors import FileTrouble, Trouble, WrongPassphrase
from communitydesk.desk.words import N_, Message, Words
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes
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

    def reopened(
        self, title: str, act: Callable[[Path], Any], passphrase: str | None, done: Callable[[], None]
    ) -> None:
        """Back the file up, close it, do something with it off the window's thread, and open it again, as it is then."""

    def settings(self) -> None:
        """Show the settings of this computer's user."""

    def group_name(self) -> str:
        """Return the name of the group whose file is open."""


def _context(keeper: Keeper) -> Context:
    window: Any = keeper.window
    found: Context = window.context
    return found


class BackupsSheet(Sheet):
    """Every backup of this file, the newest first, with the room that they take; one may be brought back."""

    def __init__(
        self, context: Context, made: tuple[Backup, ...], where: Path, space: int, parent: QWidget | None,
        unlocked: int = 0, show_unlocked: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
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
                        "One is made and checked whenever you close the group after a change. Of older ones only some are kept."
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
        self.table.choose_first()
        self.table.setMinimumHeight(context.theme.px(280))
        self.body.addWidget(self.table, 1)
        self.main.setEnabled(bool(made))  # the empty list says why
        if unlocked:
            said = words.plural(
                "{n} copy of this file is not locked with its passphrase.",
                "{n} copies of this file are not locked with its passphrase.", unlocked,
            )  # fmt: skip
            self.body.addWidget(label(said, "strong"))
            row = QHBoxLayout()
            row.addWidget(button(words(N_("Look at them ...")), show_unlocked))
            row.addStretch(1)
            self.body.addLayout(row)

    @writes
    def save(self) -> None:
        """Bring back the chosen one, once the person has said yes."""
        if self.table.current() is None:
            self.error.setText(self.words(N_("Choose a backup first.")))
            self.error.show()
            return
        self.accept()


def backups(keeper: Keeper) -> None:
    """Show the backups and bring one back if the person wants."""
    from communitydesk.shell.passphrase import show_open_copies
    from communitydesk.storage import open_copies

    desk, context = keeper.desk, _context(keeper)
    assert desk is not None
    store = keeper.backups()
    made = store.of_desk(desk)
    unlocked = len(open_copies(desk, store))
    sheet = BackupsSheet(
        context, made, store.folder, store.space(made), keeper.window, unlocked,
        lambda: show_open_copies(context, store, sheet, if_none=True),
    )  # fmt: skip
    if not sheet.exec():
        return
    chosen: Backup = sheet.table.current()
    opened = _opener(keeper, store, chosen)
    if opened is None:
        return
    key = opened[0] or desk.passphrase  # one that is open still is locked by the backup of now, which comes first
    day = chosen.when.astimezone().date()
    time = f"{chosen.when.astimezone():%H:%M}"  # on one day several are made
    question = Message(N_("Bring back the backup of {day}, {time}?"), {"day": day, "time": time})
    more = N_(
        "Your group's file as it is now is kept beside it under another name. What was written since then is only in that file."
    )
    if context.window.ask(question, N_("Bring it back"), more):

        def back() -> None:
            _context(keeper).window.say(Message(N_("This is the backup of {day}, {time}."), {"day": day, "time": time}))

        keeper.reopened(
            N_("Bringing the backup back"), lambda path: store.restore(store.again(chosen), path, key), key, back
        )


def _opener(keeper: Keeper, store: Backups, chosen: Backup) -> tuple[str | None] | None:
    """Return what opens a backup, asked for when the file's own passphrase does not; None when the person gives up."""
    from communitydesk.shell.asking import ask_passphrase

    desk, context = keeper.desk, _context(keeper)
    assert desk is not None
    try:
        return (store.opens(chosen, desk.passphrase),)
    except WrongPassphrase:
        intro = context.words(
            N_("This backup is locked with a passphrase that the file had before. Type the one of {day}."),
            day=chosen.when.astimezone().date(),
        )
        return ask_passphrase(
            context, keeper.window, desk.path.name, lambda typed: (store.opens(chosen, typed),), intro
        )
    except Trouble as trouble:
        context.window.show_trouble(trouble)
        return None


def back_up_to(keeper: Keeper) -> None:
    """Write a whole, checked copy into a folder, such as a stick."""
    from communitydesk.storage import backup_to

    desk, context = keeper.desk, _context(keeper)
    assert desk is not None
    folder = context.window.open_folder(N_("Choose a folder for the copy"))
    if folder:

        def write() -> Path:
            copy = backup_to(desk, folder)
            keeper.backups().wrote_copy(desk, copy)
            return copy

        context.window.run(
            N_("Copying and checking"), lambda _: write(),
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
    from communitydesk.shell.passphrase import set_or_change

    desk, context = keeper.desk, _context(keeper)
    assert desk is not None
    if desk.read_only:
        context.window.show_trouble(FileTrouble(desk.why_read_only or READ_ONLY, file=desk.path.name))
        return
    set_or_change(context, keeper.backups(), keeper.group_name(), keeper.window)


def settings(keeper: Keeper) -> None:
    """Show the settings of this computer's user; what was changed is seen at once."""
    keeper.settings()
