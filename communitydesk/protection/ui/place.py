"""The place of data protection: what you hold and why, what is past its time, requests and complaints, the notice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.protection.documents import documents
from communitydesk.protection.ui.held import HeldTab
from communitydesk.protection.ui.notice import NoticeTab
from communitydesk.protection.ui.past import PastTab
from communitydesk.protection.ui.requests import RequestsTab
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Page
from communitydesk.widgets.tabs import Tabs

TAB_OF = {"data_request": "requests", "deadline_rule": "requests", "kept": "past", "notice_answers": "notice"}


class ProtectionPage(Page):
    """How the group looks after what it knows of people."""

    shows = (
        "person", "hours", "attendance", "contact_way", "emergency_contact", "guardian_consent", "reference", "person_note",
        "stage_change", "payment", "bank_line", "commitment", "match_item", "report", "sent_report", "consent",
        "evidence_card", "contact", "data_request", "deadline_rule", "keeping_rule", "kept", "notice_answers", "stand_in",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Data protection")), scrolls=False)
        self.held, self.past = HeldTab(context), PastTab(context)
        self.requests, self.notice = RequestsTab(context), NoticeTab(context)
        self.tabs = Tabs(context)
        self.tabs.keep(self.past, self.requests, self.notice)
        for id_, title, side in (
            ("held", N_("What you hold and why"), self.held),
            ("past", N_("Past its time"), self.past),
            ("requests", N_("Requests and complaints"), self.requests),
            ("notice", N_("Privacy notice"), self.notice),
        ):
            self.tabs.add(id_, self.words(title), lambda side=side: side)  # type: ignore[misc]
        self.body.addWidget(self.tabs)
        self.add_button(self.words(N_("Print what you hold")), lambda: self._print("data-held"))
        self.add_button(self.words(N_("Show the privacy notice")), lambda: self._print("privacy-notice"))

    def _print(self, id_: str) -> None:
        for document in documents(self.context.desk, self.context.today()):
            if document.id == id_:
                self.context.window.preview(document)

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show one side; `key` may be a side as well, for documents lead here so."""
        self.notice.settle()
        self.refresh()
        self.tabs.open(tab or (key if key in ("held", "past", "requests", "notice") else None) or "held")

    def told(self, record: Ref | None = None) -> None:
        """Show the side on which a record that was looked for stands."""
        if record:
            self.tabs.open(TAB_OF.get(record.table, "held"))

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self.notice.unsaved()

    def refresh(self) -> None:
        """Show everything as it now is."""
        sides: tuple[QWidget, ...] = (self.held, self.past, self.requests, self.notice)
        for side in sides:
            side.refresh()  # type: ignore[attr-defined]
        self.tabs.count_of("past", len(self.past.table.model.all) or None)
        self.tabs.count_of("requests", self.requests.open_count or None)
