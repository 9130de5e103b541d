"""What a place is made of: its heading, cards, figures, pills, and sentences with their mending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QBoxLayout,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.history import Changes
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.lettering import shape
from communitydesk.widgets.reading import WritingButton, does_write
from communitydesk.widgets.scroll import Inside, Scroller
from communitydesk.widgets.staying import Staying


def label(text: str, name: str = "", *, wrap: bool = True, selectable: bool = False) -> QLabel:
    """Return a text; `name` is its kind in the style sheet. What people typed is never markup."""
    made = QLabel(onward(text))
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    shape(made, text)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def onward(text: str) -> str:
    """Return a sentence that goes on from left to right, though it may begin with a name that is written from the right.

    A name alone stays as it is written.
    """
    sides = [bidirectional(letter) for letter in text]
    first = next((side for side in sides if side in ("L", "R", "AL")), "L")
    return f"\u200e{text}" if first != "L" and "L" in sides else text


def button(
    text: str, act: Callable[[], Any], *, primary: bool = False, link: bool = False, name: str = ""
) -> QPushButton:
    """Return a button that says what it does; `name` is said instead where the text alone is not enough."""
    made = WritingButton(text) if does_write(act) else QPushButton(text)
    shape(made, text)
    made.setObjectName("primary" if primary else "link" if link else "")
    made.setAccessibleName(name or text.replace("&", ""))
    made.setAutoDefault(False)
    if link:
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda: act())
    return made


def pill(text: str, state: str = "") -> QLabel:
    """Return a short word in a ring; `state` is ok, due or late, and the word says the same as the colour."""
    made = label(text, "pill", wrap=False)
    made.setProperty("state", state)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def bar(share: float, said: str, theme_height: int = 10, *, late: bool = False) -> QProgressBar:
    """Return a bar that is filled by a share (0 to 1), with the sentence that says the same."""
    made = QProgressBar()
    made.setRange(0, 1000)
    made.setValue(max(0, min(1000, round(share * 1000))))
    made.setTextVisible(False)
    made.setAccessibleName(said)
    made.setToolTip(said)
    made.setProperty("state", "late" if late else "")
    return made


def rule(*, strong: bool = False) -> QFrame:
    """Return a thin line between two rows, or a strong one under headings."""
    line = QFrame()
    line.setObjectName("strongrule" if strong else "rule")
    line.setFixedHeight(1)
    return line


def clear(layout: QLayout | None) -> None:
    """Take everything out of a layout."""
    while layout is not None and (item := layout.takeAt(0)):
        if widget := item.widget():
            widget.hide()  # else one that the layout has still to show would be shown as a window of its own
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


class Card(QFrame):
    """A part of a place, with its heading if it has one. Add to `body`."""

    def __init__(self, context: Context, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        px, air = context.theme.px, context.theme.air
        outer = QVBoxLayout(self)
        outer.setContentsMargins(air(18), air(14), air(18), air(14))
        outer.setSpacing(px(8))
        self.head = QHBoxLayout()
        if title:
            self.setAccessibleName(title)
            self.heading = label(title, "section")
            self.head.addWidget(self.heading, 1)
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        outer.addLayout(self.body, 1000)
        outer.addStretch(1)  # takes the room that the body cannot, so that the heading stays at the top

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Add a widget at the end."""
        self.body.addWidget(widget, stretch)
        return widget


def figure_card(context: Context, value: str, words_under: str, act: Callable[[], Any] | None = None) -> Card:
    """Return one large figure over the plain words that say what it is; `act` shows what it adds up."""
    card = Card(context)
    card.setAccessibleName(f"{value} {words_under}")
    card.add(label(value, "figure", wrap=False))
    card.add(button(words_under, act, link=True, name=f"{value} {words_under}") if act else label(words_under))
    return card


