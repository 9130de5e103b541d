"""A file that the group keeps with a record: a receipt, a photograph, a signed letter."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from communitydesk.desk.fields import number, text
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_


class Attachment(Record):
    """Names a content that is kept once in the file by its SHA-256; `size` in bytes."""

    __tablename__ = "attachment"
    noun: ClassVar[str] = N_("attachment")

    name: Mapped[str] = text(N_("File name"), search=True)
    media_type: Mapped[str] = text(N_("Kind of file"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = number(N_("Size"), default=0)
