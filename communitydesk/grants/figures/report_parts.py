"""Exactly what a report's documents say: frozen figures, every total with the records that it adds up.

Money is in pence, time in minutes. `keys` are the references of the records behind a figure, in their order.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from communitydesk.desk.records import Ref
from communitydesk.desk.words import Message
from communitydesk.grants.proportion import EffectiveTerms
from communitydesk.grants.questions import Question

Keys = tuple[Ref, ...]


@dataclass(frozen=True)
class Sum:
    """A total and the records that it adds up."""

    value: int = 0
    keys: Keys = ()


@dataclass(frozen=True)
class GroupFacts:
    """The group as a funder knows it; fields as in `group.model.Group`."""

    name: str
    legal_form: str = ""
    area: str = ""
    purpose: str = ""
    charity_number: str = ""
    company_number: str = ""
    contact_name: str = ""
    contact_role: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    money_held_by: str = ""


@dataclass(frozen=True)
class FunderFacts:
    """The funder: who they are, what kind, and what they have published about reporting."""

    name: str
    kind: str = ""
    person: str = ""
    job: str = ""
    address: str = ""
    pledge: str = ""


@dataclass(frozen=True)
class AwardFacts:
    """The award; fields as in `model.Award`."""

    key: str
    name: str
    amount: int
    starts_on: dt.date
    ends_on: dt.date
    spend_by: dt.date
    programme: str = ""
    reference: str = ""
    purpose: str = ""
    awarded_on: dt.date | None = None
    restricted: bool = True
    recipient: str = "group"
    recipient_name: str = ""


@dataclass(frozen=True)
class LineFigures:
    """One budget line: awarded (with what was moved in agreement), spent, and why they differ.

    `spent` counts from the beginning to the day of the figures; `in_period` is the part of it in the report's period.
    """

    key: str
    name: str
    awarded: Sum
    spent: Sum
    moved: int = 0
    reason: str = ""
    in_period: Sum = Sum()

    @property
    def difference(self) -> int:
        """Awarded less spent; negative when overspent."""
        return self.awarded.value - self.spent.value


@dataclass(frozen=True)
class PaymentRow:
    """One payment in the schedule of spending. `number` is printed, and its receipts carry it.

    `amount` is this award's part; `whole` is the payment's amount. `paid_by` is the number of the person who paid
    from their own pocket, 0 for the group's account. `paid_to` is the number of the volunteer who was paid, whose
    name then does not stand in `payee` (unless a term wants names).
    """

    number: int
    incurred_on: dt.date
    payee: str
    what: str
    line: str
    amount: int
    whole: int
    keys: Keys
    paid_on: dt.date | None = None
    method: str = ""
    receipts: tuple[int, ...] = ()
    no_receipt: str = ""
    basis: str = ""
    paid_by: int = 0
    paid_to: int = 0
    paid_back_on: dt.date | None = None


@dataclass(frozen=True)
class Box:
    """A part of a page that is blacked out: fractions of its width and height from the top left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class ReceiptRow:
    """One receipt of a pack: its number, the payment that it shows, and where its content is kept."""

    number: int
    payment: int
    amount: int
    key: str
    sha256: str
    media_type: str
    pages: int = 1
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class MatchRow:
    """Other money, or a thing in kind, with the basis of its value."""

    what: str
    from_whom: str
    given_on: dt.date
    amount: int
    basis: str
    keys: Keys


@dataclass(frozen=True)
class RateRow:
    """Volunteer time at one rate: one printed line, rounded once, half up. `rate_minutes` is what `pence` pays for."""

    role_class: str
    minutes: int
    pence: int
    rate_minutes: int
    scheme: str
    source: str
    starts_on: dt.date | None
    value: int
    keys: Keys


@dataclass(frozen=True)
class TimeRow:
    """One entry of volunteer time in the schedule. `number` stands for the person, 0 for a group without names.

    `name` is empty unless a term wants names.
    """

    given_on: dt.date
    number: int
    name: str
    people: int
    minutes: int
    role_class: str
    activity: str
    pence: int
    rate_minutes: int
    keys: Keys
    group_label: str = ""


@dataclass(frozen=True)
class TimeFigures:
    """Volunteer time counted for the award. `value` adds the printed lines; `counted` is what the funder lets count."""

    volunteers: int = 0
    unnamed: int = 0  # people in group entries without names, which may hold somebody twice
    minutes: Sum = Sum()
    rates: tuple[RateRow, ...] = ()
    rows: tuple[TimeRow, ...] = ()
    value: int = 0
    counted: int = 0
    without_rate: int = 0  # minutes for which no rate is known
    note: Message | None = None

    @property
    def capped(self) -> bool:
        """Whether the funder counts less than it is worth."""
        return self.counted != self.value


@dataclass(frozen=True)
class ActivityFigures:
    """What happened at one activity in the period. `counted` names the ways in which people were counted."""

    key: str
    name: str
    place: str
    sessions: Sum
    attendances: Sum
    counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeopleFigures:
    """How many different people took part, counted by name or estimated, and on what basis; how many were new."""

    different: int | None = None
    estimated: bool = False
    basis: Message | None = None
    attendances: Sum = Sum()
    new: int | None = None


@dataclass(frozen=True)
class OutputFigures:
    """A promise in numbers and how far it came; `estimated` where the number is not counted."""

    key: str
    name: str
    target: int
    done: Sum
    counted: bool = True  # whether anybody counted
    source: str = "typed"
    estimated: bool = False


