"""What can go wrong, said so that a person knows what happened and what to do.

Faults in what somebody typed and faults of the outside world are expected: they are these classes, and each holds
the sentence that the person reads, as a message that is translated when it is shown. Anything else is a bug.
"""

from __future__ import annotations

from typing import Any

from communitydesk.desk.words import Message, Words


class Trouble(Exception):
    """Something that a person can understand and put right. `str()` gives the English sentence."""

    def __init__(self, text: Message | str, /, **values: Any) -> None:
        self.message = text if isinstance(text, Message) else Message(text, values)
        super().__init__(self.message.id)

    def say(self, words: Words) -> str:
        """Return the sentence in the reader's language."""
        return words.say(self.message)

    def __str__(self) -> str:
        return Words().say(self.message)


class FieldTrouble(Trouble):
    """What was typed in one field cannot be taken. `field` is the attribute's name, for the place of the sentence."""

    def __init__(self, field: str, text: Message | str, /, **values: Any) -> None:
        super().__init__(text, **values)
        self.field = field


class ManyTroubles(Trouble):
    """Several fields at once cannot be taken; each of `troubles` says its own sentence beside its field."""

    def __init__(self, troubles: tuple[FieldTrouble, ...]) -> None:
        super().__init__(troubles[0].message)
        self.troubles = troubles


class Refused(Trouble):
    """A rule says no to the whole act (an hour claimed twice, a change without its file)."""


class FileTrouble(Trouble):
    """The file, the disk or another computer is in the way: full, locked, damaged, newer, not to be written."""


class WrongPassphrase(FileTrouble):
    """The passphrase does not open the file, or its first page is damaged: the two cannot be told apart."""


class Cancelled(Exception):
    """The person stopped a long piece of work. Nothing was changed."""
