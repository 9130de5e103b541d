"""What all capabilities together have: their records and their documents. Shared by the window and the terminal.

Imports stand inside the functions, so that nothing is loaded before it is needed.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from communitydesk.paper.document import Document


def models() -> MetaData:
    """Load every capability's records and return the description of all their tables."""
    from communitydesk.activities import model as _activities
    from communitydesk.desk import attachments as _attachments
    from communitydesk.desk.records import Record
    from communitydesk.grants import model as _grants
    from communitydesk.group import model as _group
    from communitydesk.impact import model as _impact
    from communitydesk.people import model as _people
    from communitydesk.protection import model as _protection

    del _activities, _attachments, _grants, _group, _impact, _people, _protection
    return Record.metadata


def documents(desk: Desk, today: dt.date) -> tuple[Document, ...]:
    """Return every document that the file can produce, in the order in which they are listed."""
    from communitydesk.grants.documents import documents as of_grants
    from communitydesk.group.documents import documents as of_the_group
    from communitydesk.impact.documents import documents as of_impact
    from communitydesk.people.documents import documents as of_people
    from communitydesk.protection.documents import documents as of_protection

    gathered = (of_grants, of_people, of_impact, of_the_group, of_protection)
    return tuple(one for gather in gathered for one in gather(desk, today))