class Rows(QWidget):
    """Widgets in a row that folds into fewer, and at last one, where the window is narrow or the text large.

    Below `fold_at` (pixels at 100 %) there is not room for all of them beside each other.
    """

    def __init__(
        self, context: Context, widgets: Sequence[QWidget], stretches: Sequence[int] = (), fold_at: int = 720
    ) -> None:
        super().__init__()
        self._fold_at, self._widgets, self._stretches = context.theme.px(fold_at), tuple(widgets), tuple(stretches)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(context.theme.px(12))
        self._fold(max(1, len(widgets)))

    def _wanted(self) -> int:
        count = max(1, len(self._widgets))
        if self.width() >= self._fold_at or count == 1:
            return count
        if count == 2 or 0 in self._stretches:
            return 1
        fitting = max(1, min(count - 1, self.width() * count // max(1, self._fold_at)))
        return 2 if count == 4 and fitting == 3 else fitting  # two and two, rather than three and a lonely one

    def _fold(self, columns: int) -> None:
        if columns == self._columns:
            return
        for index in range(self._grid.columnCount()):
            self._grid.setColumnStretch(index, 0)
        for index, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, index // columns, index % columns)
        given = self._stretches if columns == len(self._widgets) else ()
        for index in range(columns):
            self._grid.setColumnStretch(index, given[index] if index < len(given) else 1)
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Fold when there is too little room."""
        super().resizeEvent(event)
        self._fold(self._wanted())

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """Let it become narrow enough to fold."""
        hint = super().minimumSizeHint()
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets if not widget.isHidden()), default=0)
        return QSize(min(widest, hint.width()), hint.height())


class Sentences(QWidget):
    """What is wrong or due, as sentences, each with the link that leads to its mending."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(context.theme.px(8))
        self._grid.setHorizontalSpacing(context.theme.px(10))

    def show_all(self, rows: Sequence[tuple[str, str, str, str, Callable[[], Any] | None]]) -> None:
        """Show rows of (state, short word, sentence, what the link says, what it does)."""
        clear(self._grid)
        for number in range(self._grid.rowCount()):
            self._grid.setRowStretch(number, 0)
        self._grid.setRowStretch(len(rows), 1)
        for number, (state, short, sentence, mend, act) in enumerate(rows):
            self._grid.addWidget(pill(short, state), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(sentence), number, 1)
            if act and mend:
                link = button(mend, act, link=True, name=f"{mend}: {sentence}")
                self._grid.addWidget(link, number, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)


class Empty(QWidget):
    """What belongs here, in one sentence, and the first step."""

    def __init__(self, context: Context, sentence: str, step: str = "", act: Callable[[], Any] | None = None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(context.theme.px(24),) * 4)
        box.setSpacing(context.theme.px(12))
        box.addWidget(label(sentence))
        if step and act:
            row = QHBoxLayout()
            row.addWidget(button(step, act))
            row.addStretch(1)
            box.addLayout(row)
        box.addStretch(1)


class _Buttons(Flow):
    changed = Signal()

    def event(self, event: QEvent) -> bool:  # Qt calls this
        """Tell when a button says something else, comes or goes: they then need other room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.changed.emit()
        return done


class Page(QWidget):
    """A place or a record: heading, state, buttons at the right, then what `build` puts into `body`.

    `shows` names the tables it shows: when one changes, `refresh` runs if the page is seen, else when it is next seen.
    """

    shows: tuple[str, ...] = ()

    def __init__(self, context: Context, title: str = "", crumbs: Sequence[tuple[str, Callable[[], Any]]] = (), *,
                 scrolls: bool = True) -> None:  # fmt: skip
        super().__init__()
        self.context, self.words = context, context.words
        self.setObjectName("page")
        self._stale = True
        px, air, large = context.theme.px, context.theme.air, context.theme.large
        outer = QVBoxLayout(self)
        outer.setContentsMargins(air(28), air(20), air(28), air(12))
        outer.setSpacing(air(16))
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(px(12))
        self._where = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._where.setSpacing(px(8))
        if crumbs:
            above = Flow(context, [button(f"{text} ›", act, link=True, name=text) for text, act in crumbs])
            above.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
            self._where.addWidget(above, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        named = QHBoxLayout()
        self.heading = label(title, "place")
        self.heading.setMinimumWidth(px(160))
        named.addWidget(self.heading, 1000)
        self._state = QHBoxLayout()
        named.addLayout(self._state)
        named.addStretch(1)
        self._where.addLayout(named, 1)
        self._head.addLayout(self._where, 1)
        self._buttons = _Buttons(context)
        self._buttons.changed.connect(self._lay_head)
        self._buttons.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._head.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.body_widget, self.body = Inside(), QVBoxLayout()
        whole = QVBoxLayout(self.body_widget)
        whole.setContentsMargins(0, 0, air(4), 0)
        whole.setSpacing(outer.spacing())
        self.body.setSpacing(air(14))
        (whole if large else outer).addLayout(self._head)  # with large text it makes way for what it stands above
        whole.addLayout(self.body, 1)
        self._scroll = Scroller(self.body_widget) if scrolls or large else None
        outer.addWidget(self._scroll or self.body_widget, 1)
        self.set_title(title)
        self._stop = context.desk.listen(self._changed)
        self.destroyed.connect(self._stop)

    def set_title(self, title: str) -> None:
        """Say where we are."""
        self.heading.setText(title)
        shape(self.heading, title)
        self.heading.ensurePolished()
        # no wider than its words, so that the state stands right beside it
        advance = self.heading.fontMetrics().horizontalAdvance(title)
        self.heading.setMaximumWidth(max(self.heading.minimumWidth(), advance + self.context.theme.px(6)))
        self.setAccessibleName(title)
        self._lay_head()

    def set_state(self, text: str = "", state: str = "") -> None:
        """Show the record's state beside its heading, or none."""
        clear(self._state)
        if text:
            said = pill(text, state)
            self._state.addWidget(said)
            said.show()  # so that it is measured in the letters it is drawn in
        self._lay_head()

    def add_button(self, text: str, act: Callable[[], Any], *, primary: bool = False) -> QPushButton:
        """Add a button at the right; at most one is primary."""
        made = button(text, act, primary=primary)
        self._buttons.add(made)
        self._lay_head()
        return made

    def refresh(self) -> None:
        """Show the records as they now are. Pages override this."""

    def _changed(self, changes: Changes) -> None:
        if not changes.touches(*self.shows):
            return
        if self.isVisible():
            place = Staying(self)
            self.refresh()
            place.stay()
        else:
            self._stale = True

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """Let it become narrow enough for the buttons to go under the heading."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.context.theme.px(440)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Put the buttons under the heading where there is too little room beside it."""
        super().resizeEvent(event)
        self._lay_head()

    def _lay_head(self) -> None:
        """Put the buttons under the heading where it would have to fold beside them, and the crumbs above it likewise."""
        margins, space = self.contentsMargins(), self._head.spacing()
        outer = self.layout()
        if outer is not None:
            margins = outer.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if self.context.theme.large and self._scroll is not None:
            room -= self._scroll.verticalScrollBar().sizeHint().width() + self.context.theme.air(4)
        buttons = self._buttons.sizeHint().width()
        where = self.heading.maximumWidth() + self._state.sizeHint().width() + 2 * space
        above = self._where.itemAt(0) if self._where.count() > 1 else None
        where += above.sizeHint().width() + self._where.spacing() if above else 0
        narrow = where + space + buttons > room
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if narrow else beside)
        self._where.setDirection(down if where > room else beside)
        self._buttons.setMinimumWidth(0 if narrow else buttons)

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Catch up with what changed while the page was not seen."""
        super().showEvent(event)
        self.catch_up()
        _call_combos(self)

    def catch_up(self) -> None:
        """Show what changed since it was last seen; where a page is new, before it is shown, which is quicker."""
        if self._stale:
            self._stale = False
            self.refresh()


def _call_combos(page: QWidget) -> None:
    """On Linux a list that drops down is called by what is chosen: without a label of its own its name is said after."""
    labelled = {one.buddy() for one in page.findChildren(QLabel) if one.buddy()}
    for combo in page.findChildren(QComboBox):
        if combo not in labelled and combo.accessibleName() and not combo.accessibleDescription():
            combo.setAccessibleDescription(combo.accessibleName())


class EnterPresses(QObject):
    """Makes Enter press the button that has the focus, and Ctrl+Z in a field take back typing first, then the last change.

    The wheel scrolls the page and changes no choice on its way: what it changed would be saved without being seen.
    Fields keep Ctrl+Z for themselves even where there is nothing left to take back: then it is for the window.
    """

    def __init__(self, app: QApplication | None = None) -> None:
        """With `app`, listen to whatever has the keyboard; to listen to everything would nearly double what a page takes."""
        super().__init__(app)
        if app is not None:
            app.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            now.installEventFilter(self)  # once only, however often it has the keyboard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """Press it, or let the window have it."""
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(watched, (QComboBox, QAbstractSpinBox)):
            event.ignore()  # goes on to what scrolls around it
            return True
        if kind == QEvent.Type.Polish and isinstance(watched, (QComboBox, QAbstractSpinBox)):
            watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the wheel gives it the keys, and an arrow chooses
        if kind == QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _nothing_typed(watched, event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _nothing_typed(field: QObject, event: QKeyEvent) -> bool:
    undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    if not (undo or redo):
        return False
    if isinstance(field, QLineEdit):
        return not (field.isUndoAvailable() if undo else field.isRedoAvailable())
    if isinstance(field, QPlainTextEdit):
        document = field.document()
        return not (document.isUndoAvailable() if undo else document.isRedoAvailable())
    return False
