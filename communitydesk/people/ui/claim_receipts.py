"""The receipts of a claim, line by line: dropped, pasted or picked, shown small; or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.pictures import Prepared, prepare, thumbnail
from communitydesk.desk.words import N_
from communitydesk.people.actions import expenses as actions
from communitydesk.people.figures.expenses import LineRow, ReceiptRow
from communitydesk.people.model import ExpenseLine
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.files import FileDrop
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button, clear, label
from communitydesk.widgets.reading import writes


class ClaimReceipts(QWidget):
    """What each line that was paid for has to show for it; files that are dropped go to the chosen line."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self.lines: tuple[LineRow, ...] = ()
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        self._rows = QVBoxLayout()
        box.addLayout(self._rows)
        self.adding = QWidget()
        under = QVBoxLayout(self.adding)
        under.setContentsMargins(0, 0, 0, 0)
        self.line = DropDown()
        self.line.setAccessibleName(self.words(N_("For which line")))
        self.line.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line.setMinimumContentsLength(24)
        caption = label(self.words(N_("For which line")), "fieldlabel", wrap=False)
        caption.setBuddy(self.line)
        under.addWidget(caption)
        under.addWidget(self.line)
        self.drop = FileDrop(context, self.words(N_("Drop photographs or PDFs of the receipt here, or paste them.")))
        self.drop.brought.connect(lambda found: self.add_contents([one.content for one in found]))
        under.addWidget(self.drop)
        box.addWidget(self.adding)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)

    def show_lines(self, lines: Sequence[LineRow]) -> None:
        """Show these lines; the first that has nothing to show is chosen for the next receipt."""
        self.lines = tuple(line for line in lines if line.kind == "cost")
        clear(self._rows)
        for line in self.lines:
            self._rows.addWidget(self._head(line))
            for receipt in line.receipts:
                self._rows.addWidget(self._kept(line, receipt))
        kept = self.line.currentData()
        self.line.clear()
        for line in self.lines:
            self.line.addItem(self._said(line), line.key)
        bare = next((line.key for line in self.lines if line.unshown), None)
        place = max(0, self.line.findData(bare or kept))
        self.line.setCurrentIndex(place)
        self.adding.setVisible(bool(self.lines))

    def _said(self, line: LineRow) -> str:
        text = N_("Line {n}, {what}, {amount}")
        return self.words(text, n=line.number, what=line.what, amount=self.words.money(line.amount))

    def _head(self, line: LineRow) -> QWidget:
        holder = QWidget()
        row = QVBoxLayout(holder) if self.context.theme.large else QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        said = self._said(line)
        row.addWidget(label(said, "strong"), 1)
        if not line.receipts:
            why = self.words(N_("No receipt: {why}"), why=line.no_receipt) if line.no_receipt else ""
            row.addWidget(label(why or self.words(N_("No receipt yet.")), "hint"), 1)
            ask = self.words(N_("Say why there is none"))
            row.addWidget(button(ask, partial(self.ask_why, line), link=True, name=f"{ask}: {said}"))
        return holder

    def _kept(self, line: LineRow, receipt: ReceiptRow) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        said = self.words(N_("Receipt {number}"), number=receipt.number)
        if receipt.pages > 1:
            said = self.words(N_("Receipt {number}, {pages} pages"), number=receipt.number, pages=receipt.pages)
        row.addWidget(self._picture(receipt, said))
        row.addWidget(label(said), 1)
        remove = self.words(N_("Remove"))
        row.addWidget(button(remove, partial(self.remove, receipt.key), link=True, name=f"{remove}: {said}"))
        return holder

    def _picture(self, receipt: ReceiptRow, said: str) -> QLabel:
        size = self.context.theme.px(72)
        shown = QLabel()
        shown.setAccessibleName(said)
        shown.setFixedSize(size, size)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        try:
            small = thumbnail(self.context.desk.content(receipt.sha256), receipt.media_type, size)
            pixmap = QPixmap()
            pixmap.loadFromData(QByteArray(small))
            shown.setPixmap(pixmap)
        except Trouble as trouble:
            shown.setText("!")
            shown.setToolTip(trouble.say(self.words))
        return shown

    # -- doing ----------------------------------------------------------------------------------

    def add_contents(self, contents: Sequence[bytes]) -> None:
        """Make files ready in the background, then keep them with the chosen line."""
        line = self.line.currentData()
        self.error.hide()

        def work(progress: Any) -> list[Prepared | Trouble]:
            found: list[Prepared | Trouble] = []
            for number, content in enumerate(contents):
                progress(number / len(contents))
                try:
                    found.append(prepare(content))
                except Trouble as trouble:
                    found.append(trouble)
            return found

        self.context.window.run(
            N_("Making the receipt ready"), work, lambda found: self._keep(line, found), quiet=True
        )  # fmt: skip

    def _keep(self, line: str, found: list[Prepared | Trouble]) -> None:
        told: list[str] = []
        for one in found:
            if isinstance(one, Trouble):
                told.append(one.say(self.words))
                continue
            told += [self.words.say(note) for note in one.notes]
            self.context.attempt(partial(actions.attach_receipt, self.context.desk, line, one))
        self.error.setText("\n".join(told))
        self.error.setVisible(bool(told))

    @writes
    def remove(self, key: str) -> None:
        """Take a receipt away; undo brings it back."""
        self.context.attempt(lambda: actions.remove_receipt(self.context.desk, key))

    @writes
    def ask_why(self, line: LineRow) -> None:
        """Ask why a line has no receipt."""
        form = Form(self.context, ExpenseLine, ("no_receipt",))
        form.set(line)
        ask_form(
            self.context, self, N_("Why there is no receipt"), form,
            lambda values: actions.no_receipt(self.context.desk, line.key, values["no_receipt"]),
            intro=N_("It is printed on the claim form."),
        )  # fmt: skip
