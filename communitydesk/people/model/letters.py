"""The group's own words for letters of thanks and certificates, with fields that are filled in for each person."""

from __future__ import annotations

import re

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_

LETTER_KINDS = {"letter": N_("Letter of thanks"), "certificate": N_("Certificate of hours")}

MERGE_FIELDS = {
    "name": N_("Name"),
    "hours": N_("Hours"),
    "period": N_("Period"),
    "activities": N_("Activities"),
    "sessions": N_("Sessions"),
    "since": N_("With us since"),
    "group": N_("Your group"),
    "date": N_("Date of the letter"),
}
"""What may stand in curly brackets in the group's words, and what the button that inserts it says."""

FIELD = re.compile(r"\{([^{}\n]{0,60})\}")


class LetterTemplate(Record):
    """The group's words for one kind of letter. Fields stand in curly brackets: {name}; all else is as typed."""

    __tablename__ = "letter_template"
    noun = N_("words of a letter")

    kind: Mapped[str] = f.choice(N_("For"), LETTER_KINDS, default="letter", required=True)
    heading: Mapped[str] = f.text(N_("Heading"))
    body: Mapped[str] = f.long_text(N_("Your words"), required=True)
    closing: Mapped[str] = f.text(N_("Closing words"))
    signed_by: Mapped[str] = f.text(N_("Name of who signs"), N_("Empty: the group's contact."), personal=True)
    signed_as: Mapped[str] = f.text(N_("Their role"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """Only fields that can be filled in stand in curly brackets."""
        return tuple(
            FieldTrouble(name, _UNKNOWN, field=unknown[0], fields=", ".join(f"{{{one}}}" for one in MERGE_FIELDS))
            for name in ("heading", "body", "closing")
            if (unknown := unknown_fields(getattr(self, name) or ""))
        )


_UNKNOWN = N_("“{field}” cannot be filled in. What can: {fields}.")


def unknown_fields(text: str) -> tuple[str, ...]:
    """Return what stands in curly brackets and is no field, as typed."""
    return tuple(found[0] for found in FIELD.finditer(text) if field_name(found[1]) not in MERGE_FIELDS)


def field_name(typed: str) -> str:
    """Return a field's name as it is known: whatever capitals and spaces were typed."""
    return " ".join(typed.casefold().split())
