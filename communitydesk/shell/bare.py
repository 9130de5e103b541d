"""What may be asked before a group is open: questions, files and troubles, without places to go to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_, Message, Words

if TYPE_CHECKING:
    from communitydesk.paper.document import Document


def documents() -> Path:
    """Return the folder of the person's documents, else their home: never the one that the program was started in."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
    return folder if folder.is_dir() else Path.home()


class BareWindow:
    """Implements `widgets.context.Window` where there is no main window yet; the main window asks through it too."""

    def __init__(self, words: Words, parent: Callable[[], QWidget | None]) -> None:
        self.words, self._parent = words, parent
        self._last: Path | None = None  # the folder chosen last

    def go(self, place: str, key: str | None = None, tab: str | None = None, **what: Any) -> None:
        """There is nowhere to go."""

    def back(self) -> None:
        """There is nothing before."""

    def say(self, text: Message | str) -> None:
        """Say it in a box: there is no foot of a window."""
        self._box(QMessageBox.Icon.Information, "CommunityDesk", self.words.say(text))

    def show_trouble(self, trouble: Trouble) -> None:
        """Say what went wrong."""
        self._box(QMessageBox.Icon.Warning, self.words(N_("That did not work")), trouble.say(self.words))

    def _box(self, icon: QMessageBox.Icon, title: str, text: str) -> None:
        box = QMessageBox(self._parent())
        box.setIcon(icon)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.addButton(self.words(N_("OK")), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def ask(self, question: Message | str, yes: Message | str, more: Message | str = "") -> bool:
        """Ask before something that cannot be taken back; True when the person says yes."""
        box = QMessageBox(self._parent())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.words(N_("Are you sure?")))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.words.say(question))
        if more:
            box.setInformativeText(self.words.say(more))
        agreed = box.addButton(self.words.say(yes), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.words(N_("Cancel")), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is agreed

    def open_files(self, title: Message | str, kinds: str, *, many: bool = False) -> list[Path]:
        """Let the person choose files; empty when they change their mind."""
        said, filters = self.words.say(title), f"{self.words(N_('Files'))} ({kinds})"
        begin = str(self._begin())
        if many:
            names, _ = QFileDialog.getOpenFileNames(self._parent(), said, begin, filters)
        else:
            names = [name for name in QFileDialog.getOpenFileName(self._parent(), said, begin, filters)[:1] if name]
        return [self._kept(Path(name)) for name in names]

    def save_file(self, title: Message | str, name: str, kinds: str) -> Path | None:
        """Let the person choose where to write a file."""
        filters = f"{self.words(N_('Files'))} ({kinds})"
        at = str(self._begin() / name)
        chosen, _ = QFileDialog.getSaveFileName(self._parent(), self.words.say(title), at, filters)
        return self._kept(Path(chosen)) if chosen else None

    def open_folder(self, title: Message | str) -> Path | None:
        """Let the person choose a folder to write into."""
        chosen = QFileDialog.getExistingDirectory(self._parent(), self.words.say(title), str(self._begin()))
        return Path(chosen) if chosen else None

    def _begin(self) -> Path:
        """Where files are looked for: the folder chosen last, at first the person's documents."""
        return self._last if self._last and self._last.is_dir() else documents()

    def _kept(self, path: Path) -> Path:
        self._last = path.parent
        return path

    def preview(self, document: Document) -> None:
        """There is no document without a group."""

    def run(
        self, title: Message | str, work: Callable[[Any], Any], done: Callable[[Any], None], *, quiet: bool = False
    ) -> None:
        """Do it at once."""
        done(work(lambda *_: None))


class AsksForFiles:
    """What a window asks about files and folders, through `_asking`."""

    _asking: BareWindow

    def open_files(self, title: Message | str, kinds: str, *, many: bool = False) -> list[Path]:
        """Let the person choose files; empty when they change their mind."""
        return self._asking.open_files(title, kinds, many=many)

    def save_file(self, title: Message | str, name: str, kinds: str) -> Path | None:
        """Let the person choose where to write a file."""
        return self._asking.save_file(title, name, kinds)

    def open_folder(self, title: Message | str) -> Path | None:
        """Let the person choose a folder to write into."""
        return self._asking.open_folder(title)
