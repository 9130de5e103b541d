"""When something fails that nobody foresaw: it is said, it can be copied, and it holds nothing of a person."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from communitydesk import __version__
from communitydesk.desk.words import N_, Words
from communitydesk.widgets.page import button, label
from communitydesk.widgets.theme import Theme

HOME = Path(__file__).resolve().parents[2]


def report_of(error: BaseException) -> str:
    """Return where in the program it failed: kinds of errors and lines of code, no values and no messages.

    An error's own message may quote what somebody typed, so it is left out.
    """
    lines = [f"CommunityDesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def _place(name: str) -> str:
    path = Path(name)
    try:
        return str(path.resolve().relative_to(HOME))
    except ValueError:
        return "/".join(path.parts[-2:])


class BugDialog(QDialog):
    """Says that the program made a mistake, that the records are safe, and what can be sent to its makers."""

    def __init__(self, words: Words, theme: Theme, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(N_("The program made a mistake")))
        px = theme.px
        self.resize(px(620), px(420))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(px(24),) * 4)
        box.setSpacing(px(12))
        box.addWidget(label(words(N_("The program made a mistake")), "place"))
        box.addWidget(
            label(
                words(
                    N_(
                        "What you had saved is safe; the last step was not done. You can go on. The lines below say where in"
                        " the program it happened, and nothing about your group: please send them to its makers."
                    )
                )
            )
        )
        self.text = QPlainTextEdit(report_of(error))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words(N_("Where it happened")))
        box.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(button(words(N_("Copy these lines")), self._copy))
        row.addStretch(1)
        row.addWidget(button(words(N_("Go on")), self.accept, primary=True))
        box.addLayout(row)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
