"""Whether a piece of evidence may be shown: everybody who can be recognised in it has said yes, and it still holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from communitydesk.desk.words import N_, Message

State = Literal["ok", "soon", "lapsed", "withdrawn", "missing"]
SOON_DAYS = 60
"""How long before it lapses a consent is asked for again."""


class Shown(Protocol):
    """What is looked at of a card."""

    @property
    def shows_people(self) -> bool: ...  # noqa: D102


class Agreed(Protocol):
    """What is looked at of a consent."""

    @property
    def given_on(self) -> dt.date | None: ...  # noqa: D102
    @property
    def expires_on(self) -> dt.date | None: ...  # noqa: D102
    @property
    def withdrawn_on(self) -> dt.date | None: ...  # noqa: D102


@dataclass(frozen=True)
class ConsentState:
    """Whether a card may be printed on a day, with the sentence that says why and, if not, what to do."""

    state: State
    sentence: Message
    until: dt.date | None = None

    @property
    def printable(self) -> bool:
        """Whether the card may stand in a document."""
        return self.state in ("ok", "soon")


def consent_state(card: Shown, consents: Sequence[Agreed], day: dt.date) -> ConsentState:
    """Return whether a card may be shown on a day. The worst of its consents decides; the last day still counts."""
    if not card.shows_people:
        return ConsentState("ok", Message(N_("Nobody can be recognised in it.")))
    if not consents:
        return ConsentState("missing", Message(N_("Nobody's consent is recorded, so it stays out of documents.")))
    ended = [one.withdrawn_on for one in consents if one.withdrawn_on and one.withdrawn_on <= day]
    if ended:
        text = N_("A consent was taken back on {day}, so it stays out of documents.")
        return ConsentState("withdrawn", Message(text, {"day": min(ended)}))
    if any(one.given_on is None or one.given_on > day for one in consents):
        return ConsentState("missing", Message(N_("A consent is still to be asked for, so it stays out of documents.")))
    return _lasting(consents, day)


def _lasting(consents: Sequence[Agreed], day: dt.date) -> ConsentState:
    until = min((one.expires_on for one in consents if one.expires_on), default=None)
    if until is None:
        return ConsentState("ok", Message(N_("Everybody in it has agreed.")))
    if until < day:
        text = N_("A consent lapsed on {day}, so it stays out of documents. Ask again.")
        return ConsentState("lapsed", Message(text, {"day": until}), until)
    if (until - day).days <= SOON_DAYS:
        return ConsentState("soon", Message(N_("A consent lapses after {day}. Ask again soon."), {"day": until}), until)
    return ConsentState("ok", Message(N_("Everybody in it has agreed, until {day}."), {"day": until}), until)
