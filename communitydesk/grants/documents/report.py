"""The monitoring report: cover with the figures a funder wants first, then the three questions; and the whole pack."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from communitydesk.desk.words import N_, Words
from communitydesk.grants.documents import achieved, money
from communitydesk.grants.documents import common as c
from communitydesk.grants.documents.achieved import Content
from communitydesk.grants.documents.schedule import schedule_blocks, time_schedule_blocks
from communitydesk.grants.figures.report_data import data_files
from communitydesk.grants.figures.report_parts import AnswerFigures, CardFigures, ReportFigures, Signatory
from communitydesk.grants.questions import HEADINGS, OUTCOME
from communitydesk.paper import blocks as b

DECLARED = N_(
    "We declare that this report is true, that the money was spent on what it was given for, and that our accounts "
    "show it."
)
DECLARED_WITH_RECEIPTS = N_(
    "We declare that this report is true, that the money was spent on what it was given for, and that we keep the "
    "receipts and our accounts so that you can look at them."
)


ONE_PAGE = 0.35
"""So small may a photograph become that a small award's report stays on one page."""


def report_story(figures: ReportFigures, words: Words, content: Content) -> b.Story:
    """Return the report alone; its figures are attached as JSON and CSV."""
    blocks = report_blocks(figures, words, content, schedule=has_schedule(figures))
    if has_schedule(figures):
        blocks += schedule_blocks(figures, words)
    return c.told(figures, words, c.report_name(figures, words), blocks, data_files(figures, words))


def pack_story(figures: ReportFigures, words: Words, content: Content, receipts: Sequence[b.Block]) -> b.Story:
    """Return the whole pack: report, schedule of spending, schedule of volunteer time, receipts by their numbers."""
    contents = b.Contents(words("In this pack"))
    blocks = report_blocks(figures, words, content, schedule=True, contents=contents)
    if len(figures.payments) > money.FEW:
        blocks.append(b.PageBreak())
    blocks += schedule_blocks(figures, words)
    if figures.time.rows:
        blocks += [b.PageBreak(), *time_schedule_blocks(figures, words)]
    if receipts:
        blocks += [b.PageBreak(), b.Heading(words("Receipts")), *receipts]
    name = words("{report} with receipts", report=c.report_name(figures, words))
    return c.told(figures, words, name, blocks, data_files(figures, words))


def has_schedule(figures: ReportFigures) -> bool:
    """Whether the payments stand in a schedule of their own: where receipts or a budget are wanted, or there are many."""
    terms = figures.terms
    wanted = terms.budget.value or terms.receipts.value == "send" or len(figures.payments) > money.FEW
    return bool(figures.payments) and wanted


def report_blocks(
    figures: ReportFigures, words: Words, content: Content, *, schedule: bool, contents: b.Contents | None = None
) -> list[b.Block]:
    """Return the report's own blocks, from the cover to the declaration."""
    kicker = words(c.KICKERS[figures.kind], funder=figures.funder.name)
    blocks: list[b.Block] = [c.head(figures, words, kicker=kicker, lead=figures.quote), key_figures(figures, words)]
    if contents:  # the first page of a pack is a cover
        blocks += [contents, b.Facts(c.about_rows(figures, words)), b.PageBreak()]
    parts = _parts(_Teller(figures, words, content, schedule))
    if (
        len(parts) == 1 and not contents
    ):  # one page: what it is about stands first, and the photograph takes the room that is left
        blocks.append(b.Facts(c.about_rows(figures, words, short=True)))
    for number, (part, body) in enumerate(parts, 1):
        blocks += [b.Heading(words(HEADINGS[part]), number=str(number) if len(parts) > 1 else ""), *body]
    if len(parts) > 1 and not contents:
        about = b.Heading(words("About this grant"), number=str(len(parts) + 1))
        blocks.append(b.Together((about, b.Facts(c.about_rows(figures, words)))))
    if signs(figures):
        if contents:
            blocks += [b.Heading(words("Declaration")), declaration(figures, words)]
        elif len(parts) > 1:
            blocks.append(b.Together((b.Heading(words("Declaration"), 2), declaration(figures, words))))
        else:
            blocks.append(declaration(figures, words))
    return blocks


