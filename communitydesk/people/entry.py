"""What is typed from a sign-in sheet: a row for each person, and groups without names ("8x2")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communitydesk.desk.dates import parse_hours
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_


@dataclass(frozen=True)
class GroupEntry:
    """Several people without names: how many, the minutes that each gave (None: the session's), what they are."""

    people: int
    minutes: int | None = None
    label: str = ""


@dataclass(frozen=True)
class SessionRow:
    """A row of a sign-in sheet.

    Who: a person's key, or the name of somebody new, or a group's label with how many `people` it has. `minutes` is
    each one's time; None when they took part and gave no time.
    """

    person_key: str | None = None
    new_name: str = ""
    group_label: str = ""
    people: int = 1
    minutes: int | None = None
    role: str = ""
    role_class: str = "general"
    note: str = ""

    @property
    def named(self) -> bool:
        """Whether this is one person with a name."""
        return bool(self.person_key or self.new_name.strip())


_TIMES = r"\s*[x×✕*]\s*"
_LENGTH = r"(?P<time>\d{1,2}:\d{2}|\d*[.,]?\d+[½¼¾]?|[½¼¾])\s*(?:h|hrs?|hours?)?(?:\s+each)?"
_PEOPLE = r"(?:people|persons|volunteers|helpers|others)"
_COUNT_FIRST = re.compile(
    rf"^(?P<people>\d{{1,5}})\s*(?P<kind>[^\W\d][^\d×✕*:]*?)?{_TIMES}{_LENGTH}(?:\s+(?P<label>[^\d\s].*))?$", re.I
)
_NAME_FIRST = re.compile(
    rf"^(?P<label>.*?[^\W\d_].*?)(?:\s+[x*]\s*|\s*[×✕]\s*|\s+)(?P<people>\d{{1,5}})(?:\s*{_PEOPLE})?(?:{_TIMES}{_LENGTH})?$",
    re.I,
)
_NAME_TIMES = re.compile(r"^.*[^\W\d_].*?(?:\s[x*]|[×✕])\s*\d{1,5}", re.I)
_PREFIX = re.compile(r"^group\s*:\s*", re.I)
MOST = 10_000


def parse_group_entry(text: str) -> GroupEntry | None:
    """Return the group that was typed, None when it is no group but a name.

    "8x2", "8 x 1:30", "8 people x 2 h", "8 x 2 helpers from the bank", "helpers from the bank x 8",
    "Group: helpers from the bank x 8 x 2:30". Raises FieldTrouble when it is a group that cannot be ("0x2").
    """
    given = " ".join(text.split())
    bare = _PREFIX.sub("", given)
    found = _COUNT_FIRST.match(bare)
    if not found and (bare != given or _NAME_TIMES.match(bare)):
        found = _NAME_FIRST.match(bare)
    if not found:
        if bare != given:
            raise FieldTrouble("who", N_("Say how many they were, like this: {label} x 8."), label=bare or "…")
        return None
    people = int(found["people"])
    if not 1 <= people <= MOST:
        raise FieldTrouble("who", N_("A group has at least one person and at most {most}."), most=MOST)
    time = found["time"]
    return GroupEntry(people, parse_hours(time, "who") if time else None, _label(found.groupdict()))


def _label(parts: dict[str, str | None]) -> str:
    kind = (parts.get("kind") or "").strip()
    label = (parts.get("label") or "").strip(" ,:×*")
    return label or ("" if re.fullmatch(_PEOPLE, kind, re.I) else kind)
