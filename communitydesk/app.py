"""The composition root: starts Qt, opens a file, and gives the window its places, words and jobs."""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from communitydesk import __version__
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Trouble, WrongPassphrase
from communitydesk.desk.resources import resource
from communitydesk.desk.words import N_, Words
from communitydesk.shell.closing import Closing
from communitydesk.shell.entries import ENTRIES
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.window import Jobs, MainWindow
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.page import EnterPresses
from communitydesk.widgets.theme import DARK, LIGHT, Theme, contrast_colours, load_fonts, load_world_fonts

if TYPE_CHECKING:
    from communitydesk.shell.bare import BareWindow
    from communitydesk.shell.work import Works
    from communitydesk.storage import Backups

BACK_UP_AFTER = 20 * 60 * 1000  # ms from the first change that no backup holds


def run(arguments: Sequence[str], words: Words, *, preferences: Preferences | None = None) -> int:
    """Open the window, on the file that is named if one is, and stay until it is closed; return the exit code."""
    qt = QApplication.instance() or QApplication(["communitydesk"])
    assert isinstance(qt, QApplication)
    application = Application(qt, words, preferences or Preferences())
    application.begin(Path(arguments[0]) if arguments else None)
    return int(qt.exec())


def places() -> tuple[Place, ...]:
    """Return every capability's places, in the order of the sidebar (the places of activities come with people's)."""
    from communitydesk.agenda.ui import places as agenda
    from communitydesk.exchange.ui import places as exchange
    from communitydesk.grants.ui import places as grants
    from communitydesk.group.ui import places as group
    from communitydesk.impact.ui import places as impact
    from communitydesk.people.ui import places as people
    from communitydesk.protection.ui import places as protection
    from communitydesk.shell.entries import places as documents

    return tuple(one for of in (agenda, people, grants, impact, exchange, documents, protection, group) for one in of())


def plugged_in(desk: Desk) -> dict[str, Any]:
    """Return what later rooms add to the pages of rooms that may not know them (each page's docstring names its own)."""
    from communitydesk.grants.ui.expense_hook import GrantsExpenses
    from communitydesk.grants.ui.match_hook import GrantsMatch
    from communitydesk.impact.ui import person_tabs
    from communitydesk.people.ui.finder import sheets_by_number
    from communitydesk.protection.ui import hooks

    own = {"match_hook": GrantsMatch(desk), "expense_hook": GrantsExpenses(desk), "finders": (sheets_by_number,)}
    return own | hooks() | {"person_tabs": person_tabs()}


