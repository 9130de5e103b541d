"""The group's own words for letters of thanks and certificates, with fields that are filled in for each person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

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
OTHER_NAMES = {"activity": "activities", "hour": "hours", "session": "sessions", "names": "name"}
"""What else people type for a field."""


class LetterTemplate(Record):
    """The group's words for one kind of letter. Fields stand in curly brackets: {name}; all else is as typed."""

    __tablename__ = "letter_template"
    noun = N_("words of a letter")

    kind: Mapped[str] = f.choice(N_("For"), LETTER_KINDS, default="letter", required=True)
    heading: Mapped[str] = f.text(N_("Heading"))
    body: Mapped[str] = f.long_text(
        N_("Your words"), N_("What stands in curly brackets is filled in for each person."), required=True
    )
    closing: Mapped[str] = f.text(N_("Closing words"))
    signed_by: Mapped[str] = f.text(N_("Name of who signs"), N_("Empty: a line to sign on."), personal=True)
    signed_as: Mapped[str] = f.text(N_("Their role"))

    def title(self, words: Words) -> str:
        """Which letter they are for."""
        return words(LETTER_KINDS.get(self.kind, self.noun))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """Only fields that can be filled in stand in curly brackets; a certificate says whose it is."""
        found = [
            trouble for name in ("heading", "body", "closing") for trouble in _of_text(name, getattr(self, name) or "")
        ]
        if self.kind == "certificate" and self.body and not found and "name" not in fields_in(self.body):
            found.append(FieldTrouble("body", _NOBODY, example="{name}"))
        return tuple(found)


_UNKNOWN = N_("“{field}” cannot be filled in. What can: {fields}.")
_ALONE = N_("A curly bracket stands alone. Fields are written like {example}.")
_NOBODY = N_("A certificate says whose it is. Put {example} where the name belongs.")


def _of_text(name: str, text: str) -> list[FieldTrouble]:
    if unknown := unknown_fields(text):
        every = ", ".join(f"{{{one}}}" for one in MERGE_FIELDS)
        return [FieldTrouble(name, _UNKNOWN, field=unknown[0], fields=every)]
    if "{" in (rest := FIELD.sub("", text)) or "}" in rest:
        return [FieldTrouble(name, _ALONE, example="{name}")]
    return []


def unknown_fields(text: str) -> tuple[str, ...]:
    """Return what stands in curly brackets and is no field, as typed."""
    return tuple(found[0] for found in FIELD.finditer(text) if field_name(found[1]) not in MERGE_FIELDS)


def fields_in(text: str) -> tuple[str, ...]:
    """Return the fields that stand in a text, by their known names."""
    return tuple(field_name(found[1]) for found in FIELD.finditer(text))


def field_name(typed: str) -> str:
    """Return a field's name as it is known: whatever capitals and spaces were typed, and in the singular too."""
    name = " ".join(typed.casefold().split())
    return OTHER_NAMES.get(name, name)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its fields filled in, once: what a value holds is never looked at again.

    A field without a value stays as typed.
    """
    return FIELD.sub(lambda found: values.get(field_name(found[1]), found[0]), text)