def signs(figures: ReportFigures) -> bool:
    """Whether the report ends with a declaration: where the budget is reported on, or names were given for it."""
    return figures.terms.budget.value or bool(figures.signatories)


def declaration(figures: ReportFigures, words: Words) -> b.Declaration:
    """Return what two people of the group sign."""
    text = DECLARED if figures.terms.receipts.value == "none" else DECLARED_WITH_RECEIPTS
    two = (*figures.signatories, Signatory(), Signatory())[:2]
    return b.Declaration(words(text), tuple(_signed(one, words) for one in two))


def _signed(one: Signatory, words: Words) -> tuple[b.FormLine, ...]:
    return (
        b.FormLine(words("Name"), one.name, 1.4),
        b.FormLine(words("Role"), one.role, 1.0),
        b.FormLine(words("Signature"), "", 1.6),
        b.FormLine(words("Date"), "", 1.0),
    )


# -- key figures ---------------------------------------------------------------------------


def key_figures(figures: ReportFigures, words: Words) -> b.KeyFigures:
    """Return the three or four figures that a funder wants first: money, what was done, people, what was added."""
    spent = N_("spent to date of {amount}") if figures.by_period else N_("spent of {amount}")
    found = [b.KeyFigure(words.money(figures.money.spent.value), words(spent, amount=words.money(figures.awarded)))]
    if not figures.terms.band.terms["numbers"] and not figures.terms.numbers.value:
        left = figures.money.unspent
        if left > 0:
            found.append(b.KeyFigure(words.money(left), words("unspent")))
        found += _people(figures, words)
        return b.KeyFigures(tuple(found))
    found += _done(figures, words)
    found += _people(figures, words)
    if figures.match:
        found.append(b.KeyFigure(words.money(figures.match), _added(figures, words)))
    return b.KeyFigures(tuple(found[:4]))


def _done(figures: ReportFigures, words: Words) -> list[b.KeyFigure]:
    """The first promise, or else the number of sessions."""
    first = next((one for one in figures.outputs if one.source != "people"), None)
    if first:
        label = words("{what} (promised: {target})", what=_lower(first.name), target=first.target)
        about = words("about {number}", number=first.done.value) if first.estimated else words.number(first.done.value)
        return [b.KeyFigure(about, label)]
    sessions = sum(one.sessions.value for one in figures.activities)
    label = words.plural("session", "sessions", sessions)
    return [b.KeyFigure(words.number(sessions), label)] if sessions else []


def _lower(text: str) -> str:
    """A promise as it stands inside a sentence: its first letter small, unless it begins with a name or capitals."""
    first, *others = text.split(" ")
    if any(other[:1].isupper() for other in others):  # "Warm Wednesday sessions"
        return text
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def _people(figures: ReportFigures, words: Words) -> list[b.KeyFigure]:
    people = figures.people
    if people.different:
        label = words("different people, estimated") if people.estimated else words("different people, counted by name")
        number = words.number(people.different)
        return [b.KeyFigure(words("about {number}", number=number) if people.estimated else number, label)]
    if people.attendances.value:
        return [b.KeyFigure(words.number(people.attendances.value), words("attendances"))]
    return []


def _added(figures: ReportFigures, words: Words) -> str:
    kinds = [
        text
        for there, text in (
            (figures.time.counted, words("time")),
            (figures.in_kind, words("kind")),
            (figures.cash, words("cash")),
        )
        if there
    ]
    return words("added by us in {kinds}", kinds=words.listing(kinds))


# -- the three parts -----------------------------------------------------------------------


