"""The place of the group: its details, its aims and its outside contacts."""

from __future__ import annotations

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.group.documents import documents
from communitydesk.group.figures import aims, contacts, group_figures
from communitydesk.group.ui.contacts import Contacts
from communitydesk.group.ui.profile import Aims, Profile
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Page
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.tabs import Tabs


class GroupPage(Page):
    """Your group: who it is, what it wants to change, and whom it deals with."""

    shows = ("group_profile", "aim", "contact")

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Your group")), scrolls=False)
        self.profile, self.aims, self.contacts = Profile(context), Aims(context), Contacts(context)
        self.tabs = Tabs(context)
        self.tabs.keep(self.aims, self.contacts)
        self.tabs.add("details", self.words(N_("Details")), lambda: scrolled(context, self.profile))
        self.tabs.add("aims", self.words(N_("Aims")), lambda: scrolled(context, self.aims))
        self.tabs.add("contacts", self.words(N_("Outside contacts")), lambda: self.contacts)
        self.body.addWidget(self.tabs)
        self.add_button(self.words(N_("Print the contacts")), self.print_contacts)

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show one side; a contact by its key is chosen in the list."""
        self.profile.form.settle()
        self.refresh()
        if tab:
            self.tabs.open(tab)
        if key:
            self.tabs.open("contacts")
            self.contacts.table.choose(key)

    def told(self, record: Ref | None = None) -> None:
        """Show the side on which a record that was looked for stands."""
        if record:
            self.tabs.open("aims" if record.table == "aim" else "details")

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self.profile.form.changed

    def refresh(self) -> None:
        """Show the group as it now is."""
        today = self.context.today()
        with self.context.desk.read() as session:
            group, own, outside = group_figures(session, today), aims(session, ended=True), contacts(session, today)
        self.profile.show_group(group)
        self.aims.show_aims(own)
        self.contacts.show_contacts(outside)
        self.tabs.count_of("aims", sum(1 for aim in own if not aim.ended_on) or None)
        self.tabs.count_of("contacts", len(outside) or None)

    def print_contacts(self) -> None:
        """Show the list of contacts as it will be printed."""
        (document,) = documents(self.context.desk, self.context.today())
        self.context.window.preview(document)
