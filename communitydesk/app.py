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
from communitydesk.desk.guarding import Guard
from communitydesk.desk.words import N_, Words
from communitydesk.shell.closing import Closing
from communitydesk.shell.entries import ENTRIES, marked
from communitydesk.shell.handover import Handover, saved
from communitydesk.shell.looks import name_and_icon, theme_of
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.window import Jobs, MainWindow
from communitydesk.shell.work import Works
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.page import EnterPresses
from communitydesk.widgets.theme import Theme, load_fonts, load_world_fonts
from communitydesk.widgets.threads import Sweeper

if TYPE_CHECKING:
    from communitydesk.shell.bare import BareWindow
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
    from communitydesk.exchange.ui import people_papers
    from communitydesk.exchange.ui.rota_out import hooks as of_exchange
    from communitydesk.grants.ui import expense_hook, match_hook, volunteers
    from communitydesk.impact.ui import person_tabs
    from communitydesk.people.ui.finder import sheets_by_number
    from communitydesk.protection.ui import hooks

    own = {"match_hook": match_hook.GrantsMatch(desk), "expense_hook": expense_hook.GrantsExpenses(desk)}
    papers = {"people_papers": (*people_papers(), *volunteers.volunteers_papers())}
    return own | papers | of_exchange() | hooks() | {"person_tabs": person_tabs(), "finders": (sheets_by_number,)}


