"""Expense claims on paper: the form filled in, with its receipts; an empty one; and the claims of a period as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from communitydesk.desk.dates import Period
from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.pictures import page_picture
from communitydesk.desk.words import N_, Words
from communitydesk.paper import blocks as b
from communitydesk.paper.data import table_files
from communitydesk.people.figures.expenses import ClaimFigures, ClaimRow, LineRow, ReceiptRow, claim_sums
from communitydesk.people.mileage import MileRate, miles_text, part_said, rate_for
from communitydesk.people.model.expenses import HOW_PAID, NO_GIFT_AID, STATES, VEHICLES

Content = Callable[[str], bytes]
"""Gives an attachment's content by its SHA-256."""


@dataclass(frozen=True)
class ClaimPaper:
    """What a claim's form says. `rates` are those of the days of its journeys."""

    group: str
    claim: ClaimFigures
    rates: tuple[MileRate, ...] = ()


# -- the form, filled in -----------------------------------------------------------------------


def claim_story(paper: ClaimPaper, words: Words, made_on: dt.date, content: Content) -> b.Story:
    """Return a claim ready to be signed, with its receipts drawn after it, numbered as its lines say."""
    claim, row = paper.claim, paper.claim.row
    number = words(N_("Claim {n}"), n=row.number)
    title = words(N_("Expense claim {n}"), n=row.number)
    return b.Story(
        title=title,
        blocks=tuple(_claim_blocks(paper, words, content)),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=paper.group,
        reference=number,
        foot=" · ".join(filter(None, (paper.group, number))),
        data=table_files(f"claim-{row.number}", _COLUMNS, _rows_of(claim), title),
    )


_COLUMNS = (
    "line",
    "date",
    "what",
    "journey",
    "vehicle",
    "miles",
    "passengers",
    "rate_pence",
    "amount_pence",
    "receipts",
)


def _rows_of(claim: ClaimFigures) -> Iterator[tuple[object, ...]]:
    for line in claim.lines:
        receipts = " ".join(str(one.number) for one in line.receipts)
        if line.kind == "cost":
            yield line.number, line.spent_on, line.what, "", "", "", "", "", line.amount, receipts
        for part in line.parts:
            yield (line.number, line.spent_on, line.what, line.journey, line.vehicle, miles_text(part.tenths),
                   part.passengers, part.pence, part.amount, receipts)  # fmt: skip


def _claim_blocks(paper: ClaimPaper, words: Words, content: Content) -> Iterator[b.Block]:
    claim, row = paper.claim, paper.claim.row
    facts = [words(N_("Claim {n}"), n=row.number)]
    if row.first_on and row.last_on:
        facts.append(
            words.period(row.first_on, row.last_on) if row.first_on != row.last_on else words.date(row.first_on)
        )
    yield b.Cover(title=words(N_("Expense claim")), kicker=paper.group, facts=tuple(facts))
    yield b.Facts(tuple(_facts(claim, words)))
    yield _lines_table(claim, words)
    yield from _sources(paper, words)
    if row.waived:
        yield b.Notice(words(NO_GIFT_AID), "note", words(N_("Given to the group")))
    for line in claim.lines:
        if line.no_receipt and not line.receipts:
            text = N_("Line {n} has no receipt: {why}")
            yield b.Paragraph(words(text, n=line.number, why=line.no_receipt), tone="small")
    yield _declaration(claim, words)
    receipts = [(line, receipt) for line in claim.lines for receipt in line.receipts]
    if receipts:
        yield b.PageBreak()
        yield b.Heading(words(N_("Receipts")))
        for line, receipt in receipts:
            yield from _receipt(line, receipt, words, content)


def _facts(claim: ClaimFigures, words: Words) -> Iterator[tuple[str, str]]:
    row = claim.row
    yield words(N_("Claimed by")), row.name
    if row.claimed_on:
        yield words(N_("Handed in on")), words.date(row.claimed_on)
    if row.approved_on and row.approver:
        text = words(N_("{name}, {day}"), name=row.approver, day=row.approved_on)
        yield words(N_("Approved by")), text
    if row.paid_on:
        how = words(HOW_PAID.get(row.paid_how, "")) if row.paid_how else ""
        yield words(N_("Paid on")), ", ".join(filter(None, (words.date(row.paid_on), how)))
    if row.waived and claim.waived_on:
        given = words(N_("{amount} on {day}"), amount=words.money(row.waived), day=claim.waived_on)
        yield words(N_("Given to the group")), given
    if not row.paid_on and not (row.waived and not row.to_pay):
        yield words(N_("State")), words(STATES[row.state])


