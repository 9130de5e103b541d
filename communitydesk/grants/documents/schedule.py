"""The schedules behind a report: every payment with its receipts' numbers, every hour with its rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from communitydesk.desk.words import Words
from communitydesk.grants.documents import common as c
from communitydesk.grants.documents import money
from communitydesk.grants.figures.report_data import data_files
from communitydesk.grants.figures.report_parts import PaymentRow, ReportFigures, TimeRow
from communitydesk.grants.model.spending import METHODS
from communitydesk.paper import blocks as b
from communitydesk.people.model import ROLE_CLASSES


def schedule_story(figures: ReportFigures, words: Words) -> b.Story:
    """Return the schedule of spending as a document of its own."""
    title = words("Schedule of spending")
    blocks = [
        c.head(figures, words, kicker=words("{document} for {funder}", document=title, funder=figures.funder.name))
    ]
    return c.told(figures, words, title, [*blocks, *schedule_body(figures, words)], data_files(figures, words))


def time_story(figures: ReportFigures, words: Words) -> b.Story:
    """Return the schedule of volunteer time as a document of its own."""
    title = words("Schedule of volunteer time")
    blocks = [
        c.head(figures, words, kicker=words("{document} for {funder}", document=title, funder=figures.funder.name))
    ]
    return c.told(figures, words, title, [*blocks, *time_body(figures, words)], data_files(figures, words))


def schedule_blocks(figures: ReportFigures, words: Words) -> list[b.Block]:
    """Return the schedule of spending as a chapter."""
    return [b.Heading(words("Schedule of spending")), *schedule_body(figures, words)]


def time_schedule_blocks(figures: ReportFigures, words: Words) -> list[b.Block]:
    """Return the schedule of volunteer time as a chapter."""
    return [b.Heading(words("Schedule of volunteer time")), *time_body(figures, words)]


def schedule_body(figures: ReportFigures, words: Words) -> Iterator[b.Block]:
    """Yield the table of payments and what has to be said beside it."""
    receipts = bool(figures.receipts)
    columns = [
        b.Column(words("No."), "end"),
        b.Column(words("Date"), "start"),
        b.Column(words("Paid to, what for"), header=True, share=4.0),
        b.Column(words("Receipt"), share=1.0),
        c.money_column(words, words("Amount")),
    ]
    if not receipts:
        del columns[3]
    rows = tuple(_by_line(figures.payments, words, receipts=receipts))
    total = sum(row.amount for row in figures.payments)
    foot = c.strong(words("Total"), "", "", *(("",) if receipts else ()), words.amount(total))
    yield b.Table(tuple(columns), rows, (_total(foot),), small=True, empty=words("There are no payments."),
                  summary=words("Every payment with its date, its line, its receipts and its amount."))  # fmt: skip
    yield from money.beside_payments(figures, words)


def _total(cells: tuple[b.Cell, ...]) -> tuple[b.Cell, ...]:
    """The word "Total" over the first columns, so that it is not squeezed into the number's."""
    return (b.Cell(cells[0].text, strong=True, span=len(cells) - 1), cells[-1])


def _by_line(payments: Sequence[PaymentRow], words: Words, *, receipts: bool) -> Iterator[b.Row]:
    """Yield payments under the lines of the budget, each with its sum, so that the budget can be found again here."""
    lines = [(line, list(rows)) for line, rows in groupby(payments, lambda row: row.line)]
    for line, rows in lines:
        if len(lines) > 1:
            yield b.Band(line or words("Not on a line"), words.amount(sum(row.amount for row in rows)))
        yield from (_payment(row, words, receipts=receipts) for row in rows)


def _payment(row: PaymentRow, words: Words, *, receipts: bool) -> tuple[str | b.Cell, ...]:
    said = ": ".join(part for part in (money.paid_to(row, words), row.what) if part)
    notes = list(_remarks(row, words))
    text = said + ("\n" + " ".join(notes) if notes else "")
    cells = [str(row.number), words.column_date(row.incurred_on), text]
    if receipts:
        cells.append(receipt_words(row, words))
    return (*cells, words.amount(row.amount))


