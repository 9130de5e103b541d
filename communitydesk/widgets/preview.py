"""The pages of a PDF, drawn off the window's thread when they come into view; saved, printed, read as text."""

from __future__ import annotations

import os
from collections import OrderedDict
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk import pdf_pages
from communitydesk.desk.errors import FileTrouble, Trouble
from communitydesk.desk.words import N_
from communitydesk.desk.writing import write_whole
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.page import button, label

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
KEPT = 12  # pages held as pictures: the rest is drawn again when it comes into view
PRINT_DPI = 300


class _Drawn(QObject):
    """Carries a drawn page from the worker to the window."""

    page = Signal(int, float, QImage)
    failed = Signal(object)


class _Draw(QRunnable):
    def __init__(self, content: bytes, number: int, dpi: float, drawn: _Drawn) -> None:
        super().__init__()
        self._content, self._number, self._dpi, self._drawn = content, number, dpi, drawn

    def run(self) -> None:
        """Draw one page."""
        try:
            image = as_image(pdf_pages.draw_page(self._content, self._number, round(self._dpi)))
        except Trouble as trouble:
            _emit(self._drawn.failed, trouble)
            return
        _emit(self._drawn.page, self._number, self._dpi, image)


def _emit(signal: Any, *values: Any) -> None:
    try:
        signal.emit(*values)
    except RuntimeError:
        return  # the preview was closed meanwhile


def as_image(picture: Any) -> QImage:
    """Return Pillow's RGB picture as Qt's."""
    data = picture.tobytes()
    return QImage(data, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888).copy()


