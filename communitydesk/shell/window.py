"""The main window: the places at the left, the one that is shown, and what every page may ask of a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.errors import Trouble
from communitydesk.desk.guarding import AskFirst
from communitydesk.desk.history import Changes
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message
from communitydesk.shell.bare import AsksForFiles, BareWindow
from communitydesk.shell.geometry import within
from communitydesk.shell.later import Later
from communitydesk.shell.narrow import Beside, Pages, places_button
from communitydesk.shell.preferences import SCALES, Preferences
from communitydesk.shell.reading import why_reading_only
from communitydesk.shell.sidebar import Sidebar
from communitydesk.shell.undoing import typing_undone
from communitydesk.shell.work import Works
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.page import label
from communitydesk.widgets.reading import only_read_entry, writes
from communitydesk.widgets.staying import give_keyboard

if TYPE_CHECKING:
    from communitydesk.paper.document import Document

SAID_FOR = 6000  # ms
NAME = "CommunityDesk"


@dataclass(frozen=True)
class Where:
    """What is shown: a place, a record in it, one of its tabs."""

    place: str
    key: str | None = None
    tab: str | None = None


@dataclass(frozen=True)
class Jobs:
    """What the window's menus do beyond its own pages; the application gives them."""

    new: Callable[[], None]
    open: Callable[[Path | None], None]
    close: Callable[[], None]
    look_again: Callable[[], None]
    documents: Callable[[], Sequence[Document]]
    group_name: Callable[[], str]
    saved: Callable[[], str]
    trouble: Callable[[BaseException], None]
    more: Sequence[tuple[str, str, Callable[[], None]]] = ()
    """Further entries of the File menu: text, shortcut, what it does."""
    again: Callable[[bool], None] = lambda take_over: None
    """Opens a file anew that is open for reading only; True takes it over from who forgot it."""
    leaving: Callable[[Callable[[], None]], None] = lambda done: done()
    """Does what comes before the window closes, off its thread, and then calls what it is given."""