@dataclass(frozen=True)
class MeasureFigures:
    """How many of those asked said yes on one day."""

    taken_on: dt.date
    question: str
    yes: int
    asked: int
    key: str


@dataclass(frozen=True)
class CardFigures:
    """A piece of evidence that may be printed: everybody in it agreed, or nobody can be recognised."""

    key: str
    kind: str
    name: str
    made_on: dt.date | None
    text: str = ""
    said_by: str = ""
    number: int | None = None
    unit: str = ""
    sha256: str = ""
    media_type: str = ""
    alt_text: str = ""
    caption: str = ""
    outcomes: tuple[str, ...] = ()
    consented: bool = False


@dataclass(frozen=True)
class KeptOut:
    """A card that stays out, and why."""

    key: str
    name: str
    why: Message


@dataclass(frozen=True)
class OutcomeFigures:
    """An outcome of the award, how the group would know, and what it measured."""

    key: str
    statement: str
    how_we_know: str = ""
    measures: tuple[MeasureFigures, ...] = ()


@dataclass(frozen=True)
class ChangeFigures:
    """A change of plan, or money moved between lines, and who agreed to it."""

    what: Message | str
    agreed_on: dt.date | None
    agreed_by: str
    reason: str
    key: str


@dataclass(frozen=True)
class EquipmentFigures:
    """Something lasting that the award bought, and where it is."""

    name: str
    cost: int | None
    bought_on: dt.date | None
    where: str
    gone_on: dt.date | None
    gone: str
    key: str


@dataclass(frozen=True)
class AnswerFigures:
    """A question with its answer as it stands."""

    question: Question
    text: str = ""
    done: bool = False
    left_out: bool = False
    reason: str = ""
    print_reason: bool = False
    words: int = 0

    @property
    def over(self) -> int:
        """How many words too many."""
        return max(0, self.words - self.question.limit) if self.question.limit else 0

    @property
    def state(self) -> str:
        """How far it is: "out" (left out), "figures" (they answer it), "done", "begun" or "empty"."""
        if self.left_out:
            return "out"
        if not self.question.in_words:
            return "figures"
        if self.done:
            return "done"
        return "begun" if self.text else "empty"


@dataclass(frozen=True)
class Missing:
    """Something to put right before the report goes: the sentence, how grave, and where it is mended.

    `place`, `key` and `tab` lead there; `action` is the word on the button. `question` names the answer, if one;
    `problem` the kind of problem whose mending is opened at once.
    """

    text: Message
    grave: bool
    action: Message
    place: str = "grants"
    key: str = ""
    tab: str = ""
    question: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Money:
    """The award's money up to the day of the figures.

    Of `spent`: `in_period` was in the report's period; the payments of `before` and `after` were not. `opening` was
    spent before the group began to keep its records here; it is in the period with the day up to which it counts.
    """

    received: Sum = Sum()
    spent: Sum = Sum()
    committed: Sum = Sum()
    in_period: Sum = Sum()
    before: Sum = Sum()
    after: Sum = Sum()
    opening: Sum = Sum()
    to_claim: int = 0  # where the award is paid in arrears: spent and not yet received

    @property
    def unspent(self) -> int:
        """Received less spent."""
        return self.received.value - self.spent.value

    @property
    def free(self) -> int:
        """Received less spent and promised."""
        return self.unspent - self.committed.value


@dataclass(frozen=True)
class Signatory:
    """Somebody who signs the declaration."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class ReportFigures:
    """Everything that a report, its schedules and its attached data say."""

    key: str
    kind: str
    start: dt.date
    end: dt.date
    as_at: dt.date
    quote: str
    group: GroupFacts
    funder: FunderFacts
    award: AwardFacts
    terms: EffectiveTerms
    money: Money
    lines: tuple[LineFigures, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()
    cash: tuple[MatchRow, ...] = ()
    in_kind: tuple[MatchRow, ...] = ()
    time: TimeFigures = TimeFigures()
    activities: tuple[ActivityFigures, ...] = ()
    people: PeopleFigures = PeopleFigures()
    outputs: tuple[OutputFigures, ...] = ()
    outcomes: tuple[OutcomeFigures, ...] = ()
    cards: tuple[CardFigures, ...] = ()
    kept_out: tuple[KeptOut, ...] = ()
    changes: tuple[ChangeFigures, ...] = ()
    equipment: tuple[EquipmentFigures, ...] = ()
    answers: tuple[AnswerFigures, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    missing: tuple[Missing, ...] = ()
    places: tuple[str, ...] = field(default=())

    def answer(self, question: str) -> AnswerFigures | None:
        """Return the answer to a question, None when this report does not ask it."""
        return next((one for one in self.answers if one.question.id == question), None)

    @property
    def due_words(self) -> int:
        """How many words all answers have together."""
        return sum(one.words for one in self.answers if not one.left_out)

    @property
    def awarded(self) -> int:
        """The award in pence."""
        return self.award.amount

    @property
    def match(self) -> int:
        """What the group added: cash, things in kind and the time that counts."""
        return sum(row.amount for row in (*self.cash, *self.in_kind)) + self.time.counted

    @property
    def final(self) -> bool:
        """Whether it is the last report."""
        return self.kind == "final"

    @property
    def by_period(self) -> bool:
        """Whether it covers a part of the award's time, so that spending in it and to date are two figures."""
        return not self.final or self.start > self.award.starts_on