class Application:
    """Holds the open desk, and swaps windows when a file, the text size or the colours change."""

    def __init__(self, qt: QApplication, words: Words, preferences: Preferences) -> None:
        self.qt, self.preferences = qt, preferences
        self.words = Words(preferences.language) if preferences.language else words
        self.window: QWidget | None = None
        self.desk: Desk | None = None
        self._settled = False
        self._works: Works | None = None
        self._handover = Handover(self.backups, self._failed)
        self._back_up_later = QTimer()
        self._back_up_later.setSingleShot(True)
        self._back_up_later.setInterval(BACK_UP_AFTER)
        self._back_up_later.timeout.connect(self._back_up_quietly)
        qt.setApplicationName("CommunityDesk")
        qt.setApplicationVersion(__version__)
        qt.setQuitOnLastWindowClosed(False)
        self._presses = EnterPresses(qt)
        load_fonts()
        name_and_icon(qt)
        self._system = QPalette(qt.palette())  # before ours stands in its place
        self.theme = self._theme()
        self.theme.apply(qt)
        sys.excepthook = self._unforeseen
        hints = qt.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self._follow_system())
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: self._follow_system())

    # -- look ---------------------------------------------------------------------------------------

    def _theme(self) -> Theme:
        return theme_of(self.qt, self._system, self.preferences)

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
                back=self.bring_back if self.backups().files() else None,
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
            self._sweeper = Sweeper(self.qt)

    def _closed(self, window: QWidget) -> None:
        if window is self.window:
            if self._works:
                self._works.stop_all()  # what holds the file is waited for
            self.qt.processEvents()  # the window is gone from the screen before the backup is made
            self.close_desk()
            self.qt.quit()

    def _open_or_ask(self, path: Path | None) -> None:
        if path is None:
            from PySide6.QtWidgets import QFileDialog

            from communitydesk.shell.bare import documents
            from communitydesk.storage import SUFFIX

            name, _ = QFileDialog.getOpenFileName(
                self.window, self.words(N_("Open a group's file")), str(documents()), f"CommunityDesk (*{SUFFIX})"
            )
            if not name:
                return
            path = Path(name)
        self.open(path)

    def open(self, path: Path) -> bool:
        """Open a file; say why when it cannot be, and stay with what was open."""
        if self.desk and path.absolute() == self.desk.path.absolute():
            if self.desk.read_only:
                self.open_again(False)
            return True
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
        """Work with this desk from now on, as soon as what was open is backed up and let go of."""
        if self.desk is None or not isinstance(self.window, MainWindow):
            self._begin(desk)
        elif self._handover.wait(desk):
            title = N_("Making a backup of the group that was open")
            self._handover.back_up(self.window.works, self.desk, title, self._use_next)

    def _use_next(self) -> None:
        desk = self._handover.over()
        if desk is not None:
            self._begin(desk)

    def _begin(self, desk: Desk) -> None:
        self.close_desk()
        self.desk = desk
        self.preferences.opened(desk.path)
        self._back_up_later.stop()
        desk.listen(lambda _: None if self._back_up_later.isActive() else self._back_up_later.start())
        if not (desk.read_only or desk.passphrase or desk.offer_settled):
            desk.guard = Guard(today)
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
            if self._handover.backed_up is not desk:
                self._back_up(desk)
            self._handover.backed_up = None
            desk.close()
        if waiting := self._handover.over():
            waiting.close()

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

    def reopened(
        self, title: str, act: Callable[[Path], Any], passphrase: str | None, done: Callable[[], None]
    ) -> None:
        """Back the file up, close it, do something with it off the window's thread, and open it again, as it is then."""
        desk, window = self.desk, self.window
        assert desk is not None
        assert isinstance(window, MainWindow)
        path, old = desk.path, desk.passphrase

        def again(key: str | None, then: Callable[[], None]) -> None:
            try:
                self._begin(self._opened(path, key))
            except Trouble as trouble:
                self.welcome()
                self._say(trouble)
            else:
                then()

        def close() -> None:
            self.close_desk()
            window.setEnabled(False)  # there is nothing behind it until the file is open again
            self._works = Works(window, self.words, self.theme)
            self._works.start(
                title, lambda _: act(path), lambda _: again(passphrase, done),
                lambda error: again(old, partial(self._failed, error)), stops=False,
            )  # fmt: skip

        self._handover.back_up(window.works, desk, N_("Making a backup"), close)

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

        given = (
            self.backups().folder.with_name("sample"),
            self.words(N_("Sample group")),
            self.preferences.who,
            today(),
        )
        assert self.window is not None
        self._works = Works(self.window, self.words, self.theme)
        self._works.start(N_("Making the sample group"), partial(make_sample, *given), self._open_or_ask, self._failed)

    def bring_back(self) -> None:
        """Bring back a backup of a file that is gone or does not open any more."""
        from communitydesk.shell.lost import bring_back

        assert self.window is not None
        context, store = self._bare_context(), self.backups()
        self._works = bring_back(context, store, self.window, self._open_or_ask, self._failed) or self._works

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
        context.ask_first = partial(self._offer_passphrase, context)
        every = places()
        window.stands.connect(self._settle)
        window.start(context, every, first or every[0].id)
        self._swap(window)

    def _offer_passphrase(self, context: Context, parent: QWidget | None) -> bool:
        from communitydesk.shell.passphrase import offer

        return offer(context, self.backups(), self.group_name(), parent or self.window)

    def _bare_context(self) -> Context:
        desk: Any = None
        return Context(desk=desk, words=self.words, theme=self.theme, window=self._asking(), today=today)

    def _jobs(self, words: Words) -> Jobs:
        desk = self.desk
        assert desk is not None

        def documents() -> Sequence[Any]:
            from communitydesk.capabilities import documents as gather

            return desk.remembered(gather, today())

        return Jobs(
            new=self.new, open=self._open_or_ask, close=self._close_group, look_again=self.look_again, documents=documents,
            group_name=self.group_name, saved=lambda: saved(desk, self.backups(), words, today()), trouble=self._bug, more=self._more(),
            again=self.open_again, leaving=self._leaving,
        )  # fmt: skip

    def group_name(self) -> str:
        """Return the name of the group whose file is open."""
        from communitydesk.group.figures import name_of

        assert self.desk is not None
        with self.desk.read() as session:
            return name_of(session)

    def _more(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        def with_window(name: str) -> Callable[[], None]:
            def act() -> None:
                from communitydesk.shell import keeping

                getattr(keeping, name)(self)

            return marked(name, act)

        return tuple((text, keys, with_window(name)) for text, keys, name in ENTRIES)

    def _leaving(self, done: Callable[[], None]) -> None:
        """Before the window closes: back up off its thread, said as long as it lasts; a failure is said, then it closes."""
        desk, window = self.desk, self.window
        if desk is None or not isinstance(window, MainWindow):
            done()
            return
        title = N_("Everything is saved. Making a backup before closing")
        self._handover.back_up(window.works, desk, title, done)

    def _close_group(self) -> None:
        """Back up off the window's thread, then let go of the file and offer the ways to begin."""
        desk, window = self.desk, self.window
        if desk is None or not isinstance(window, MainWindow):
            return

        def closed() -> None:
            if self.desk is desk:
                self.close_desk()
                self.welcome()

        self._handover.back_up(window.works, desk, N_("Making a backup"), closed)

    # -- what goes wrong -------------------------------------------------------------------------------------

    def _say(self, trouble: Trouble) -> None:
        self._asking().show_trouble(trouble)

    def _asking(self) -> BareWindow:
        from communitydesk.shell.bare import BareWindow

        return BareWindow(self.words, lambda: self.window)

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
