"""One person's record: its head, and its sides as tabs (see sides.py).

`context.extra["person_actions"]` may hold more for its menu that later rooms plug in: (text, what it does with the key).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QWidget

from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_
from communitydesk.people import actions
from communitydesk.people.figures import PersonHead, people_rows, person_head
from communitydesk.people.model import PARTS, STAGES
from communitydesk.people.ui.joined import join_with
from communitydesk.people.ui.printing import ask_sheet
from communitydesk.people.ui.sides import Side, sides
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Page
from communitydesk.widgets.reading import entry, writes
from communitydesk.widgets.removing import removed
from communitydesk.widgets.tabs import Tabs

STATES = {"enquiry": "due", "applied": "due", "trial": "due", "paused": "due", "left": "late"}


class PersonPage(Page):
    """Who somebody is to the group. A side is made when it is first looked at, and caught up with when it is seen."""

    shows = (
        "person", "person_part", "household", "contact_way", "emergency_contact", "guardian_consent", "reference",
        "person_note", "person_skill", "skill", "availability", "stage_change", "checklist_item", "checklist_tick",
        "people_choice", "hours", "attendance", "session", "activity",
        "expense_claim", "expense_line", "other_miles", "mileage_rate",
        "people_choice", "hours", "attendance", "session", "activity", "role", "role_need", "role_held", "went_ahead",
        "check_seen", "certificate", "need_length",
    )  # fmt: skip

    def __init__(self, context: Context, key: str) -> None:
        back = (context.words(N_("People")), lambda: context.go("people"))
        super().__init__(context, "", [back], scrolls=False)
        self.key = key
        self.sides: dict[str, Any] = {}
        """The sides that were made, by id."""
        self._all = sides(context)
        self._fresh: set[str] = set()
        self.head: PersonHead | None = None
        self.more = self.add_button(self.words(N_("More")), self._show_more)
        self.tabs = Tabs(context, wait=True)
        self.body.addWidget(self.tabs)
        for side in self._all:
            self.tabs.add(side.id, self.words(side.title), partial(self._made, side))
        self.tabs.currentChanged.connect(self._turned)

    def _made(self, side: Side) -> QWidget:
        made = self.sides[side.id] = side.make(self.context, self.key)
        return made

    def _turned(self, index: int) -> None:
        """Fill a side that has just been put in its place, or catch one up that was not seen while the person changed."""
        if (id_ := self._all[index].id) in self.sides and id_ not in self._fresh:
            self._show(id_)

    def _show(self, id_: str) -> None:
        self._fresh.add(id_)
        if hasattr(self.sides[id_], "refresh"):
            self.sides[id_].refresh()

    def side(self, id_: str) -> Any:
        """Turn to a side and return it."""
        self.tabs.open(id_)
        self.tabs.begin()
        return self.sides[id_]

    def refresh(self) -> None:
        """Show the person as they now are; go back when they are not there any more."""
        with self.context.desk.read() as session:
            self.head = head = person_head(session, self.key, self.context.today())
            counts = {one.id: one.count(session, self.key) for one in self._all if one.count and head}
        if head is None:
            self.context.go("people")
            return
        self._show_head(head)
        for id_, count in counts.items():
            self.tabs.count_of(id_, count or None)
        self._fresh.clear()
        self.tabs.begin()
        self._turned(self.tabs.currentIndex())

    def _show_head(self, head: PersonHead) -> None:
        self.set_title(head.name)
        if head.stage == "left" and head.left_on:
            self.set_state(self.words(N_("left {day}"), day=head.left_on))
            return
        said = [self.words(PARTS[part]) for part in head.parts]
        if head.stage != "active":
            said.insert(0, self.words(STAGES[head.stage]))
        self.set_state(", ".join(said), STATES.get(head.stage, ""))

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return any(one.unsaved() for one in self.sides.values() if hasattr(one, "unsaved"))

    def begin_at(self, part: str) -> None:
        """Show a part of the side that is seen, such as where a guardian's consent is added, once the page is there."""
        QTimer.singleShot(0, self, partial(self._begin_at, part))

    def _begin_at(self, part: str) -> None:
        seen = self.sides.get(self._all[self.tabs.currentIndex()].id)
        if seen is not None and hasattr(seen, "begin_at"):
            seen.begin_at(part)

    def told(self, **what: Any) -> None:
        """Pass on to the side that is seen what it should begin with."""
        seen = self.sides.get(self._all[self.tabs.currentIndex()].id)
        if seen is not None and hasattr(seen, "told"):
            seen.told(**what)

    def _show_more(self) -> None:
        menu, words = QMenu(self), self.words
        add = partial(entry, self.context, menu)
        add(words(N_("Print their sheet ...")), lambda: ask_sheet(self.context, self, self.key))
        add(words(N_("Letter of thanks or certificate ...")), self.thank)
        if calendar := self.context.extra.get("rota_calendar"):
            add(words(N_("Save their rota for calendars ...")), partial(calendar, self.context, self.key))
        add(words(N_("Join with another entry ...")), self.join)
        add(words(N_("Remove")), self.remove)
        for text, act in self.context.extra.get("person_actions", ()):
            add(words(text), partial(act, self.context, self.key))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def thank(self) -> None:
        """Go to their letter of thanks or certificate of hours."""
        self.context.go("people", None, "letters", person=self.key)

    @writes
    def remove(self) -> None:
        """Remove somebody added by mistake; undo brings them back."""

        if removed(self.context, lambda: actions.remove_person(self.context.desk, self.key)):
            self.context.go("people")

    @writes
    def join(self) -> None:
        """Ask which other entry is the same person, and join the two."""
        with self.context.desk.read() as session:
            others = [
                Choice(one.key, f"{one.name} ({one.number})") for one in people_rows(session) if one.key != self.key
            ]
        other = Field(
            "other", N_("The other entry"), Kind.LINK, N_("All that is known of it moves here."), required=True
        )
        form = Form(self.context, {"other": other}, ("other",), links={"other": lambda: others})
        chosen = ask_form(
            self.context, self, N_("Join two entries of one person"), form, lambda values: values["other"],
            save=N_("Go on"),
        )  # fmt: skip
        if chosen:
            join_with(self.context, self, self.key, str(chosen))
