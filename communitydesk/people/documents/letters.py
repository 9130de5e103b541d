"""Letters of thanks and certificates of hours: the group's own words, filled in for each person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, Words
from communitydesk.group.figures import GroupFigures, current_year, group_figures
from communitydesk.paper import blocks as b
from communitydesk.paper.document import Document
from communitydesk.people.figures.hours import HoursWanted
from communitydesk.people.figures.letters import Thanked, letter_values, thanked
from communitydesk.people.model import LetterTemplate
from communitydesk.people.model.letters import FIELD, filled

STARTING: dict[str, dict[str, tuple[str, ...]]] = {
    "letter": {
        "heading": (N_("Thank you for your time"),),
        "body": (
            N_("Dear {name},"),
            N_(
                "Thank you for the time that you have given to {group}: {hours} on {sessions} ({period}). "
                "You helped with {activities}."
            ),
            N_(
                "None of this would happen without you, and you have been part of it since {since}. We are grateful, and "
                "hope that you enjoyed it as much as we enjoyed having you with us."
            ),
        ),
        "closing": (N_("With warm thanks,"),),
    },
    "certificate": {
        "heading": (N_("Certificate of hours"),),
        "body": (
            N_("This certificate is given to"), "{name}", N_("who gave {hours} to {group}\n({period})"),
            N_("helping with {activities}"),
        ),
        "closing": (N_("With our thanks"),),
    },
}  # fmt: skip
"""What a group begins with, by paragraph; it makes these words its own."""
TITLES = {"letter": N_("Letters of thanks"), "certificate": N_("Certificates of hours")}
NAMES = {"letter": "letters-of-thanks", "certificate": "certificates-of-hours"}
MOST = 4
"""Activities that are named; what there is beyond is called other things."""


@dataclass(frozen=True)
class LetterWords:
    """The words of one kind of letter, as a group typed them."""

    kind: str
    heading: str = ""
    body: str = ""
    closing: str = ""
    signed_by: str = ""
    signed_as: str = ""

    def check(self) -> None:
        """Raise FieldTrouble or ManyTroubles where something in them cannot be filled in."""
        LetterTemplate(**vars(self)).check()


def letter_words(kept: Mapping[str, str], kind: str, words: Words, group: GroupFigures | None) -> LetterWords:
    """Return the group's own words as they are kept, or those that it begins with."""
    if kept:
        return LetterWords(kind, **{name: str(kept[name] or "") for name in FIELDS})
    usual = {name: "\n\n".join(_said(part, words) for part in parts) for name, parts in STARTING[kind].items()}
    if group:
        usual |= {"signed_by": group.contact_name, "signed_as": group.contact_role}
    return LetterWords(kind, **usual)


def _said(part: str, words: Words) -> str:
    return part if FIELD.fullmatch(part) else words(part)


FIELDS = ("heading", "body", "closing", "signed_by", "signed_as")


def merge_values(one: Thanked, group: str, period: Period, words: Words, today: dt.date) -> dict[str, str]:
    """Return what stands for each field in one person's letter, in the document's language."""
    hours, minutes = divmod(one.minutes, 60)
    said = [words.plural("{n} hour", "{n} hours", hours)] if hours else []
    if minutes:
        said.append(words.plural("{n} minute", "{n} minutes", minutes))
    named = list(one.activities[:MOST])
    if len(one.activities) > MOST:
        named.append(words(N_("other things")))
    first, last = period.start or one.first_on, min(period.end or one.last_on, max(today, one.last_on))
    values = {
        "name": one.name,
        "hours": words.listing(said),
        "period": words.period(first, last),
        "activities": words.listing(_apart(name) for name in named) or words(N_("whatever needed doing")),
        "sessions": words.plural("{n} occasion", "{n} occasions", one.times),
        "since": words.date_as(one.since, "MMMM y"),
        "group": group or words(N_("our group")),
        "date": words.date(today),
    }
    return {name: _apart(value) if name in ("name", "group") else value for name, value in values.items()}


def _apart(text: str) -> str:
    """Return a text whose direction of reading does not turn what stands beside it (Unicode Standard Annex 9, isolates)."""
    return f"\u2068{text}\u2069"


def letters_story(
    typed: LetterWords,
    people: Sequence[Thanked],
    group: GroupFigures | None,
    period: Period,
    words: Words,
    today: dt.date,
) -> b.Story:
    """Return a page for each person, with nothing on it about another; no data goes with it, since it would.

    Raises FieldTrouble, ManyTroubles where the words cannot be filled in, and Refused where there is nobody.
    """
    typed.check()
    if not people:
        raise Refused(N_("Nobody is chosen, or nobody with a name gave hours in this time."))
    name, blocks = group.name if group else "", list[b.Block]()
    for one in people:
        if blocks:
            blocks.append(b.PageBreak())
        values = merge_values(one, name, period, words, today)
        if typed.kind == "certificate":
            blocks.append(_certificate(typed, one, name, values, words, today))
        else:
            blocks += _letter(typed, one, group, values, words, today)
    one_only = len(people) == 1
    return b.Story(
        title=words(_TITLE[typed.kind] if one_only else TITLES[typed.kind]),
        blocks=tuple(blocks),
        page_words="",
        made_on=today,
        language=words.tag,
        author=name,
        landscape=typed.kind == "certificate",
    )