class MainWindow(QMainWindow, AsksForFiles):
    """Shows one place at a time. Implements `widgets.context.Window`."""

    closed = Signal()
    stands = Signal()
    """Everything that is seen first has been filled in."""

    def __init__(self, preferences: Preferences, jobs: Jobs) -> None:
        super().__init__()
        self.preferences, self.jobs = preferences, jobs
        self.context: Context
        self._places: dict[str, Place] = {}
        self._pages: dict[str, QWidget] = {}
        self._past: list[Where] = []
        self._future: list[Where] = []
        self._at: Where | None = None
        self._stop: Callable[[], None] = lambda: None
        self._leaving = self._left = False

    def start(self, context: Context, places: Sequence[Place], first: str) -> None:
        """Show a group's places; `context.window` is this window."""
        self.context, self.words = context, context.words
        context.extra.setdefault("documents", self.jobs.documents)
        self._places = {place.id: place for place in places}
        self.works = Works(self, context.words, context.theme, self._idle)
        self._asking = BareWindow(context.words, lambda: self)
        self.sidebar = Sidebar(context, places, self.go)
        whole = self._beside = Beside(context, self.sidebar)
        whole.turned.connect(self._make_way)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        if context.desk.read_only:
            right.addWidget(why_reading_only(context, self.jobs.again))
        self.pages: QStackedWidget = Pages(context)
        right.addWidget(self.pages, 1)
        self.notice = label("", "notice")
        self.notice.hide()
        right.addWidget(self.notice)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self._menus()
        self._stop = context.desk.listen(self._changed)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.timeout.connect(self.notice.hide)
        px = context.theme.px
        room = self.screen().availableGeometry()
        self.resize(min(px(1280), 1600, room.width()), min(px(820), 1000, room.height() - px(32)))  # with its title bar
        if geometry := self.preferences.geometry:
            self.restoreGeometry(geometry)
            if not self.isMaximized() and not self.isFullScreen():  # the screen that it stood on may be gone
                self.setGeometry(within(self.geometry(), [one.availableGeometry() for one in QApplication.screens()]))
        self._naming = QTimer(self)
        self._naming.setSingleShot(True)
        self._naming.timeout.connect(self._name)
        self._later = Later(self, context, self.sidebar, self.said_saved, self._stand)
        self._counted = self._stood = False
        self.go(first)

    # -- where we are -----------------------------------------------------------------------------

    def go(self, place: str, key: str | None = None, tab: str | None = None, **what: Any) -> None:
        """Show a place, a record in it, one of its tabs; `what` is told to the page's `told`."""
        if not self._may_leave():
            self.sidebar.mark(self._at.place if self._at else "")
            return
        where = Where(place, key, tab)
        if self._at and self._at != where:
            self._past.append(self._at)
            self._future.clear()
        self._show(where, what)

    def unsaved(self) -> bool:
        """Return whether leaving the page that is shown would lose something typed."""
        unsaved = getattr(self.pages.currentWidget(), "unsaved", None)
        return bool(callable(unsaved) and unsaved())

    def _may_leave(self) -> bool:
        if self.unsaved():
            return self.ask(N_("Leave without saving what you typed?"), N_("Leave without saving"))
        return True

    def _show(self, where: Where, what: dict[str, Any] | None = None) -> None:
        page = self._page(where.place)
        self._at = where
        self.sidebar.mark(where.place)
        self.pages.setCurrentWidget(page)
        opener = getattr(page, "open", None)
        if callable(opener):
            opener(where.key, where.tab)
        told = getattr(page, "told", None)
        if what and callable(told):
            told(**what)
        self._name()
        QTimer.singleShot(0, page, partial(give_keyboard, page))

    def _page(self, place_id: str) -> QWidget:
        if place_id not in self._pages:
            page = self._places[place_id].make(self.context)
            self._pages[place_id] = page
            self.pages.addWidget(page)
        return self._pages[place_id]

    def back(self) -> None:
        """Show what was shown before."""
        if self._past and self._may_leave():
            if self._at:
                self._future.append(self._at)
            self._show(self._past.pop())

    def forward(self) -> None:
        """Show what was left by going back."""
        if self._future and self._may_leave():
            if self._at:
                self._past.append(self._at)
            self._show(self._future.pop())

    def open_record(self, record: Ref) -> bool:
        """Show a record where records of its table live; False when they have no place of their own."""
        for place in self._places.values():
            if record.table in place.tables:
                if place.tables[0] == record.table:
                    self.go(place.id, record.key)
                else:
                    self.go(place.id, None, None, record=record)
                return True
        self.say(N_("This has no page of its own."))
        return False

    def refresh(self) -> None:
        """Show the current place's records anew."""
        refresh = getattr(self.pages.currentWidget(), "refresh", None)
        if callable(refresh):
            refresh()

    # -- what pages ask for -------------------------------------------------------------------------

    def say(self, text: Message | str) -> None:
        """Say quietly what was done, at the foot of the window."""
        self.notice.setText(self.words.say(text))
        self.notice.show()
        self._forget.start(SAID_FOR)

    def show_trouble(self, trouble: Trouble) -> None:
        """Say what went wrong where no field is to blame; what must be asked first is asked, to be saved again then."""
        if isinstance(trouble, AskFirst) and self.context.ask_first:
            if self.context.ask_first(QApplication.activeModalWidget()):
                self.say(N_("Now you can save it."))
            return
        self._asking.show_trouble(trouble)

    def ask(self, question: Message | str, yes: Message | str, more: Message | str = "") -> bool:
        """Ask before something that cannot be taken back; True when the person says yes."""
        return self._asking.ask(question, yes, more)

    def preview(self, document: Document) -> None:
        """Show a document as the PDF that it will be."""
        from communitydesk.shell.preview import show_document

        show_document(self.context, document, self)

    def run(
        self, title: Message | str, work: Callable[[Any], Any], done: Callable[[Any], None], *, quiet: bool = False
    ) -> None:
        """Do long work off the window's thread, with progress and a way to stop."""

        def failed(error: BaseException) -> None:
            if isinstance(error, AskFirst) and self.context.ask_first:
                if self.context.ask_first(QApplication.activeModalWidget()):
                    self.run(title, work, done, quiet=quiet)  # what was asked for goes on by itself
            else:
                self._failed(error)

        self.works.start(title, work, done, failed, quiet=quiet)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            self.show_trouble(error)
        else:
            self.jobs.trouble(error)

    # -- menus --------------------------------------------------------------------------------------

    def _menus(self) -> None:
        bar = self.menuBar()
        bar.clear()
        self._file_menu(bar.addMenu(self.words(N_("&File"))))
        self._edit_menu(bar.addMenu(self.words(N_("&Edit"))))
        go = bar.addMenu(self.words(N_("&Go")))
        self._go_menu(go)
        self._to_places = places_button(self.context, go)
        bar.setCornerWidget(self._to_places, Qt.Corner.TopRightCorner)
        self._view_menu(bar.addMenu(self.words(N_("&View"))))

    def _add(self, menu: QMenu, text: str, keys: str, act: Callable[[], Any]) -> QAction:
        action = QAction(self.words(text), self)
        if keys:
            action.setShortcuts([QKeySequence(one) for one in keys.split("|")])
        action.triggered.connect(lambda: act())
        menu.addAction(action)
        only_read_entry(self.context, menu, action, act)
        return action

    def _file_menu(self, menu: QMenu) -> None:
        self._add(menu, N_("&New group ..."), "Ctrl+N", partial(self._leave_for, self.jobs.new))
        self._add(menu, N_("&Open ..."), "Ctrl+O", partial(self._leave_for, partial(self.jobs.open, None)))
        recent = menu.addMenu(self.words(N_("Open &recent")))
        for path in self.preferences.recent:
            action = recent.addAction(path.stem)
            action.triggered.connect(partial(self._open_recent, path))
        menu.addSeparator()
        for text, keys, act in self.jobs.more:
            self._add(menu, text, keys, act)
        menu.addSeparator()
        self._add(menu, N_("&Close this group"), "Ctrl+W", partial(self._leave_for, self.jobs.close))
        self._add(menu, N_("&Quit"), "Ctrl+Q", self.close)

    def _open_recent(self, path: Path, _checked: bool = False) -> None:
        self._leave_for(partial(self.jobs.open, path))

    def _leave_for(self, act: Callable[[], None]) -> None:
        if self._may_leave():
            act()

    def _edit_menu(self, menu: QMenu) -> None:
        self.undo_action = self._add(menu, N_("Undo"), "Ctrl+Z", self.undo)
        self.redo_action = self._add(menu, N_("Do again"), "Ctrl+Shift+Z|Ctrl+Y", self.redo)
        menu.aboutToShow.connect(self._say_undo)
        self._add(menu, N_("&What was changed ..."), "Ctrl+H", self.show_changes)
        menu.addSeparator()
        self._add(menu, N_("&Find anything ..."), "Ctrl+K", self.find_anything)

    def _go_menu(self, menu: QMenu) -> None:
        self._add(menu, N_("&Back"), "Alt+Left", self.back)
        self._add(menu, N_("&Forward"), "Alt+Right", self.forward)
        menu.addSeparator()
        for number, place in enumerate(self._places.values(), 1):
            self._add(menu, place.title, f"Ctrl+{number}" if number < 10 else "", partial(self.go, place.id))

    def _view_menu(self, menu: QMenu) -> None:
        self._add(menu, N_("&Larger text"), "Ctrl++|Ctrl+=", lambda: self._larger(1))
        self._add(menu, N_("&Smaller text"), "Ctrl+-", lambda: self._larger(-1))
        self._add(menu, N_("&Usual text"), "Ctrl+0", lambda: self._larger(0))
        menu.addSeparator()
        self.places_action = self._add(menu, N_("&Places at the left"), "F9", self._show_places)
        self.places_action.setCheckable(True)
        self._make_way()
        menu.addSeparator()
        for scheme, text in (
            ("", N_("Colours as the system's")), ("light", N_("Light")), ("dark", N_("Dark")), ("contrast", N_("High contrast")),
        ):  # fmt: skip
            action = self._add(menu, text, "", partial(self._colours, scheme))
            action.setCheckable(True)
            action.setChecked(self.preferences.scheme == scheme)

    def _show_places(self) -> None:
        """Show the list of places or give its room to the page; the menu "Go" and Ctrl and a number lead on."""
        shown = self.places_action.isChecked()
        if not self._beside.narrow:  # what is chosen in a narrow window holds for as long as it is narrow
            self.preferences.places_shown = shown
        self._see_places(shown)
        if not shown:
            self.say(N_("The places are hidden. F9 brings them back; Ctrl and a number go to one."))
        else:
            self.notice.hide()  # it would still say that they are hidden

    def _make_way(self) -> None:
        self._see_places(self.preferences.places_shown and not self._beside.narrow)

    def _see_places(self, shown: bool) -> None:
        self.places_action.setChecked(shown)
        self.sidebar.setVisible(shown)
        self._to_places.setVisible(not shown)

    def _larger(self, step: int) -> None:
        at = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self.preferences.scale))
        self.preferences.scale = SCALES[max(0, min(len(SCALES) - 1, at + step))] if step else 1.0
        self.jobs.look_again()

    def _colours(self, scheme: str) -> None:
        self.preferences.scheme = scheme
        self.jobs.look_again()

    def show_changes(self) -> None:
        """Show the last changes."""
        from communitydesk.shell.changes import ChangesSheet

        ChangesSheet(self.context, self).exec()

    def find_anything(self) -> None:
        """Find anything."""
        from communitydesk.shell.palette import Palette, Target

        words = self.words
        place, document = words(N_("place")), words(N_("document"))

        def papers() -> list[Target]:
            found = self.jobs.documents()
            return [Target(words.say(one.title), document, partial(self.preview, one)) for one in found]

        places = [Target(words(one.title), place, partial(self.go, one.id)) for one in self._places.values()]
        palette = Palette(self.context, places, papers, self.open_record, self)
        palette.exec()
        palette.deleteLater()

    # -- undo -----------------------------------------------------------------------------------------

    def _say_undo(self) -> None:
        desk, words = self.context.desk, self.words
        undo, redo = desk.undo_label, desk.redo_label
        self.undo_action.setText(
            words(N_("Undo: {what}"), what=desk.say_label(undo, words)) if undo else words(N_("Undo"))
        )
        self.redo_action.setText(
            words(N_("Do again: {what}"), what=desk.say_label(redo, words)) if redo else words(N_("Do again"))
        )
        self.undo_action.setEnabled(bool(undo))
        self.redo_action.setEnabled(bool(redo))

    @writes
    def undo(self) -> None:
        """Undo typing in the field that has the focus first, then the last change."""
        self._step(back=True)

    @writes
    def redo(self) -> None:
        """The other way round."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        if typing_undone(QApplication.focusWidget(), back=back):
            return
        desk = self.context.desk
        what = desk.undo_label if back else desk.redo_label
        try:
            if what:
                said = N_("Undone: {what}") if back else N_("Done again: {what}")
                self.say(Message(said, {"what": desk.say_label(what, self.words)}))
            desk.undo() if back else desk.redo()
        except Trouble as trouble:
            self.notice.hide()
            self.show_trouble(trouble) if what else self.say(trouble.message)

    # -- the window itself ------------------------------------------------------------------------------

    def said_saved(self) -> None:
        """Say anew when it was backed up."""
        self.sidebar.saved.setText(self.jobs.saved())

    def _changed(self, _: Changes) -> None:
        self._later.changed()
        self._naming.start(0)

    def _name(self) -> None:
        """Say whose group this is; the counts beside the places and the last backup follow."""
        desk = self.context.desk
        name = self.jobs.group_name()
        state = f" ({self.words(N_('reading only'))})" if desk.read_only else ""
        self.setWindowTitle(" - ".join((f"{name or desk.path.stem}{state}", NAME)))
        self.sidebar.group.setText(name or desk.path.stem)
        self.sidebar.fill()
        self._later.look()

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt calls this
        """Once the window is painted, go on with what can wait."""
        super().paintEvent(event)
        self._later.painted()

    def _stand(self) -> None:
        self._counted = True
        self._idle()

    def _idle(self) -> None:
        if self._counted and not self._stood and not self.works.working:
            self._stood = True
            self.stands.emit()

    def rest(self) -> None:
        """Let go of the desk, which is about to be closed: nothing is looked up or painted any more."""
        self.works.stop_all()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self._stop()
        self.setUpdatesEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:  # Qt calls this
        """Back up while the window says so, let work end, and remember where the window stood."""
        if not self._left and not self._may_close():
            event.ignore()
            return
        self.rest()
        self.preferences.geometry = self.saveGeometry()
        self.closed.emit()
        super().closeEvent(event)

    def _may_close(self) -> bool:
        """Ask what must be asked; False when the person stays, or until the last backup is made."""
        if self._leaving or not self._may_leave():
            return False
        stop, close = N_("Something is still being done. Stop it and close?"), N_("Stop and close")
        if self.works.busy and not self.ask(stop, close):
            return False
        self.works.stop_all()
        if QGuiApplication.instance().isSavingSession():  # type: ignore[union-attr]
            return True  # the computer is being switched off: what is saved is saved, and nobody can be kept waiting
        self.jobs.leaving(self._leave)
        self._leaving = not self._left
        return self._left

    def _leave(self) -> None:
        """Close now: at once while the window is being closed, else as soon as the window is idle."""
        self._left = True
        if self._leaving:
            QTimer.singleShot(0, self, self.close)
