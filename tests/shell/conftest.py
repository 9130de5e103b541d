from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from communitydesk import storage
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Message, Words
from communitydesk.group import actions
from communitydesk.group.model import Contact, Group
from communitydesk.paper.document import Document
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.window import Jobs, MainWindow
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.page import EnterPresses, Page, button, label
from communitydesk.widgets.theme import LIGHT, Theme
from tests.widgets.standin import TODAY


class Contacts(Page):
    """A page that shows how many contacts there are, and has a field to type in."""

    shows = ("contact",)

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Contacts")
        self.counted = label("")
        self.field = QLineEdit()
        self.field.setAccessibleName("Note")
        self.opened: list[tuple[str | None, str | None]] = []
        self.refreshed = 0
        self.body.addWidget(self.counted)
        self.body.addWidget(self.field)
        self.body.addWidget(button("Nothing", lambda: None))

    def refresh(self) -> None:
        self.refreshed += 1
        with self.context.desk.read() as session:
            self.counted.setText(f"{session.query(Contact).count()} contacts")

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        self.opened.append((key, tab))

    def unsaved(self) -> bool:
        return bool(self.field.text())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = storage.create(tmp_path / f"garden{storage.SUFFIX}", who="Treasurer", models=models)
    actions.set_up_group(made, Group(name="Garden Friends"))
    actions.add_contact(made, Contact(name="Borough Council"))
    yield made
    made.close()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def window(qtbot: Any, desk: Desk, preferences: Preferences) -> Iterator[MainWindow]:
    from communitydesk.shell.documents import DocumentsPage

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    presses = EnterPresses(app)
    document = Document("contacts", Message("Outside contacts"), lambda words: None)  # type: ignore[arg-type,return-value]
    done: list[str] = []

    def job(name: str) -> Callable[..., None]:
        return lambda *_: done.append(name)

    jobs = Jobs(
        new=job("new"), open=job("open"), close=job("close"), look_again=job("look again"), documents=lambda: (document,),
        group_name=lambda: "Garden Friends", saved=lambda: "Saved. Backed up today, 18:42.", trouble=job("trouble"),
    )  # fmt: skip
    made = MainWindow(preferences, jobs)
    made.done = done  # type: ignore[attr-defined]
    context = Context(desk, Words(), Theme(LIGHT), made, lambda: TODAY)
    places = (
        Place("home", "Home", Contacts),
        Place("contacts", "Contacts", Contacts, badge=lambda desk, today: 3, tables=("contact",)),
        Place("empty", "Nothing yet", Contacts, shown=lambda desk: False),
        Place("documents", "Documents", DocumentsPage),
    )
    made.start(context, places, "home")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for field in made.findChildren(QLineEdit):
        field.clear()  # else the window asks before it goes
    made.close()
    presses.deleteLater()
    made.deleteLater()