def receipt_words(row: PaymentRow, words: Words) -> str:
    """Return the numbers of a payment's receipts, or that there is none."""
    if row.receipts:
        return ", ".join(str(number) for number in row.receipts)
    return words("refund") if row.amount < 0 else words("none")


def _remarks(row: PaymentRow, words: Words) -> Iterator[str]:
    if row.no_receipt and not row.receipts:
        yield words("No receipt: {why}.", why=row.no_receipt.rstrip("."))
    if row.amount != row.whole:
        shared = words("Part of {whole}", whole=words.money(row.whole))
        yield f"{shared} ({row.basis})." if row.basis else f"{shared}."
    if row.method == "cash":
        yield words("Paid in cash.")
    if row.paid_by and row.paid_back_on and row.paid_by != row.paid_to:
        yield words("Paid by volunteer {number}, paid back.", number=row.paid_by)
    elif row.paid_by and row.paid_by != row.paid_to:
        yield words("Paid by volunteer {number}, not yet paid back.", number=row.paid_by)


def time_body(figures: ReportFigures, words: Words) -> Iterator[b.Block]:
    """Yield every entry of volunteer time; the worth is rounded once for each rate, so it stands there."""
    time = figures.time
    yield b.Heading(words("What it is worth"), 2)
    yield from money.time_blocks(time, words)
    yield b.Heading(words("Every entry"), 2)
    if any(not row.name for row in time.rows):
        yield b.Paragraph(words("Volunteers stand here by their numbers; the group knows their names."), "small")
    columns = (
        b.Column(words("Date")),
        b.Column(words("Who"), header=True, share=1.6),
        b.Column(words("Activity"), share=1.6),
        b.Column(words("Class of role")),
        b.Column(words("Rate")),
        b.Column(words("Time"), "end"),
    )
    total = (b.Cell(words("Total"), strong=True, span=5), b.Cell(_clock(time.rows, words), strong=True))
    yield b.Table(columns, tuple(_by_month(time.rows, words)), (total,), small=True, empty=words("No time was counted."),
                  summary=words("Every entry of time with who gave it, where, as what and at which rate."))  # fmt: skip


def _by_month(rows: Sequence[TimeRow], words: Words) -> Iterator[b.Row]:
    """Yield entries under their months, each with its sum, where there is more than one month."""
    months = [(month, list(found)) for month, found in groupby(rows, lambda row: row.given_on.replace(day=1))]
    for month, found in months:
        if len(months) > 1:
            yield b.Band(c.month(words, month), _clock(found, words))
        yield from (_time(row, words) for row in found)


def _clock(rows: Sequence[TimeRow], words: Words) -> str:
    return words.clock(sum(row.minutes for row in rows))


def who(row: TimeRow, words: Words) -> str:
    """Return who gave the time: by name only where a term wants names."""
    if row.name:
        return row.name
    if row.number:
        return words("Volunteer {number}", number=row.number)
    label = row.group_label or words("Helpers")
    return words.plural("{label} ({n} person)", "{label} ({n} people)", row.people, label=label)


def _time(row: TimeRow, words: Words) -> tuple[str, ...]:
    rate = ""
    if row.pence:
        rate = words.money(row.pence)
        if row.rate_minutes != 60:  # a narrow column: it is said in full above
            rate = words("{amount} for {hours}", amount=rate, hours=words.hours(row.rate_minutes))
            rate = rate.replace(" ", "\N{NO-BREAK SPACE}")
    return (
        words.column_date(row.given_on),
        who(row, words),
        row.activity,
        words(ROLE_CLASSES.get(row.role_class, "")),
        rate,
        words.clock(row.minutes),
    )


def paid_how(row: PaymentRow, words: Words) -> str:
    """Return how a payment was made."""
    return words(METHODS.get(row.method, ""))