_TITLE = {"letter": N_("Letter of thanks"), "certificate": N_("Certificate of hours")}


def _certificate(
    typed: LetterWords, one: Thanked, group: str, values: Mapping[str, str], words: Words, today: dt.date
) -> b.Certificate:
    lines = [part.strip() for part in typed.body.split("\n\n") if part.strip()] + [typed.closing]
    made: list[str | b.Strong] = []
    for line in lines:
        text = filled(line, values).strip()
        if text:
            made.append(b.Strong(text) if filled(line, {"name": ""}).strip() == "" else text)
    seal = (_figure(one.minutes, words), words(N_("hour")) if one.minutes == 60 else words(N_("hours")))
    signed = tuple(filter(None, (typed.signed_by, typed.signed_as))) or (words(N_("Signature")),)
    return b.Certificate(group, filled(typed.heading, values), tuple(made), signed,
                         (words.date(today), words(N_("Date"))), seal, one.name)  # fmt: skip


def _figure(minutes: int, words: Words) -> str:
    """Return hours as a seal says them: 62, 62½; other minutes as on a clock."""
    hours, rest = divmod(minutes, 60)
    parts = {0: "", 15: "¼", 30: "½", 45: "¾"}
    if rest not in parts:
        return words.clock(minutes)
    return (words.number(hours) if hours or not rest else "") + parts[rest]


def _letter(
    typed: LetterWords,
    one: Thanked,
    group: GroupFigures | None,
    values: Mapping[str, str],
    words: Words,
    today: dt.date,
) -> Iterator[b.Block]:
    sender = (group.name, *group.address.splitlines(), group.email, group.phone) if group else ()
    yield b.Letterhead(
        tuple(line.strip() for line in sender if line.strip()), (one.name, *one.address), words.date(today)
    )
    if typed.heading:
        yield b.Heading(filled(typed.heading, values), bookmark=one.name)
    *parts, last = [part for part in filled(typed.body, values).split("\n\n") if part.strip()] or [""]
    signed = tuple(line for line in (typed.signed_by, typed.signed_as) if line)
    closing = b.Closing(filled(typed.closing, values), signed or (values["group"],))
    yield from (b.Paragraph(part) for part in parts)
    yield b.Together((b.Paragraph(last), closing))  # nobody signs an empty page


# -- the documents -----------------------------------------------------------------------------


@dataclass(frozen=True)
class LettersWanted:
    """Whose letters are wanted, and which: the hours that count, and the keys of the people (None: all who are here)."""

    typed: LetterWords
    hours: HoursWanted
    people: tuple[str, ...] | None = None


def letters_document(desk: Desk, wanted: LettersWanted, today: dt.date, name: str = "") -> Document:
    """Return letters as one document, a page for each person; `name` is used for the file in place of the usual one."""

    def make(words: Words) -> b.Story:
        with desk.read() as session:
            rows, group = thanked(session, wanted.hours), group_figures(session, today)
        return letters_story(wanted.typed, chosen(rows, wanted.people), group, wanted.hours.period, words, today)

    kind = wanted.typed.kind
    return Document(name or NAMES[kind], Message(TITLES[kind]), make, Message(N_("People and hours")), "people")


def chosen(rows: Sequence[Thanked], keys: Sequence[str] | None) -> tuple[Thanked, ...]:
    """Return those who were picked, or everybody who has not left."""
    return tuple(one for one in rows if (one.left_on is None if keys is None else one.key in keys))


def each_letter(desk: Desk, wanted: LettersWanted, words: Words, today: dt.date) -> Iterator[tuple[str, b.Story]]:
    """Yield each person's letter by itself, with a file name that holds their number in place of their name.

    Raises FieldTrouble, ManyTroubles, Refused.
    """
    with desk.read() as session:
        rows, group = thanked(session, wanted.hours), group_figures(session, today)
    taken: set[str] = set()
    for one in chosen(rows, wanted.people):
        name = f"{wanted.typed.kind}-{one.number:04d}"
        while name in taken:  # two files brought together may number two people alike
            name += "-2"
        taken.add(name)
        yield f"{name}.pdf", letters_story(wanted.typed, (one,), group, wanted.hours.period, words, today)


def letter_documents(desk: Desk, today: dt.date) -> Iterator[Document]:
    """Yield this year's letters of thanks and certificates, in the group's words, where somebody with a name gave time."""
    with desk.read() as session:
        hours = HoursWanted(period=current_year(session, today))
        if not chosen(thanked(session, hours), None):
            return
    for kind in ("letter", "certificate"):
        yield _of_year(desk, kind, hours, today)


def _of_year(desk: Desk, kind: str, hours: HoursWanted, today: dt.date) -> Document:
    def make(words: Words) -> b.Story:
        with desk.read() as session:
            kept, group = letter_values(session, kind), group_figures(session, today)
        typed = letter_words(kept, kind, words, group)
        return letters_document(desk, LettersWanted(typed, hours), today).make(words)

    return Document(NAMES[kind], Message(TITLES[kind]), make, Message(N_("People and hours")), "people")