@dataclass
class _Teller:
    """Tells each question of one report; remembers nothing but what it was made with."""

    figures: ReportFigures
    words: Words
    content: Content
    schedule: bool

    def section(self, answer: AnswerFigures) -> list[b.Block]:
        """Return the blocks that answer one question; none where there is nothing to say."""
        if answer.left_out:
            return self._left_out(answer)
        if answer.question.id.startswith(OUTCOME):
            return list(self._outcome(answer))
        tell = _SECTIONS.get(answer.question.id)
        return list(tell(self, answer)) if tell else self.said(answer)

    def said(self, answer: AnswerFigures) -> list[b.Block]:
        """Return the answer's own words."""
        return [b.Paragraph(answer.text)] if answer.text else []

    def _left_out(self, answer: AnswerFigures) -> list[b.Block]:
        if not answer.print_reason:
            return []
        asked, reason = self.words.say(answer.question.heading), answer.reason
        return [b.Paragraph(self.words("{question}: left out. {reason}", question=asked, reason=reason), "muted")]

    def _outcome(self, answer: AnswerFigures) -> Iterator[b.Block]:
        key = answer.question.id.removeprefix(OUTCOME)
        outcome = next((one for one in self.figures.outcomes if one.key == key), None)
        if outcome:
            yield from achieved.outcome_blocks(outcome, answer.text, self.words)
            yield from achieved.card_blocks(self.cards_of(key), self.words, self.content)

    def cards_of(self, outcome: str) -> list[CardFigures]:
        """Return the cards that stand beside an outcome: each beside the first that it shows; "" for the rest."""
        told = [
            one.question.id.removeprefix(OUTCOME)
            for one in self.figures.answers
            if one.question.id.startswith(OUTCOME) and not one.left_out
        ]
        return [
            card
            for card in self.figures.cards
            if next((key for key in card.outcomes if key in told), "") == outcome
        ]  # fmt: skip

    # -- the money -------------------------------------------------------------------------

    def spent_on(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """What it was spent on: in words, then the budget, a few payments or the balance."""
        yield from self.said(answer)
        figures, words = self.figures, self.words
        budget = figures.answer("budget")
        if budget and not budget.left_out and figures.lines:
            yield money.budget_table(figures, words)
            if note := money.budget_note(figures, words):
                yield b.Paragraph(note, "small")
        elif figures.payments and not self.schedule:
            yield money.few_payments(figures, words)
            yield from money.beside_payments(figures, words)
        yield b.Paragraph(c.listed((money.balance(figures, words), self._of_receipts())))

    def budget(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """The budget stands with the first question; here only what was said beyond it."""
        yield from self.said(answer)

    def changes(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """Changes agreed, then in words."""
        yield from money.changes_blocks(self.figures.changes, self.words)
        yield from self.said(answer)

    def other_money(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """Cash that others put in."""
        if self.figures.cash:
            yield money.match_table(self.figures.cash, self.words, kind=False)
        yield from self.said(answer)

    def in_kind(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """Support that was not money (004 5.8)."""
        if self.figures.in_kind:
            yield money.match_table(self.figures.in_kind, self.words, kind=True)
        yield from self.said(answer)

    def volunteers(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """Volunteers' time and what it is worth."""
        if self.figures.time.minutes.value:
            yield from money.time_blocks(self.figures.time, self.words)
        yield from self.said(answer)

    def equipment(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """Lasting things and where they are."""
        if self.figures.equipment:
            yield money.equipment_table(self.figures.equipment, self.words)
        yield from self.said(answer)

    def _of_receipts(self) -> str:
        """How many receipts there are, where that is asked."""
        asked = self.figures.answer("receipts")
        if asked and not asked.left_out and self.figures.payments:
            return money.receipts_sentence(self.figures, self.words, schedule=self.schedule)
        return ""

    # -- what was achieved -----------------------------------------------------------------

    def done(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """What was done: in words, promises, activities, people, places."""
        figures, words = self.figures, self.words
        yield from self.said(answer)
        yield from achieved.outputs_blocks(figures.outputs, words, final=figures.final)
        if len(figures.activities) > 1:
            yield achieved.activities_table(figures, words)
        people = achieved.people_sentence(figures.people, words)
        places = ""
        if figures.places:
            one, many = N_("Place: {places}."), N_("Places: {places}.")
            places = words.plural(one, many, len(figures.places), places=words.listing(figures.places))
        if people or places:
            yield b.Paragraph(c.listed((people, places)))

    def evidence(self, answer: AnswerFigures) -> Iterator[b.Block]:
        """What stands beside no outcome."""
        one_page = not self.figures.terms.numbers.value
        gives = ONE_PAGE if one_page else 0.7
        yield from achieved.card_blocks(self.cards_of(""), self.words, self.content, shrinks_to=gives)


def told_beside(figures: ReportFigures, answer: AnswerFigures, words: Words, content: Content) -> list[b.Block]:
    """Return what the program puts beside an answer in the document, without the answer's own words."""
    bare = dataclasses.replace(answer, text="")
    return _Teller(figures, words, content, has_schedule(figures)).section(bare)


def as_lines(blocks: Sequence[b.Block]) -> list[str]:
    """Return blocks as lines of text, tables with tabs, for a funder's form that takes only text."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, b.Table):
            rows = [tuple(column.heading for column in block.columns), *block.rows, *block.totals]
            lines += ["\t".join(_plain(cell) for cell in row) for row in rows if not isinstance(row, b.Band)]
        elif isinstance(block, b.Together):
            lines += as_lines(block.blocks)
        elif isinstance(block, b.Paragraph):
            lines.append(_plain(block.text))
        elif isinstance(block, b.Quotation):
            lines.append(" ".join((block.text, block.attribution)).strip())
        elif isinstance(block, b.KeyFigures):
            lines += [" ".join((one.value, *one.label.splitlines())) for one in block.figures]
        elif isinstance(block, b.Chart):
            lines += [f"{name}\t{block.series[0].words[at]}" for at, name in enumerate(block.labels)]
        elif isinstance(block, b.Bullets):
            lines += [_plain(item) for item in block.items]
    return lines


def _plain(text: b.Text | b.Cell) -> str:
    if isinstance(text, b.Cell):
        text = text.text
    return text if isinstance(text, str) else "".join(part if isinstance(part, str) else part.text for part in text)


_SECTIONS: dict[str, Callable[[_Teller, AnswerFigures], Iterator[b.Block]]] = {
    "spent_on": _Teller.spent_on,
    "budget": _Teller.budget,
    "changes": _Teller.changes,
    "other_money": _Teller.other_money,
    "in_kind": _Teller.in_kind,
    "volunteers": _Teller.volunteers,
    "equipment": _Teller.equipment,
    "done": _Teller.done,
    "evidence": _Teller.evidence,
}
_LEADS = ("spent_on", "underspend", "receipts", "done", "learned")
"""They need no heading of their own: they open their part, or are a sentence at its end."""


def _parts(teller: _Teller) -> list[tuple[str, list[b.Block]]]:
    """Return the parts that have something in them; pictures alone join the part before."""
    parts: list[tuple[str, list[b.Block]]] = []
    for part in HEADINGS:
        told = [(one, teller.section(one)) for one in teller.figures.answers if one.question.part == part]
        told = [(one, blocks) for one, blocks in told if blocks]
        if parts and told and all(one.question.id == "evidence" for one, _ in told):
            parts[-1][1].extend(block for _, blocks in told for block in blocks)
        elif told:
            parts.append((part, list(_headed(told, teller.words))))
    return parts


def _headed(told: Sequence[tuple[AnswerFigures, list[b.Block]]], words: Words) -> Iterator[b.Block]:
    before = ""
    for number, (answer, blocks) in enumerate(told):
        heading = words.say(answer.question.heading)
        leads = answer.question.id in _LEADS or answer.left_out or (number == 0 and len(told) == 1)
        if not leads and heading != before:
            yield b.Heading(heading, 2)
        before = heading
        yield from blocks