def _lines_table(claim: ClaimFigures, words: Words) -> b.Table:
    columns = (
        b.Column(words(N_("Line")), "end"),
        b.Column(words(N_("Date"))),
        b.Column(words(N_("What for")), share=4.0, header=True),
        b.Column(words(N_("Receipt"))),
        b.Column(_money_heading(words), "decimal"),
    )
    rows: list[b.Row] = []
    for line in claim.lines:
        day, number = words.column_date(line.spent_on), str(line.number)
        if line.kind == "cost":
            numbers = ", ".join(str(one.number) for one in line.receipts) or "–"
            rows.append((number, day, line.what, numbers, words.amount(line.amount)))
            continue
        about = ": ".join(filter(None, (line.what, line.journey)))
        for place, part in enumerate(line.parts):
            text = words(N_("{what}; {part}"), what=about, part=part_said(part, line.vehicle, words)) if not place else (
                part_said(part, line.vehicle, words)
            )  # fmt: skip
            rows.append((number, day, text, "–", words.amount(part.amount)))
    row = claim.row
    totals: list[b.Row] = [_total(words(N_("Total")), row.total, words)]
    if row.waived:
        totals.append(_total(words(N_("Given to the group")), -row.waived, words))
        totals.append(_total(words(N_("To be paid")), row.to_pay, words))
    return b.Table(columns, tuple(rows), tuple(totals), caption=words(N_("What is claimed")),
                   empty=words(N_("Nothing is on this claim yet.")))  # fmt: skip


def _total(text: str, pence: int, words: Words) -> b.Row:
    return (b.Cell(text, strong=True, span=4), b.Cell(words.amount(pence), strong=True))


def _money_heading(words: Words, heading: str = N_("Amount")) -> str:
    sign = "".join(one for one in words.money(0) if not one.isdigit() and one not in "., \N{NO-BREAK SPACE}")
    return f"{words(heading)} {sign}"


def rates_of(claim: ClaimFigures, rates: Sequence[MileRate]) -> tuple[MileRate, ...]:
    """Return the rates of the days of a claim's journeys, each once."""
    found = [rate_for(rates, line.vehicle, line.spent_on) for line in claim.lines if line.kind == "mileage"]
    return tuple(dict.fromkeys(one for one in found if one))


def _sources(paper: ClaimPaper, words: Words) -> Iterator[b.Block]:
    used = {(part.pence, line.vehicle) for line in paper.claim.lines for part in line.parts if not part.passengers}
    for rate in paper.rates:
        if not {(rate.pence, rate.vehicle), (rate.after_pence, rate.vehicle)} & used:
            continue  # approved at another rate, before the group changed it
        text = N_("Rate for {vehicle} from {day}: {source}.")
        said = words(text, vehicle=words(VEHICLES[rate.vehicle]).lower(), day=rate.starts_on, source=rate.source)
        if not rate.sure:
            said += " " + words(N_("This rate could not be checked when the program was made."))
        yield b.Paragraph(said, tone="small")


def _declaration(claim: ClaimFigures, words: Words) -> b.Block:
    row = claim.row
    said = N_("I spent this, or travelled these miles, for the group, and have not been paid back by anybody else.")
    signers = (
        (
            b.FormLine(words(N_("Claimed by")), row.name),
            b.FormLine(words(N_("Signature"))),
            b.FormLine(words(N_("Date"))),
        ),
        (
            b.FormLine(words(N_("Approved by")), row.approver),
            b.FormLine(words(N_("Signature"))),
            b.FormLine(words(N_("Date"))),
        ),
    )
    return b.Together((b.Heading(words(N_("Declaration"))), b.Declaration(words(said), signers)))


def _receipt(line: LineRow, receipt: ReceiptRow, words: Words, content: Content) -> Iterator[b.Block]:
    try:
        stored = content(receipt.sha256)
        for page in range(1, max(1, receipt.pages) + 1):
            picture = page_picture(stored, receipt.media_type, page).content
            alt = words(
                N_("A picture of receipt {number} for {amount}, page {page} of {pages}."),
                number=receipt.number, amount=words.money(line.amount), page=page, pages=max(1, receipt.pages),
            )  # fmt: skip
            caption = words(N_("Receipt {number}, for line {line}"), number=receipt.number, line=line.number)
            yield b.PageImage(picture, alt, caption)
    except FileTrouble as trouble:
        text = words(N_("Receipt {number} cannot be shown. {why}"), number=receipt.number, why=trouble.say(words))
        yield b.Notice(text, "late", words(N_("Please note")))


# -- an empty form -----------------------------------------------------------------------------


def blank_claim(group: str, rates: Sequence[MileRate], words: Words, made_on: dt.date) -> b.Story:
    """Return an empty claim form, with the rates of the day on it."""
    title = words(N_("Expense claim"))
    columns = (
        b.Column(words(N_("Date")), share=1.6),
        b.Column(words(N_("What for; from where to where")), share=5.2, header=True),
        b.Column(words(N_("Miles")), share=1.1),
        b.Column(words(N_("Receipt")), share=1.3),
        b.Column(_money_heading(words), share=1.5),
    )
    blocks: list[b.Block] = [
        b.Cover(title=title, kicker=group),
        b.FormLines(((b.FormLine(words(N_("Name")), share=2.0), b.FormLine(words(N_("Claim"))),),)),
        b.BlankTable(columns, 13, caption=words(N_("What is claimed")),
                     summary=words(N_("A row for each thing paid for and each journey"))),
        b.FormLines((
            (b.FormLine(words(N_("Total"))), b.FormLine(words(N_("Of it I give to the group")), share=1.6),
             b.FormLine(words(N_("To be paid")))),
            (b.FormLine(words(N_("Miles driven for other organisations since 6 April"))),),
        )),
        b.Paragraph(" ".join(_rates_said(rates, made_on, words)), tone="small"),
        b.Paragraph(words(N_("Number your receipts as the lines say, and hand them in with this form.")), tone="small"),
        b.Paragraph(words(NO_GIFT_AID), tone="small"),
        b.Declaration(
            words(N_("I spent this, or travelled these miles, for the group, and have not been paid back by anybody else.")),
            tuple(
                (b.FormLine(who), b.FormLine(words(N_("Signature"))), b.FormLine(words(N_("Date"))))
                for who in (words(N_("Claimed by")), words(N_("Approved by")))
            ),
        ),
    ]  # fmt: skip
    return b.Story(
        title=title,
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=group,
        foot=group,
    )


