"""What the group says of itself in its privacy notice."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_


class NoticeAnswers(Record):
    """The group's own answers for its privacy notice; a file holds one at most."""

    __tablename__ = "notice_answers"
    noun = N_("answers for the privacy notice")

    asked_for: Mapped[str] = f.text(
        N_("Whom people may ask about their data"), N_("A role is best: the secretary."), required=True
    )
    reach: Mapped[str] = f.text(N_("How they reach them"), N_("E-mail, phone or a letter box."), required=True)
    shared_with: Mapped[str] = f.long_text(
        N_("With whom you share it"),
        N_("Funders who ask for it, the body that makes checks, an insurer. One on each line; empty: with nobody."),
    )
    where_kept: Mapped[str] = f.long_text(
        N_("Where it is kept"),
        N_("On the secretary's computer, locked with a passphrase, with backups there; paper in a locked drawer."),
        required=True,
    )
    from_others: Mapped[str] = f.long_text(
        N_("What you get from others"),
        N_("References, checks, names from a school. Empty: people tell you themselves."),
    )
    abroad: Mapped[str] = f.text(N_("If it is kept outside the United Kingdom: where"), N_("Some mailboxes are."))
    complain: Mapped[str] = f.long_text(
        N_("How to complain"), N_("By e-mail, by letter, by telling any committee member."), required=True
    )
    agreed_on: Mapped[dt.date | None] = f.date(N_("Agreed by your committee on"))