class Application:
    """Holds the open desk, and swaps windows when a file, the text size or the colours change."""

    def __init__(self, qt: QApplication, words: Words, preferences: Preferences) -> None:
        self.qt, self.preferences = qt, preferences
        self.words = Words(preferences.language) if preferences.language else words
        self.window: QWidget | None = None
        self.desk: Desk | None = None
        self._backed_up: Desk | None = None  # already, on the way out
        self._settled = False
        self._works: Works | None = None
        self._back_up_later = QTimer()
        self._back_up_later.setSingleShot(True)
        self._back_up_later.setInterval(BACK_UP_AFTER)
        self._back_up_later.timeout.connect(self._back_up_quietly)
        qt.setApplicationName("CommunityDesk")
        qt.setApplicationVersion(__version__)
        qt.setQuitOnLastWindowClosed(False)
        self._presses = EnterPresses(qt)
        load_fonts()
        self._name_and_icon()
        self._system = QPalette(qt.palette())  # before ours stands in its place
        self.theme = self._theme()
        self.theme.apply(qt)
        sys.excepthook = self._unforeseen
        hints = qt.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self._follow_system())
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: self._follow_system())

    def _name_and_icon(self) -> None:
        from PySide6.QtGui import QIcon, QPixmap

        icon = QIcon(str(resource("icons", "communitydesk.svg")))
        icon.addPixmap(QPixmap(str(resource("icons", "communitydesk.png"))))  # where no SVG can be drawn
        self.qt.setWindowIcon(icon)
        self.qt.setDesktopFileName("communitydesk")

    # -- look ---------------------------------------------------------------------------------------

    def _theme(self) -> Theme:
        chosen = self.preferences.scheme or self._of_system()
        if chosen == "contrast":
            asked = self._of_system() == "contrast"
            return Theme(contrast_colours(self._system, of_system=asked), "contrast", self.preferences.scale)
        if chosen == "dark":
            return Theme(DARK, "dark", self.preferences.scale)
        return Theme(LIGHT, "light", self.preferences.scale)

    def _of_system(self) -> str:
        hints = self.qt.styleHints()
        accessibility = getattr(hints, "accessibility", None)
        if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _follow_system(self) -> None:
        """Draw everything anew when the system went dark, light or to high contrast, unless colours were chosen here."""
        if not self.preferences.scheme and self._theme() != self.theme:
            self.look_again()

    def look_again(self) -> None:
        """Draw everything anew after the text size, colours or language changed; stay where we were."""
        if self.preferences.language:
            self.words = Words(self.preferences.language)
        self.theme = self._theme()
        self.theme.apply(self.qt)
        if self.desk:
            at = getattr(self.window, "_at", None)
            unsaved = getattr(self.window, "unsaved", None)
            if callable(unsaved) and unsaved():
                return  # what is being typed stays; the rest is drawn anew when the page is left
            self._show_desk(at.place if at else "")
            if at and (at.key or at.tab) and self.window is not None:
                self.window.go(at.place, at.key, at.tab)  # type: ignore[attr-defined]
        else:
            self.welcome()

    # -- opening and closing ---------------------------------------------------------------------------

    def begin(self, path: Path | None) -> None:
        """Open the file that was named, or offer the ways to begin."""
        if path is None or not self.open(path):
            self.welcome()

    def welcome(self) -> None:
        """Offer a new group, a file, the sample group."""
        from communitydesk.shell.welcome import Welcome

        self._swap(
            Welcome(
                self.words,
                self.theme,
                new=self.new,
                open_=self._open_or_ask,
                sample=self.sample,
                recent=self.preferences.recent,
                settings=self.settings,
            )
        )

    def _swap(self, window: QWidget) -> None:
        old, self.window = self.window, window
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        closing = Closing(window)
        closing.closed.connect(lambda: self._closed(window))
        window.installEventFilter(closing)
        window.show()
        if old is not None:
            if isinstance(old, MainWindow):
                old.rest()  # it may still have been counting and catching up
            old.hide()
            old.deleteLater()
        if not isinstance(window, MainWindow):
            self._settle()

    def _settle(self) -> None:
        """Once a window stands: what could wait until then."""
        if not self._settled:
            self._settled = True
            load_world_fonts()
            gc.freeze()  # what the window is made of stays; only what comes later is looked through
            gc.enable()

    def _closed(self, window: QWidget) -> None:
        if window is self.window:
            self.qt.processEvents()  # the window is gone from the screen before the backup is made
            self.close_desk()
            self.qt.quit()

    def _open_or_ask(self, path: Path | None) -> None:
        if path is None:
            from PySide6.QtWidgets import QFileDialog

            name, _ = QFileDialog.getOpenFileName(
                self.window, self.words(N_("Open a group's file")), "", f"CommunityDesk (*{_suffix()})"
            )
            if not name:
                return
            path = Path(name)
        self.open(path)

    def open(self, path: Path) -> bool:
        """Open a file; say why when it cannot be, and stay with what was open."""
        try:
            desk: Desk | None = self._opened(path, None)
        except WrongPassphrase:
            from communitydesk.shell.asking import ask_passphrase

            desk = ask_passphrase(self._bare_context(), self.window, path.name, partial(self._opened, path))
        except Trouble as trouble:
            self._say(trouble)
            if self.desk is None and self.window is not None:
                self.welcome()  # a file that went away is offered no more
            return False
        if desk is not None:
            self.use(desk)
        return desk is not None

    def open_again(self, take_over: bool) -> None:
        """Open a file anew that is open for reading only, perhaps setting aside who forgot it on another computer."""
        assert self.desk is not None
        holder = self.desk.held_by
        if take_over and not self._asking().ask(
            N_("Take the file over? What the other computer has not saved is lost there."), N_("Take it over"),
            holder.says(self.desk.path.name) if holder else "",
        ):  # fmt: skip
            return
        path, passphrase = self.desk.path, self.desk.passphrase
        self.close_desk()
        try:
            self.use(self._opened(path, passphrase, take_over=take_over))
        except Trouble as trouble:
            self._say(trouble)
            self.welcome()

    def _opened(self, path: Path, passphrase: str | None, *, take_over: bool = False) -> Desk:
        from communitydesk import storage
        from communitydesk.capabilities import models

        return storage.open_desk(
            path, passphrase=passphrase, who=self.preferences.who, take_over=take_over, models=models
        )

    def use(self, desk: Desk) -> None:
        """Work with this desk from now on."""
        self.close_desk()
        self.desk = desk
        self.preferences.opened(desk.path)
        self._back_up_later.stop()
        desk.listen(lambda _: None if self._back_up_later.isActive() else self._back_up_later.start())
        self._show_desk("")

    def _back_up_quietly(self) -> None:
        """Back up off the window's thread what was changed in the last while."""
        desk, window = self.desk, self.window
        if desk is None or desk.read_only or not isinstance(window, MainWindow):
            return
        backups = self.backups()
        window.works.start("", lambda _: backups.make(desk), lambda _: window.said_saved(), self._failed, quiet=True)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            self._say(error)
        else:
            self._bug(error)

    def close_desk(self) -> None:
        """Let go of the open file; what was changed is backed up first."""
        self._back_up_later.stop()
        if self.desk:
            if isinstance(self.window, MainWindow):
                self.window.rest()
            desk, self.desk = self.desk, None
            if self._backed_up is not desk:
                self._back_up(desk)
            self._backed_up = None
            desk.close()

    def _back_up(self, desk: Desk) -> None:
        if not desk.read_only:
            try:
                self.backups().make(desk)
            except Trouble as trouble:
                self._say(trouble)

    def backups(self) -> Backups:
        """Return the backups on this computer."""
        from communitydesk.storage import Backups

        return Backups()

    def reopened(self, act: Callable[[Path], Any], passphrase: str | None) -> bool:
        """Close the file, do something with it, and open it again; False (and said) when it could not be done."""
        from communitydesk.shell.keeping import attempted

        assert self.desk is not None
        path, old = self.desk.path, self.desk.passphrase
        self.close_desk()
        done = attempted(lambda: act(path), self._say)
        try:
            self.use(self._opened(path, passphrase if done else old))
        except Trouble as trouble:
            self._say(trouble)
            self.welcome()
            return False
        return done

    def settings(self) -> None:
        """Show the settings of this computer's user; what was changed is seen at once."""
        from communitydesk.shell.settings import SettingsSheet

        kept = self.preferences
        before = (kept.scale, kept.scheme, kept.language)
        if SettingsSheet(self._bare_context(), kept, self.backups().folder, self.window).exec():
            if self.desk:
                self.desk.who = kept.who
            if (kept.scale, kept.scheme, kept.language) != before:
                self.look_again()

    def new(self) -> None:
        """Set up a new group: its first questions, then a name for its file."""
        from communitydesk.group.ui.setup import set_up

        desk = set_up(self._bare_context(), self.window)
        if desk:
            self.use(desk)

    def sample(self) -> None:
        """Make the sample group afresh in a folder of this computer's user, and open it."""
        from communitydesk.sample.afresh import make_sample
        from communitydesk.shell.work import Works

        given = (
            self.backups().folder.with_name("sample"),
            self.words(N_("Sample group")),
            self.preferences.who,
            today(),
        )
        assert self.window is not None
        self._works = Works(self.window, self.words, self.theme)
        self._works.start(N_("Making the sample group"), partial(make_sample, *given), self._open_or_ask, self._failed)

    # -- the window of an open desk ------------------------------------------------------------------------

    def _show_desk(self, first: str) -> None:
        assert self.desk is not None
        if not self.preferences.who and not self.desk.read_only:
            from communitydesk.shell.asking import ask_name

            self.preferences.who = ask_name(self._bare_context(), self.window) or ""
            self.desk.who = self.preferences.who
        from communitydesk.group.figures import currency

        words = self.words.in_currency(currency(self.desk))
        window = MainWindow(self.preferences, self._jobs(words))
        context = Context(
            desk=self.desk, words=words, theme=self.theme, window=window, today=today, extra=plugged_in(self.desk)
        )
        every = places()
        window.stands.connect(self._settle)
        window.start(context, every, first or every[0].id)
        self._swap(window)

    def _bare_context(self) -> Context:
        from communitydesk.shell.bare import BareWindow

        desk: Any = None
        return Context(
            desk=desk, words=self.words, theme=self.theme, window=BareWindow(self.words, self._parent), today=today
        )

    def _parent(self) -> QWidget | None:
        return self.window

    def _jobs(self, words: Words) -> Jobs:
        desk = self.desk
        assert desk is not None

        def documents() -> Sequence[Any]:
            from communitydesk.capabilities import documents as gather

            return gather(desk, today())

        def group_name() -> str:
            from communitydesk.group.figures import name_of

            with desk.read() as session:
                return name_of(session)

        return Jobs(
            new=self.new, open=self._open_or_ask, close=self._close_group, look_again=self.look_again, documents=documents,
            group_name=group_name, saved=lambda: self._saved(words), trouble=self._bug, more=self._more(),
            again=self.open_again, leaving=self._leaving,
        )  # fmt: skip

    def _more(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        def with_window(name: str) -> Callable[[], None]:
            def act() -> None:
                from communitydesk.shell import keeping

                getattr(keeping, name)(self)

            return act

        return tuple((text, keys, with_window(name)) for text, keys, name in ENTRIES)

    def _saved(self, words: Words) -> str:
        assert self.desk is not None
        if self.desk.read_only:
            return words(N_("Open for reading only."))
        made = self.backups().of_desk(self.desk)
        if not made:
            return words(N_("Saved. Backed up when you close."))
        local = made[0].when.astimezone()
        if local.date() == today():
            return words(N_("Saved. Backed up today, {time}."), time=f"{local:%H:%M}")
        return words(N_("Saved. Backed up {day}."), day=local.date())

    def _leaving(self, done: Callable[[], None]) -> None:
        """Before the window closes: back up off its thread, said as long as it lasts; a failure is said, then it closes."""
        desk, window = self.desk, self.window
        if desk is None or desk.read_only or not isinstance(window, MainWindow):
            done()
            return

        def over(error: BaseException | None = None) -> None:
            self._backed_up = desk
            if error is not None:
                self._failed(error)
            done()

        backups, title = self.backups(), N_("Everything is saved. Making a backup before closing")
        window.works.start(title, lambda _: backups.make(desk), lambda _: over(), over)

    def _close_group(self) -> None:
        """Back up off the window's thread, then let go of the file and offer the ways to begin."""
        desk, window = self.desk, self.window
        if desk is None or not isinstance(window, MainWindow):
            return

        def closed(_: object = None) -> None:
            if self.desk is desk:
                self.desk = None
                desk.close()
                self.welcome()

        def failed(error: BaseException) -> None:
            closed()
            self._failed(error)

        backups = self.backups()
        if desk.read_only:
            closed()
        else:
            window.works.start(N_("Making a backup"), lambda _: backups.make(desk), closed, failed)

    # -- what goes wrong -------------------------------------------------------------------------------------

    def _say(self, trouble: Trouble) -> None:
        self._asking().show_trouble(trouble)

    def _asking(self) -> BareWindow:
        from communitydesk.shell.bare import BareWindow

        return BareWindow(self.words, self._parent)

    def _bug(self, error: BaseException) -> None:
        from communitydesk.shell.bugs import BugDialog

        BugDialog(self.words, self.theme, error, self.window).exec()

    def _unforeseen(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Trouble):
            self._say(error)
        elif not isinstance(error, KeyboardInterrupt):
            self._bug(error.with_traceback(trace))


def today() -> dt.date:
    """Return this computer's date."""
    return dt.datetime.now().astimezone().date()


def _suffix() -> str:
    from communitydesk.storage import SUFFIX

    return SUFFIX