def _rates_said(rates: Sequence[MileRate], today: dt.date, words: Words) -> Iterator[str]:
    for vehicle, name in VEHICLES.items():
        rate = rate_for(rates, vehicle, today)
        if rate is None:
            continue
        if rate.limit and rate.after_pence is not None:
            text = N_("{vehicle}: {pence}p a mile up to {limit} miles from 6 April to 5 April for all organisations "
                      "together, then {after}p.")  # fmt: skip
            said = words(text, vehicle=words(name), pence=rate.pence, limit=rate.limit, after=rate.after_pence)
        else:
            said = words(N_("{vehicle}: {pence}p a mile."), vehicle=words(name), pence=rate.pence)
        if rate.passenger_pence:
            said += " " + words(N_("For each passenger {pence}p a mile more."), pence=rate.passenger_pence)
        if not rate.sure:
            said += " " + words(N_("This rate could not be checked when the program was made."))
        yield said


# -- claims in a list --------------------------------------------------------------------------


def claims_story(group: str, period: Period, rows: Sequence[ClaimRow], words: Words, made_on: dt.date) -> b.Story:
    """Return the claims with a line in a period, for the treasurer: who, when, how much, what became of it."""
    title, sums = words(N_("Expense claims")), claim_sums(rows)
    columns = (
        b.Column(words(N_("Claim")), "end"),
        b.Column(words(N_("Who")), share=3.0, header=True),
        b.Column(words(N_("Spent from, to")), share=2.2),
        b.Column(words(N_("State")), share=2.6),
        b.Column(_money_heading(words), "decimal"),
        b.Column(_money_heading(words, N_("Given")), "decimal"),
        b.Column(_money_heading(words, N_("To pay, or paid")), "decimal"),
    )
    shown = [
        (str(row.number), row.name, _days(row, words), _state(row, words), words.amount(row.total),
         words.amount(row.waived) if row.waived else "", words.amount(row.to_pay))
        for row in rows
    ]  # fmt: skip
    totals = (
        b.Cell(words(N_("Total")), strong=True, span=4),
        *(b.Cell(words.amount(n), strong=True) for n in (sums.total, sums.waived, sums.total - sums.waived)),
    )
    said = words.period(period.start, period.end)
    names = ("claim", "name", "first_on", "last_on", "state", "total_pence", "given_pence", "to_pay_pence",
             "handed_in_on", "approved_on", "approved_by", "paid_on", "paid_by", "miles")  # fmt: skip
    data = [
        (row.number, row.name, row.first_on, row.last_on, row.state, row.total, row.waived, row.to_pay, row.claimed_on,
         row.approved_on, row.approver, row.paid_on, row.paid_how, miles_text(row.tenths))
        for row in rows
    ]  # fmt: skip
    blocks: tuple[b.Block, ...] = (
        b.Cover(title=title, kicker=group, facts=(said,) if said else ()),
        b.KeyFigures((
            b.KeyFigure(words.money(sums.paid), words(N_("paid"))),
            b.KeyFigure(words.money(sums.approved), words(N_("approved, to be paid"))),
            b.KeyFigure(words.money(sums.waiting), words(N_("waiting for approval"))),
            b.KeyFigure(words.money(sums.waived), words(N_("given to the group"))),
        )),
        b.Table(columns, tuple(shown), (totals,) if shown else (), caption=words(N_("Claims")), small=True,
                empty=words(N_("Nobody claimed anything in this time."))),
    )  # fmt: skip
    return b.Story(
        title=title,
        blocks=(*blocks, b.Paragraph(words(NO_GIFT_AID), tone="small")) if sums.waived else blocks,
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=group,
        foot=" · ".join(filter(None, (group, title))),
        data=table_files("expense-claims", names, data, title),
        landscape=True,
    )


def _days(row: ClaimRow, words: Words) -> str:
    days = dict.fromkeys(words.column_date(day) for day in (row.first_on, row.last_on) if day)
    return " – ".join(days)


def _state(row: ClaimRow, words: Words) -> str:
    if row.paid_on:
        return words(N_("Paid {day}"), day=words.column_date(row.paid_on))
    return words(STATES[row.state])
