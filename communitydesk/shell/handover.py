"""Lets go of an open file: it is backed up off the window's thread, and the window says so as long as it lasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from communitydesk.desk.words import N_, Words
from communitydesk.shell.work import Works

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk
    from communitydesk.storage import Backups


class Handover:
    """Knows which file was backed up on the way out, and which is to be opened after another one is let go of."""

    def __init__(self, backups: Callable[[], Backups], failed: Callable[[BaseException], None]) -> None:
        self._backups, self._failed = backups, failed
        self.backed_up: Desk | None = None  # already, on the way out
        self.next: Desk | None = None  # opened, and waiting for the one before it

    def back_up(self, works: Works, desk: Desk, title: str, then: Callable[[], None]) -> None:
        """Back a file up and go on; a failure is said, then it goes on too. What was only read needs no backup."""
        if desk.read_only:
            then()
            return

        def over(error: BaseException | None = None) -> None:
            self.backed_up = desk
            if error is not None:
                self._failed(error)
            then()

        backups = self._backups()
        works.start(title, lambda _: backups.make(desk), lambda _: over(), over, stops=False)

    def wait(self, desk: Desk) -> bool:
        """Have a file wait for the one before it; False when another one waited already, which is let go of."""
        before, self.next = self.next, desk
        if before is not None:
            before.close()
        return before is None

    def over(self) -> Desk | None:
        """Nothing waits any more; return what did."""
        found, self.next = self.next, None
        return found


def saved(desk: Desk, backups: Backups, words: Words, today: dt.date) -> str:
    """Say that everything is saved, and when it was last backed up."""
    if desk.read_only:
        return words(N_("Open for reading only."))
    made = backups.of_desk(desk)
    if not made:
        return words(N_("Saved. Backed up when you close."))
    local = made[0].when.astimezone()
    if local.date() == today:
        return words(N_("Saved. Backed up today, {time}."), time=f"{local:%H:%M}")
    return words(N_("Saved. Backed up {day}."), day=local.date())
