"""When something fails that nobody foresaw: it is said, it can be copied, and it holds nothing of a person."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from communitydesk.desk.bugs import report_of
from communitydesk.desk.words import N_, Words
from communitydesk.widgets.page import button, label
from communitydesk.widgets.room import take_room
from communitydesk.widgets.theme import Theme


class BugDialog(QDialog):
    """Says that the program made a mistake, that the records are safe, and what can be sent to its makers."""

    def __init__(self, words: Words, theme: Theme, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(N_("The program made a mistake")))
        px, air = theme.px, theme.air
        take_room(self, px(620), px(420))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(air(24),) * 4)
        box.setSpacing(air(12))
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
        self.text.setMinimumHeight(air(80))
        self.text.setAccessibleName(words(N_("Where it happened")))
        box.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(button(words(N_("Copy these lines")), self._copy))
        row.addStretch(1)
        row.addWidget(button(words(N_("Go on")), self.accept, primary=True))
        box.addLayout(row)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
