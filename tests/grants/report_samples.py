"""Reports of four sizes, made by hand, to look at and to test the documents with."""

# ruff: noqa: E501

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
from functools import cache

from PIL import Image, ImageDraw

from communitydesk.desk.money import worth
from communitydesk.desk.records import Ref
from communitydesk.grants.figures import report_parts as p
from communitydesk.grants.model import Award, Terms
from communitydesk.grants.proportion import effective_terms
from communitydesk.grants.questions import LINE, OUTCOME, Holds, questions_for, word_count

START, END = dt.date(2025, 11, 1), dt.date(2026, 10, 31)
GROUP = p.GroupFacts(
    "Kingsmead Community Garden",
    "association",
    "Kingsmead estate",
    "We grow food and company on the Kingsmead estate.",
    contact_name="Nirmala Ramanathan",
    contact_role="treasurer",
    email="garden@example.org",
    phone="01632 960 123",
)
PICTURES: dict[str, bytes] = {}


@cache
def picture(width: int, height: int, hue: int) -> str:
    image = Image.new("HSV", (width, height), (hue, 70, 220)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for step in range(0, width, 60):
        draw.ellipse((step, height * 0.4, step + 90, height * 0.9), fill=(40 + step % 120, 110, 70))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    sha = hashlib.sha256(buffer.getvalue()).hexdigest()
    PICTURES[sha] = buffer.getvalue()
    return sha


def content(sha256: str) -> bytes:
    return PICTURES[sha256]


def keys(table: str, *names: object) -> tuple[Ref, ...]:
    return tuple(Ref(table, str(name)) for name in names)


def card(key: str, kind: str, **more: object) -> p.CardFigures:
    made = {"made_on": dt.date(2026, 6, 13), "consented": True, **more}
    return p.CardFigures(key, kind, str(made.pop("name", key)), **made)  # type: ignore[arg-type]


LINES = (
    ("Equipment and materials", 240000, 241860, "Timber cost more"),
    ("Sessional workers", 150000, 150000, ""),
    ("Publicity", 30000, 18150, "The library printed for us"),
    ("Volunteer expenses", 40000, 28750, "Most people lived nearby"),
    ("Venue", 30000, 17450, "One month was free"),
)
SHOPS = (
    ("Borough Timber", "raised beds, oak sleepers"),
    ("Green & Sons", "compost, 40 bags"),
    ("T. Okafor", "Saturday sessions in March"),
    ("Library print room", "200 leaflets"),
    ("St Anne's hall", "room hire"),
    ("Market stall", "seed potatoes"),
)


def payments(count: int, scale: int = 1) -> tuple[p.PaymentRow, ...]:
    """Payments that add up to the lines' spending."""
    rows = []
    receipt = 0
    per_line = max(1, count // len(LINES))
    number = 0
    for index, (name, _awarded, spent, _why) in enumerate(LINES):
        rest = spent * scale
        for turn in range(per_line):
            number += 1
            amount = rest if turn == per_line - 1 else spent * scale // per_line
            rest -= amount
            payee, what = SHOPS[(index + turn) % len(SHOPS)]
            has = number % 9 != 0
            numbers = (receipt + 1,) if has else ()
            receipt += len(numbers)
            day = START + dt.timedelta(days=number * 330 // (per_line * len(LINES)))
            rows.append(
                p.PaymentRow(
                    number,
                    day,
                    payee,
                    what,
                    name,
                    amount,
                    amount * 2 if number == 4 else amount,
                    keys("allocation", f"a{number}") + keys("payment", f"p{number}"),
                    receipts=numbers,
                    no_receipt="" if has else "market stall",
                    basis="by floor space" if number == 4 else "",
                    method="cash" if not has else "card",
                    paid_by=7 if number == 6 else 0,
                    paid_back_on=day if number == 6 else None,
                )
            )
    return tuple(rows)


def receipts(rows: tuple[p.PaymentRow, ...]) -> tuple[p.ReceiptRow, ...]:
    sha = picture(900, 1400, 30)
    return tuple(
        p.ReceiptRow(number, row.number, row.amount, f"r{number}", sha, "image/jpeg")
        for row in rows
        for number in row.receipts
    )


def time_figures() -> p.TimeFigures:
    rates = tuple(
        p.RateRow(
            "general",
            minutes,
            pence,
            60,
            "National Living Wage",
            "gov.uk",
            since,
            worth(minutes, pence),
            keys("hours", since),
        )
        for minutes, pence, since in (
            (87 * 60, 1221, dt.date(2025, 4, 1)),
            (127 * 60 + 30, 1271, dt.date(2026, 4, 1)),
        )
    )
    rows = tuple(
        p.TimeRow(START + dt.timedelta(days=7 * n), n % 12 + 1, "", 1, 150, "general", "Saturday growing session",
                  1221 if n < 20 else 1271, 60, keys("hours", n))
        for n in range(40)
    )  # fmt: skip
    value = sum(one.value for one in rates)
    return p.TimeFigures(23, 8, p.Sum(sum(one.minutes for one in rates), keys("hours", 1)), rates, rows, value, value)


OUTCOMES = (
    p.OutcomeFigures(
        "o1",
        "People on the estate feel less alone.",
        "We ask everybody once a year.",
        (p.MeasureFigures(dt.date(2026, 10, 10), "Do you feel less alone than a year ago?", 41, 60, "m1"),),
    ),
    p.OutcomeFigures("o2", "Neighbours run the garden themselves."),
)
ANSWERS = {
    "spent_on": (
        "We built twelve raised beds out of oak sleepers, filled them, and bought tools that a child and a person in "
        "a wheelchair can both hold. A gardener led the first twenty Saturdays; since June, neighbours have led them."
    ),
    "underspend": "We ask to keep it for seed and compost in spring 2027.",
    "done": (
        "We met every Saturday from February, whatever the weather, and on nine weekday mornings. Each session ended "
        "with soup from what was ripe."
    ),
    OUTCOME + "o1": "Nineteen of those asked had never spoken to a neighbour before they came.",
    OUTCOME + "o2": "Four neighbours hold the key, and the rota for next year is full to May.",
    "learned": (
        "Sessions on weekday mornings shut out people with jobs: six came. On Saturdays, twenty-one did. We moved."
        "\n\nThe first beds stood too close together for a wheelchair. We took two out."
    ),
    "risks": "The tap froze in January. We now keep a tank in the shed.",
    "next": "The rota runs to May. We are asking the council for the strip beside the garages.",
    "accounts": "Our accounts to 31 March 2026 are attached.",
    "publicity": "Your name stands on the gate and in the summer newsletter, 600 copies.",
    "changes": "",
}
QUOTE = (
    "Your £4,900 paid for 38 growing sessions that 112 people took part in, twelve more than we promised. "
    "Neighbours who had not met now run the Saturday session themselves."
)


def sample(pounds: int, *, kind: str = "final", terms: Terms | None = None, **changes: object) -> p.ReportFigures:
    """A report of an award of so many pounds, as a careful treasurer would leave it."""
    small = pounds <= 500
    award = Award(
        name="Growing together on the Kingsmead estate",
        funder_key="f",
        amount=pounds * 100,
        starts_on=START,
        ends_on=END,
    )
    own = effective_terms(award, terms)
    big = own.band.id == "over-10000"
    scale = 5 if big else 2 if pounds > 5000 else 1
    lines = tuple(
        p.LineFigures(
            f"l{n}", name, p.Sum(awarded * scale), p.Sum(spent * scale, keys("allocation", f"a{n}")), reason=why
        )
        for n, (name, awarded, spent, why) in enumerate(LINES)
    )
    paid = payments(60 if big else 31, scale)
    if small:
        lines = (p.LineFigures("l0", "Materials", p.Sum(30000), p.Sum(29650)),)
        paid = (
            p.PaymentRow(1, dt.date(2026, 3, 7), "Green & Sons", "compost, 20 bags", "Materials", 18000, 18000, keys("payment", 1), receipts=(1,)),
            p.PaymentRow(2, dt.date(2026, 3, 14), "Market stall", "seed potatoes and onion sets", "Materials", 11650, 11650, keys("payment", 2), receipts=(2,)),
        )  # fmt: skip
    spent = sum(row.amount for row in paid)
    received = pounds * 100
    cards = (
        card("c1", "quotation", text="I came for the tomatoes. I stayed because somebody asked my name.", said_by="A gardener", outcomes=("o1",)),
        card("c2", "photograph", sha256=picture(1600, 1000, 90), alt_text="Six people plant beans in a raised bed.", caption="Planting beans, 13 June 2026. The bed is at the height of a wheelchair."),
        card("c3", "photograph", sha256=picture(1600, 1200, 30), alt_text="A table with soup and bread.", caption="Soup after the session."),
        card("c4", "story", name="The key", text="For a year nobody wanted the key to the shed. In May three people asked for it in one week.", said_by="A neighbour", outcomes=("o2",)),
    )  # fmt: skip
    figures = p.ReportFigures(
        key="r",
        kind=kind,
        start=START,
        end=END,
        as_at=END,
        quote=QUOTE if not small else "",
        group=GROUP,
        funder=p.FunderFacts("Borough Small Grants", "public"),
        award=p.AwardFacts("3f2a91c4-0000-7000-8000-000000000000", award.name, award.amount, START, END, END, "Small grants 2025", "BSG/26/0417", "Growing food and company with neighbours.", dt.date(2025, 9, 12)),
        terms=own,
        money=p.Money(p.Sum(received), p.Sum(spent), p.Sum(0 if small else 12550)),
        lines=lines,
        payments=paid,
        receipts=receipts(paid),
        cash=() if small else (p.MatchRow("Plant sale", "Visitors", dt.date(2026, 5, 9), 21000, "", keys("match_item", 1)),),
        in_kind=() if small else (p.MatchRow("Compost, two loads", "Green & Sons", dt.date(2026, 3, 1), 18000, "their usual price", keys("match_item", 2)), p.MatchRow("Tools lent", "Tool library", dt.date(2026, 3, 1), 13620, "their hire charge", keys("match_item", 3))),
        time=p.TimeFigures() if small else time_figures(),
        activities=() if small else (
            p.ActivityFigures("x1", "Saturday growing session", "Kingsmead garden", p.Sum(38), p.Sum(742), ("names",)),
            p.ActivityFigures("x2", "Weekday morning", "Kingsmead garden", p.Sum(9), p.Sum(54), ("headcount",)),
        ),
        people=p.PeopleFigures() if small else p.PeopleFigures(112, False, None, p.Sum(796), 38),
        outputs=() if small else (
            p.OutputFigures("u1", "Growing sessions", 36, p.Sum(38), "sessions"),
            p.OutputFigures("u2", "People taking part", 100, p.Sum(112), "people"),
            p.OutputFigures("u3", "Raised beds built", 14, p.Sum(12)),
        ),
        outcomes=OUTCOMES if own.outcomes.value else (),
        cards=cards[1:2] if small else cards,
        changes=() if pounds < 5000 else (p.ChangeFigures("Two beds fewer, paths wide enough for a wheelchair instead.", dt.date(2026, 4, 2), "the grants officer", "", "ch1"),),
        equipment=() if small else (p.EquipmentFigures("Garden shed", 64000, dt.date(2026, 2, 3), "Behind the hall", None, "", "e1"),),
        places=() if small else ("Kingsmead garden", "St Anne's hall"),
        signatories=() if small else (p.Signatory("Nirmala Ramanathan", "Treasurer"), p.Signatory("Siôn Llŷr-Huws", "Chair")),
    )  # fmt: skip
    holds = Holds(
        tuple((one.key, one.statement) for one in figures.outcomes),
        bool(figures.cash), bool(figures.in_kind), bool(figures.time.rows), bool(figures.activities),
        bool(figures.equipment), bool(figures.changes), figures.money.unspent, bool(figures.cards),
    )  # fmt: skip
    answers = tuple(
        p.AnswerFigures(question, ANSWERS.get(question.id, ""), True, words=word_count(ANSWERS.get(question.id, "")))
        for question in questions_for(own, kind, holds)
    )
    return dataclasses.replace(figures, answers=answers, **changes)  # type: ignore[arg-type]


__all__ = ["LINE", "content", "sample"]
