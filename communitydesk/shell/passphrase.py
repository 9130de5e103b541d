"""A passphrase for the file: set, changed and removed while the group stays open; what to do after; and its offer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QCheckBox, QWidget

from communitydesk.desk.errors import Cancelled, FieldTrouble, Trouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_, Message
from communitydesk.shell.asking import hidden_typing
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, FormSheet, Sheet
from communitydesk.widgets.page import button, label
from communitydesk.widgets.table import Column, DataTable

if TYPE_CHECKING:
    from communitydesk.storage import Backups, OpenCopy

NOBODY_ELSE = N_(
    "Whoever opens the file must then type it. Nobody can open the file without it, not even the makers of this program."
)
THREE_WORDS = N_("Three words are easy to keep: {n} letters or more. Spaces count.")


class PassphraseSheet(FormSheet):
    """Asks for a new passphrase twice, and for the present one first where there is one; `chosen` is the answer."""

    def __init__(self, context: Context, parent: QWidget | None, *, group: str = "") -> None:
        from communitydesk.storage.passphrase import SHORTEST

        words, locked = context.words, context.desk.passphrase
        help_ = words(THREE_WORDS, n=SHORTEST)
        fields = {
            "current": Field("current", N_("The passphrase that it has now"), Kind.TEXT),
            "new": Field("new", N_("New passphrase"), Kind.TEXT, help_),
            "again": Field("again", N_("The same again"), Kind.TEXT),
            "seen": Field("seen", N_("Show what I type"), Kind.YESNO),
        }
        form = Form(context, fields, (*(("current",) if locked else ()), "new", "again", "seen"))
        hidden_typing(form)
        title = N_("Passphrase") if locked else N_("Lock the file with a passphrase")
        intro = N_("This file and its backups are locked.") if locked else NOBODY_ELSE
        super().__init__(
            context, words(title), form, self._take, parent, intro=words(intro),
            save=words(N_("Change it")) if locked else words(N_("Lock the file")),
        )  # fmt: skip
        self.asks_before_leaving = False
        self.removes = False
        self.chosen: str | None = None
        if locked:
            self.sheet_button = button(
                words(N_("Recovery sheet ...")), lambda: RecoverySheet(context, self, group).exec()
            )
            self.remove_button = button(words(N_("Remove the passphrase ...")), self._remove)
            both = Flow(context)
            both.add(self.sheet_button)
            both.add(self.remove_button)
            self.body.insertWidget(self.body.count() - 1, both)

    def _typed(self, name: str) -> str:
        return self.form.rows[name].text()  # every space counts

    def _see_current(self) -> None:
        from communitydesk.storage.passphrase import same

        if self.context.desk.passphrase and not same(self._typed("current"), self.context.desk.passphrase):
            raise FieldTrouble("current", N_("This is not the passphrase that the file has now."))

    def _take(self, _: dict[str, Any]) -> bool:
        from communitydesk.storage.passphrase import fit, same

        self._see_current()
        new = self._typed("new")
        fit(new, "new")
        if same(new, self.context.desk.passphrase):
            raise FieldTrouble("new", N_("This is the passphrase that the file has already."))
        if not same(new, self._typed("again")):
            raise FieldTrouble("again", N_("The two are not the same. Type the passphrase again."))
        self.chosen = new
        return True

    def _remove(self) -> None:
        for row in self.form.rows.values():
            row.trouble("")
        try:
            self._see_current()
        except FieldTrouble as trouble:
            self.form.show_trouble(trouble)
            self.fit()
            return
        if self.context.window.ask(
            N_("Remove the passphrase?"), N_("Remove it"),
            N_("Whoever gets hold of the file or of its backups on this computer can then read everything in it."),
        ):  # fmt: skip
            self.removes = True
            self.accept()


class RecoverySheet(Sheet):
    """Offers a page to print for an envelope: which file it is, what to do, and the passphrase only if that is asked for."""

    keeps_height = False

    def __init__(self, context: Context, parent: QWidget | None, group: str, *, now: bool = False) -> None:
        words = context.words
        super().__init__(context, words(N_("Recovery sheet")), parent, save=words(N_("Show the sheet ...")))
        self._group = group
        if now:
            self.body.addWidget(
                label(words(N_("The file is locked. If the passphrase is forgotten, its records are lost.")), "strong")
            )
        self.body.addWidget(
            label(
                words(
                    N_(
                        "Print one page and put it into an envelope that somebody you trust keeps, away from the computer."
                        " It says which file it is and how to open it, with room to write the passphrase by hand."
                    )
                )
            )
        )
        self.written = QCheckBox(words(N_("Print the passphrase on it")))
        self.written.setEnabled(bool(context.desk.passphrase))
        self.body.addWidget(self.written)
        self.body.addWidget(
            label(
                words(
                    N_(
                        "Then whoever sees the page, or the printer's list of pages, can open the file. It can only be printed,"
                        " and is kept nowhere."
                    )
                ),
                "second",
            )
        )
        self.body.addStretch(1)
        self.cancel.setText(words(N_("Not now")) if now else words(N_("Close")))
        self.cancel.setAccessibleName(self.cancel.text())

    def save(self) -> None:
        """Make the page in memory and show it."""
        from communitydesk.shell.preview import PreviewDialog, made
        from communitydesk.shell.recovery import recovery_sheet

        context, desk = self.context, self.context.desk
        passphrase = desk.passphrase if self.written.isChecked() else None
        document = recovery_sheet(self._group, desk.path.name, context.today(), passphrase)

        def show(pdf: bytes) -> None:
            dialog = PreviewDialog(context, document, pdf, self)
            dialog.preview.save_button.setVisible(passphrase is None)  # what names the passphrase is never stored
            dialog.open()
            self.cancel.setText(context.words(N_("Close")))
            self.cancel.setAccessibleName(self.cancel.text())

        title = Message(N_("Making “{title}”"), {"title": document.title})
        context.window.run(title, lambda progress: made(context, document, progress), show)


class OpenCopiesSheet(Sheet):
    """Lists the copies of a locked file that open without its passphrase, and deletes them if the person says so."""

    def __init__(self, context: Context, backups: Backups, parent: QWidget | None) -> None:
        words = context.words
        super().__init__(
            context,
            words(N_("Copies that are not locked")),
            parent,
            save=words(N_("Delete all of them ...")),
            width=860,
        )
        self._backups = backups
        self.body.addWidget(
            label(
                words(
                    N_(
                        "These were made before the file had a passphrase. Whoever gets hold of one can read everything"
                        " that stood in it then."
                    )
                )
            )
        )
        self.table = DataTable(
            context,
            (
                Column(words(N_("Written on")), lambda one: words.day(one.when.astimezone().date()), sort=lambda one: one.when),
                Column(words(N_("File")), self._file),
                Column(words(N_("Folder")), self._folder, stretch=True),
                Column(words(N_("Size")), lambda one: words.number(round(one.size / 1000)) + " kB", sort=lambda one: one.size, number=True),
            ),
            name=words(N_("Copies that are not locked")), filtered=False,
            said=lambda rows: words.plural("{n} copy", "{n} copies", len(rows)),
            empty=(words(N_("There are none: every copy that this computer knows of is locked.")), "", None),
        )  # fmt: skip
        self.table.setMinimumHeight(context.theme.px(200))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(
            label(
                words(
                    N_(
                        "Deleting writes over them first, and cannot be undone. You then go back no further than the locked"
                        " backups go. Copies on sticks that are not plugged in, in e-mails or on other computers are not"
                        " found here: look for these yourself."
                    )
                ),
                "second",
            )
        )
        self.cancel.setText(words(N_("Keep them")))
        self.cancel.setAccessibleName(self.cancel.text())
        self.fill()

    def _file(self, copy: OpenCopy) -> str:
        return self.words(N_("Backup")) if copy.backup else copy.path.name

    def _folder(self, copy: OpenCopy) -> str:
        return self.words(N_("The backups of this program")) if copy.backup else str(copy.path.parent)

    def fill(self) -> None:
        """Look for them anew."""
        from communitydesk.storage import open_copies

        self.copies = open_copies(self.context.desk, self._backups)
        self.table.set_rows(self.copies)
        self.main.setEnabled(bool(self.copies))

    def save(self) -> None:
        """Delete them, once the person has said yes."""
        from communitydesk.storage import delete_copies

        self.error.hide()
        count = len(self.copies)
        question = Message(N_("Delete {n} copy for good?"), {"n": count}, N_("Delete {n} copies for good?"))
        if not self.context.window.ask(question, N_("Delete")):
            return
        try:
            delete_copies(self.copies)
        except Trouble as trouble:
            self.say_trouble(trouble)
            self.fill()
            return
        said = Message(N_("{n} copy was deleted for good."), {"n": count}, N_("{n} copies were deleted for good."))
        self.context.window.say(said)
        self.accept()


class OfferSheet(Sheet):
    """Offers a passphrase before the first thing is kept that would harm somebody if it were known; once for a file."""

    keeps_height = False

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = context.words
        super().__init__(
            context, words(N_("Lock the file first?")), parent, save=words(N_("Set a passphrase ...")), width=600
        )
        self.decided = False
        for text in (
            N_("You are about to keep something private: about health or access needs, a check, a child, or a private note."),
            N_(
                "Anybody who gets hold of this file, on a lost laptop or a stick, could read it. With a passphrase nobody"
                " can who does not know it. Opening the file then means typing it; if it is forgotten, nobody can help."
            ),
            N_("What you typed is still there, and is saved after your choice. You are asked only once for this file;"
               " the menu File, Passphrase, sets one at any time."),
        ):  # fmt: skip
            self.body.addWidget(label(words(text)))
        self.body.addStretch(1)
        self.not_now = button(words(N_("Not now")), self._not_now)
        self.buttons.insertWidget(self.buttons.indexOf(self.main), self.not_now)
        self.cancel.setText(words(N_("Go back")))
        self.cancel.setAccessibleName(self.cancel.text())

    def _not_now(self) -> None:
        self.decided = True
        self.accept()


def set_or_change(context: Context, backups: Backups, group: str, parent: QWidget | None) -> bool:
    """Ask for a passphrase and give it to the file, off the window's thread; True when it was done.

    After the first one: a recovery sheet is offered, and the copies that are not locked are shown.
    """
    before = context.desk.passphrase
    sheet = PassphraseSheet(context, parent, group=group)
    if not sheet.exec() or not _relocked(context, backups, sheet.chosen):
        return False
    context.desk.settle_offer()  # whoever once locked it knows what it is for
    if sheet.chosen is None:
        context.window.say(N_("The file opens without a passphrase now."))
        return True
    context.window.say(
        N_("The file is locked with your new passphrase now.")
        if before
        else N_("The file is locked with your passphrase now.")
    )
    RecoverySheet(context, parent, group, now=True).exec()
    show_open_copies(context, backups, parent)
    return True


def show_open_copies(context: Context, backups: Backups, parent: QWidget | None, *, if_none: bool = False) -> None:
    """Show the copies that are not locked, where there are any."""
    sheet = OpenCopiesSheet(context, backups, parent)
    if sheet.copies or if_none:
        sheet.exec()
    else:
        sheet.deleteLater()


def _relocked(context: Context, backups: Backups, new: str | None) -> bool:
    """Lock or unlock the open file while the window shows how far it is; False, and said, when that cannot be done."""
    from communitydesk.storage import relock

    desk, title = (
        context.desk,
        N_("Locking the file and its backups") if new else N_("Unlocking the file and its backups"),
    )

    def work(progress: Any) -> BaseException | None:
        try:
            relock(desk, new, backups=backups, go_on=lambda: progress(0.5))
        except (Exception, Cancelled) as error:
            return error
        return None

    error = waited(context, title, work)
    if isinstance(error, Trouble):
        context.window.show_trouble(error)
    elif error is not None and not isinstance(error, Cancelled):
        raise error
    return error is None


def waited(context: Context, title: str, work: Callable[[Any], Any]) -> Any:
    """Do work off the window's thread and return what it returns, which is never an exception; the window lives on."""
    loop, found = QEventLoop(), []

    def done(result: Any) -> None:
        found.append(result)
        loop.quit()

    context.window.run(title, work, done)
    if not found:
        loop.exec()
    return found[0] if found else Cancelled()


def offer(context: Context, backups: Backups, group: str, parent: QWidget | None) -> bool:
    """Offer a passphrase; True when the person has decided and what they were about to keep may be kept."""
    sheet = OfferSheet(context, parent)
    if not sheet.exec():
        return False
    if not sheet.decided and not set_or_change(context, backups, group, parent):
        return False
    if sheet.decided:
        context.desk.settle_offer()
    return True
