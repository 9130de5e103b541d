"""A receipt as it is kept with whatever it proves: a payment of a grant, a line of an expense claim."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk

_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "image/heic": "heic",
    "image/webp": "webp",
}


class Ready(Protocol):
    """A picture or PDF made ready to be kept, as `desk.pictures.prepare` returns it: upright, small, without its place.

    `original` is the file as it came, where it is to be kept too.
    """

    @property
    def content(self) -> bytes: ...  # noqa: D102
    @property
    def media_type(self) -> str: ...  # noqa: D102
    @property
    def pages(self) -> int: ...  # noqa: D102
    @property
    def original(self) -> bytes | None: ...  # noqa: D102
    @property
    def original_type(self) -> str: ...  # noqa: D102


class Kept(NamedTuple):
    """The keys of the attachments: the receipt, and the file as it came where that is kept too."""

    attachment_key: str
    original_key: str | None


def keep_receipt(desk: Desk, session: Session, ready: Ready, number: int) -> Kept:
    """Keep the files of a receipt inside a change.

    They are named anew ("receipt-2.jpg"), since the names of telephones and shops can hold people's.
    """
    name = f"receipt-{number}"
    made = desk.attach(session, ready.content, ready.media_type, f"{name}.{_ending(ready.media_type)}")
    original = None
    if ready.original is not None:
        kind = ready.original_type or ready.media_type
        original = desk.attach(session, ready.original, kind, f"{name}-original.{_ending(kind)}")
    session.flush()
    return Kept(made.key, original.key if original else None)


def _ending(media_type: str) -> str:
    return _ENDINGS.get(media_type, "bin")
