"""The place of people: everybody, the hours, one person's record, and the sheet of a session."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import Shelf
from communitydesk.people.figures.roles import values
from communitydesk.people.model import Role
from communitydesk.people.ui.coming import ComingSide
from communitydesk.people.ui.hours import HoursList
from communitydesk.people.ui.letters import LettersPage
from communitydesk.people.ui.lists import ListsSide
from communitydesk.people.ui.people import PeopleList
from communitydesk.people.ui.person import PersonPage
from communitydesk.people.ui.role import RolePage
from communitydesk.people.ui.roles import InDateList, RolesList
from communitydesk.people.ui.session import SessionSheet
from communitydesk.people.ui.skillsheet import SkillsSheet
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Page
from communitydesk.widgets.reading import writes
from communitydesk.widgets.tabs import Tabs


class PeopleFront(Page):
    """Everybody, and the hours."""

    shows = (
        "person", "hours", "attendance", "session", "activity", "group_profile", "role", "role_need", "role_held",
        "check_seen", "certificate", "need_length", "reference", "person_part", "skill", "person_skill",
        "availability", "stage_change", "people_choice", "checklist_item", "count_limit",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("People")), scrolls=False)
        self.people, self.hours = PeopleList(context), HoursList(context)
        self.roles, self.in_date = RolesList(context), InDateList(context)
        self.skills, self.coming, self.lists = SkillsSheet(context), ComingSide(context), ListsSide(context)
        self.tabs = Tabs(context)
        self.tabs.keep(self.hours, self.roles, self.in_date, self.skills, self.coming, self.lists)
        self.tabs.add("people", self.words(N_("Everybody")), lambda: self.people)
        self.tabs.add("hours", self.words(N_("Hours")), lambda: self.hours)
        self.tabs.add("roles", self.words(N_("Roles")), lambda: self.roles)
        self.tabs.add("indate", self.words(N_("Who is in date")), lambda: self.in_date)
        self.tabs.add("skills", self.words(N_("Skills and times")), lambda: self.skills)
        self.tabs.add("coming", self.words(N_("Joining and leaving")), lambda: self.coming)
        self.tabs.add("lists", self.words(N_("Choices")), lambda: self.lists)
        self.tabs.currentChanged.connect(self._look)
        self.body.addWidget(self.tabs)
        self.add_button(self.words(N_("Add a person")), self.people.add)
        self.session_button = self.add_button(
            self.words(N_("Record a session")), writes(lambda: context.go("people", None, "session")), primary=True
        )

    def refresh(self) -> None:
        """Show everybody and the hours as they now are."""
        self.people.refresh()
        self.hours.refresh()
        self._look(self.tabs.currentIndex())
        self.tabs.count_of("people", len(self.people.table.model.all) or None)

    def _look(self, index: int) -> None:
        """Reckon only what is looked at."""
        sides = (None, None, self.roles, self.in_date, self.skills, self.coming, self.lists)
        if (side := sides[index]) is not None:
            side.refresh()


class PeoplePlace(Shelf):
    """`tab` may be "hours", "session" for the sheet of a session (told `activity` or `session` as keys), or "letters" for
    letters of thanks and certificates (told `person` as a key).
    """

    front: PeopleFront

    def __init__(self, context: Context) -> None:
        super().__init__(context, PeopleFront(context))

    def turn(self, key: str | None, tab: str | None) -> QWidget | None:
        """Return a person's or a role's record, the sheet of a session, letters, or None for the lists."""
        if tab == "session":
            return SessionSheet(self.context)
        if tab == "letters":
            return LettersPage(self.context)
        if key:
            page = self._record(key)
            if tab:
                side, _, part = tab.partition(":")
                page.tabs.open(side)
                if part and isinstance(page, PersonPage):
                    page.begin_at(part)
            return page
        self.front.tabs.open(tab or "people")
        return None

    def _record(self, key: str) -> PersonPage | RolePage:
        with self.context.desk.read() as session:
            role = bool(values(session, Role, key))
        return RolePage(self.context, key) if role else PersonPage(self.context, key)

    def told(self, **what: Any) -> None:
        """Go to a role or an entry of hours that is looked for."""
        record = what.pop("record", None)
        if isinstance(record, Ref) and record.table == "role":
            self.open(record.key)
        elif isinstance(record, Ref) and self.currentWidget() is self.front:
            self.front.refresh()
            self.front.tabs.open("hours")
            self.front.hours.show_entry(record.key)
        super().told(**what)
