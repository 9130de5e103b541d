"""A place whose list, records and tasks take turns on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form
from communitydesk.widgets.page import Page


class Shelf(QStackedWidget):
    """Shows its front page, or one record or task before it. Places override `turn`."""

    def __init__(self, context: Context, front: QWidget) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context, self.front = context, front
        self.addWidget(front)

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show a record by its key, one of its sides, or a task; nothing given shows the front page."""
        page = self.turn(key, tab)
        if page is None:
            page = self.front
        if self.indexOf(page) < 0:
            self.addWidget(page)
            if isinstance(page, Page):
                page.catch_up()  # where it belongs and before it is seen: to move or show what is filled takes long
        self.setCurrentWidget(page)
        for number in reversed(range(1, self.count())):
            old = self.widget(number)
            if old is not None and old is not page:
                self.removeWidget(old)
                old.deleteLater()

    def turn(self, key: str | None, tab: str | None) -> QWidget | None:
        """Return the page to show, None for the front page."""
        return None

    def told(self, **what: Any) -> None:
        """Pass on what the page that is shown should know besides."""
        page: Any = self.currentWidget()
        if callable(getattr(page, "told", None)):
            page.told(**what)

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        page: Any = self.currentWidget()
        asked = getattr(page, "unsaved", None)
        return bool(callable(asked) and asked())

    def refresh(self) -> None:
        """Show the records as they now are."""
        page: Any = self.currentWidget()
        page.refresh()


def save_form(context: Context, form: Form, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Take a form's values and act on them; what cannot be taken is said beside its field. True when all is well."""
    values = form.values()
    if values is None:
        return False
    try:
        act(values)
    except Trouble as trouble:
        if not form.show_trouble(trouble):
            context.window.show_trouble(trouble)
        return False
    form.settle()
    context.window.say(N_("Saved."))
    return True