class PageView(QWidget):
    """One page: white until it is drawn."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pixmap: QPixmap | None = None
        self.dpi = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt calls this
        """Show the page, or paper while it is drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("white"))
        if self.pixmap is not None:
            painter.drawPixmap(self.rect(), self.pixmap)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Scroll(QScrollArea):
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Tell that another width is there."""
        super().resizeEvent(event)
        self.resized.emit()


class PdfPreview(QWidget):
    """Shows a PDF page under page. + and - zoom, Page up and Page down turn, "Read as text" gives the words alone."""

    def __init__(self, context: Context, *, file_name: str = "document.pdf") -> None:
        super().__init__()
        self.context, self.words, self._file_name = context, context.words, file_name
        self._content = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._files: tuple[tuple[str, bytes], ...] = ()
        self._zoom = 0.0  # 0: as wide as there is room
        self._views: list[PageView] = []
        self._asked: set[tuple[int, int]] = set()
        self._held: OrderedDict[int, None] = OrderedDict()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._drawn = _Drawn()
        self._drawn.page.connect(self._show_page, Qt.ConnectionType.QueuedConnection)
        self._drawn.failed.connect(self._say, Qt.ConnectionType.QueuedConnection)
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        self.bar = FlowLayout(px(8))
        box.addLayout(self.bar)
        self._make_bar()
        self.stack = QStackedWidget()
        box.addWidget(self.stack, 1)
        self.area = _Scroll()
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(self.words(N_("Pages")))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._pages = QVBoxLayout(self._inside)
        self._pages.setSpacing(px(12))
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self._inside)
        self.stack.addWidget(self.area)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.words(N_("The document as text")))
        self.stack.addWidget(self.text)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start(30))
        self.area.resized.connect(self._resize)

    def _make_bar(self) -> None:
        words = self.words
        self.where = QLabel()
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.back = button("‹", lambda: self.turn(-1), name=words(N_("Previous page")))
        self.on = button("›", lambda: self.turn(1), name=words(N_("Next page")))
        self.smaller = button("−", lambda: self.zoom(-1), name=words(N_("Smaller")))
        self.larger = button("+", lambda: self.zoom(1), name=words(N_("Larger")))
        self.width_button = button(words(N_("Whole width")), lambda: self.zoom(0))
        self.as_text = button(words(N_("Read as text")), self.read_as_text)
        for one in (self.back, self.where, self.on, self.smaller, self.larger, self.width_button, self.as_text):
            self.bar.addWidget(one)
        self.bar.addStretch()
        self.carried = button(words(N_("Files inside ...")), self._carried)
        self.print_button = button(words(N_("Print ...")), self.print_pages)
        self.save_button = button(words(N_("Save as ...")), self.save)
        for one in (self.carried, self.print_button, self.save_button):
            self.bar.addWidget(one)

        for keys, step in (("+", 1), ("=", 1), ("-", -1), ("0", 0)):
            QShortcut(QKeySequence(keys), self, partial(self.zoom, step), Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- what is shown ----------------------------------------------------------------------------

    def show_pdf(self, content: bytes) -> None:
        """Show these bytes; a sentence stands there when they are no PDF. The place in the document is kept."""
        at = self.page
        self._say(None)
        try:
            self._sizes = pdf_pages.page_sizes(content)
            self._files = pdf_pages.files_in(content)
        except Trouble as trouble:
            self._sizes, self._files = (), ()
            self._say(trouble)
        self._content = content
        self.carried.setVisible(bool(self._files))
        for view in self._views:
            self._pages.removeWidget(view)
            view.deleteLater()
        self._views, count = [], len(self._sizes)
        self._asked.clear()
        self._held.clear()
        for number in range(1, count + 1):
            view = PageView(self.words(N_("Page {n} of {m}"), n=number, m=count))
            self._views.append(view)
            self._pages.addWidget(view)
        if self.stack.currentWidget() is self.text:
            self._fill_text()
        self._resize()
        if 1 < at <= count:
            QTimer.singleShot(0, self, lambda: self.go_to(at))

    @property
    def content(self) -> bytes:
        """The PDF that is shown."""
        return self._content

    @property
    def page(self) -> int:
        """The page in view, from 1; 0 without pages."""
        top = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        passed = [number for number, view in enumerate(self._views, 1) if view.y() <= top]
        return passed[-1] if passed else min(1, len(self._views))

    def go_to(self, number: int) -> None:
        """Bring a page into view."""
        if 1 <= number <= len(self._views):
            self.area.verticalScrollBar().setValue(self._views[number - 1].y() - 4)
            self._look()

    def turn(self, by: int) -> None:
        """Go a page on or back."""
        self.go_to(max(1, min(len(self._views), self.page + by)))

    def zoom(self, step: int) -> None:
        """Make pages larger (1), smaller (-1), or as wide as there is room (0)."""
        number = self.page
        if step == 0:
            self._zoom = 0.0
        else:
            now = self._factor()
            wider = [one for one in ZOOMS if one > now + 0.01]
            narrower = [one for one in ZOOMS if one < now - 0.01]
            self._zoom = (wider[0] if wider else ZOOMS[-1]) if step > 0 else (narrower[-1] if narrower else ZOOMS[0])
        self._resize()
        QTimer.singleShot(0, self, lambda: self.go_to(number))

    def _factor(self) -> float:
        if self._zoom or not self._sizes:
            return self._zoom or 1.0
        room = self.area.viewport().width() - 32
        widest = max(width for width, _ in self._sizes) * 96 / 72
        return max(0.25, min(2.0, room / widest))

    def _resize(self) -> None:
        factor = self._factor() * 96 / 72
        for view, (width, height) in zip(self._views, self._sizes, strict=True):
            view.setFixedSize(round(width * factor), round(height * factor))
        self._pages.invalidate()  # while the window opens Qt keeps the room that the smaller pages had: they would overlap
        self._inside.resize(self.area.viewport().size().expandedTo(self._pages.minimumSize()))
        self._pages.activate()
        self._soon.start(0)

    def _look(self) -> None:
        """Have the pages drawn that are in view, and one on each side."""
        count = len(self._views)
        self.where.setText(self.words(N_("Page {n} of {m}"), n=self.page, m=count) if count else "")
        self.back.setEnabled(self.page > 1)
        self.on.setEnabled(self.page < count)
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        dpi = 96 * self._factor() * self.devicePixelRatioF()
        seen = [n for n, view in enumerate(self._views, 1) if view.y() < bottom and view.y() + view.height() > top]
        for number in sorted({n + by for n in seen for by in (0, 1, -1)}, key=lambda n: (n not in seen, n)):
            if 1 <= number <= count and (number, round(dpi)) not in self._asked:
                self._asked.add((number, round(dpi)))
                self._pool.start(_Draw(self._content, number, dpi, self._drawn))

    def _show_page(self, number: int, dpi: float, image: QImage) -> None:
        if number > len(self._views):
            return
        view = self._views[number - 1]
        view.pixmap, view.dpi = QPixmap.fromImage(image), dpi
        view.update()
        self._held[number] = None
        self._held.move_to_end(number)
        while len(self._held) > KEPT:
            old, _ = self._held.popitem(last=False)
            self._views[old - 1].pixmap = None
            self._asked = {asked for asked in self._asked if asked[0] != old}

    @property
    def drawing(self) -> bool:
        """Whether pages are still being drawn."""
        return self._pool.activeThreadCount() > 0 or any(v.pixmap is None for v in self._views[:1])

    def read_as_text(self) -> None:
        """Show the words alone, to be read aloud or copied; or the pages again."""
        to_text = self.stack.currentWidget() is self.area
        if to_text:
            self._fill_text()
        self.stack.setCurrentWidget(self.text if to_text else self.area)
        text = self.words(N_("Show the pages")) if to_text else self.words(N_("Read as text"))
        self.as_text.setText(text)
        self.as_text.setAccessibleName(text)
        (self.text if to_text else self.area).setFocus()

    def _fill_text(self) -> None:
        try:
            pages = [pdf_pages.page_text(self._content, number) for number in range(1, len(self._sizes) + 1)]
        except Trouble as trouble:
            self._say(trouble)
            return
        self.text.setPlainText("\n\n".join(pages))

    def _say(self, trouble: Trouble | None) -> None:
        self.error.setText(trouble.say(self.words) if trouble else "")
        self.error.setVisible(trouble is not None)

    # -- saving and printing ----------------------------------------------------------------------

    def save(self) -> None:
        """Write the PDF where the person chooses."""
        self._save(self._file_name, self._content, "*.pdf")

    def _save(self, name: str, content: bytes, kinds: str) -> None:
        target = self.context.window.save_file(N_("Save as"), name, kinds)
        if target is None:
            return
        try:
            write_whole(target, content)
        except Trouble as trouble:
            self.context.window.show_trouble(trouble)
            return
        self.context.window.say(self.words(N_("Saved as {name}."), name=target.name))

    def _carried(self) -> None:
        menu = QMenu(self)
        for name, content in self._files:
            safe = os.path.basename(name.replace("\\", "/")) or "data"
            menu.addAction(safe.replace("&", "&&"), partial(self._save, safe, content, "*.*"))
        menu.popup(self.carried.mapToGlobal(self.carried.rect().bottomLeft()))

    def print_pages(self) -> None:
        """Print; pages are drawn off the window's thread."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFromTo(1, max(1, len(self._sizes)))
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            first, last = printer.fromPage() or 1, printer.toPage() or len(self._sizes)
            self.context.window.run(
                N_("Printing"), lambda progress: print_pdf(self._content, printer, first, last, progress), lambda _: None
            )  # fmt: skip


def print_pdf(content: bytes, printer: Any, first: int, last: int, progress: Progress) -> None:
    """Put pages on a printer, each as large as its paper allows; works in any thread. Raises FileTrouble, Cancelled."""
    painter = QPainter()
    if not painter.begin(printer):
        raise FileTrouble(
            N_("The printer does not answer. Look whether it is switched on, or save the document instead.")
        )
    try:
        for number in range(first, last + 1):
            progress((number - first) / max(1, last - first + 1))
            if number > first:
                printer.newPage()
            image = as_image(pdf_pages.draw_page(content, number, min(PRINT_DPI, printer.resolution())))
            area = painter.viewport()
            fitted = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(area.x(), area.y(), image.scaled(fitted, mode=Qt.TransformationMode.SmoothTransformation))
    finally:
        painter.end()
