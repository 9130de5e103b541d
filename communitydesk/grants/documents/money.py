"""What we did with the money: budget and spending, changes, what the group added, equipment, what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communitydesk.desk.words import N_, Words
from communitydesk.grants.documents import common as c
from communitydesk.grants.figures.report_parts import (
    ChangeFigures,
    EquipmentFigures,
    LineFigures,
    MatchRow,
    PaymentRow,
    RateRow,
    ReportFigures,
    TimeFigures,
)
from communitydesk.paper import blocks as b
from communitydesk.people.model import ROLE_CLASSES

FEW = 8
"""So many payments can stand in a one-page report instead of a schedule."""


def line_name(line: LineFigures, words: Words) -> str:
    """Return a line's name; money on no line has none of its own."""
    return line.name or words("Not on a line")


def budget_headings(figures: ReportFigures) -> tuple[str, ...]:
    """Return what stands over the budget's amounts (message ids), in the order of `budget_amounts`."""
    if figures.by_period:
        period = (N_("Spent this period"),) if period_differs(figures) else ()
        return (N_("Awarded"), *period, N_("Spent to date"), N_("Left"))
    return (N_("Awarded"), N_("Spent"), N_("Difference"))


def budget_amounts(figures: ReportFigures, line: LineFigures) -> tuple[int, ...]:
    """Return a line's amounts in pence; where a report covers a part of the time, its period stands beside all."""
    if figures.by_period:
        period = (line.in_period.value,) if period_differs(figures) else ()
        return (line.awarded.value, *period, line.spent.value, line.difference)
    return (line.awarded.value, line.spent.value, line.difference)


def period_differs(figures: ReportFigures) -> bool:
    """Whether anything was spent outside the report's period: a first report's two columns would say the same."""
    return any(line.in_period.value != line.spent.value for line in figures.lines)


def budget_table(figures: ReportFigures, words: Words) -> b.Table:
    """Return budget against spending; the column of reasons is there only if there are any."""
    why = any(line.reason for line in figures.lines)
    columns = [b.Column(words("Budget line"), header=True, share=2.0)]
    columns += [c.money_column(words, words(heading)) for heading in budget_headings(figures)]
    if why:
        columns.append(b.Column(words("Why"), share=2.2))
    amounts = [budget_amounts(figures, line) for line in figures.lines]
    rows = [
        (line_name(line, words), *map(words.amount, row), *((line.reason,) if why else ()))
        for line, row in zip(figures.lines, amounts, strict=True)
    ]
    total = [words("Total"), *(words.amount(sum(column)) for column in zip(*amounts, strict=True))]
    summary = words("Each budget line with what was awarded, what was spent and the difference.")
    if figures.by_period and period_differs(figures):
        summary = words(
            "Each budget line with what was awarded, what was spent in this period and to date, and what is left."
        )
    return b.Table(
        tuple(columns),
        tuple(rows),
        (c.strong(*total, *([""] if why else [])),),
        summary=summary,
        small=why and len(columns) > 5,
    )


def budget_note(figures: ReportFigures, words: Words) -> str:
    """Return which days "this period" and "to date" mean in the table of the budget; "" where it has one column."""
    if not (figures.by_period and period_differs(figures)):
        return ""
    return words(
        "This period is {period}. “To date” counts everything up to {day}.",
        period=words.period(figures.start, figures.end),
        day=figures.as_at,
    )


def paid_to(row: PaymentRow, words: Words) -> str:
    """Return who was paid: a volunteer who got back what they spent stands here by number."""
    return words("Volunteer {number}", number=row.paid_to) if row.paid_to else row.payee


def few_payments(figures: ReportFigures, words: Words) -> b.Table:
    """Return a small award's payments, for a report without a schedule."""
    rows = tuple(
        (row.what or paid_to(row, words), words.date(row.incurred_on), words.amount(row.amount))
        for row in figures.payments
    )
    total = sum(row.amount for row in figures.payments)
    columns = (
        b.Column(words("What for"), header=True, share=2.0),
        b.Column(words("Date"), share=1.0),
        c.money_column(words, words("Spent")),
    )
    return b.Table(
        columns,
        rows,
        (c.strong(words("Total"), "", words.amount(total)),) if len(rows) > 1 else (),
        summary=words("Each payment with its date and amount."),
    )


def beside_payments(figures: ReportFigures, words: Words) -> Iterator[b.Block]:
    """Yield what was spent beside the payments that are listed: their total is not all that was spent."""
    money = figures.money
    if money.opening.value:
        text = N_("Beside these payments, {amount} was spent before we began to keep our records in this way.")
        yield b.Paragraph(words(text, amount=words.money(money.opening.value)), "small")
    if money.before.value:
        text = N_("Beside these payments, {amount} was spent before {day}.")
        yield b.Paragraph(words(text, amount=words.money(money.before.value), day=figures.start), "small")
    if money.after.value:
        text = N_("Beside these payments, {amount} was spent after {day}, up to {as_at}.")
        yield b.Paragraph(
            words(text, amount=words.money(money.after.value), day=figures.end, as_at=figures.as_at), "small"
        )


def balance(figures: ReportFigures, words: Words) -> str:
    """Return what came, what was spent and what is left, as sentences; unspent and free are never one name."""
    money = figures.money
    said = [
        words(
            "We received {received} and had spent {spent} by {day}.",
            received=words.money(money.received.value),
            spent=words.money(money.spent.value),
            day=figures.as_at,
        )
    ]
    if money.unspent > 0 and money.committed.value:
        said.append(
            words(
                "{unspent} is unspent: {promised} of it is promised, and {free} is free to spend.",
                unspent=words.money(money.unspent),
                promised=words.money(money.committed.value),
                free=words.money(money.free),
            )
        )
    elif money.unspent > 0:
        said.append(words("{unspent} is unspent.", unspent=words.money(money.unspent)))
    elif money.to_claim:
        said.append(words("{amount} of it we have still to receive from you.", amount=words.money(money.to_claim)))
    elif money.unspent < 0:
        said.append(words("We spent {amount} more than we received.", amount=words.money(-money.unspent)))
    else:
        said.append(words("Nothing is left over."))
    if money.in_period.value != money.spent.value:
        said.insert(1, words("{amount} of the spending was in this period.", amount=words.money(money.in_period.value)))
    return c.listed(said)


def receipts_sentence(figures: ReportFigures, words: Words, *, schedule: bool) -> str:
    """Return how many payments and receipts there are, and that the schedule says which are missing."""
    without = [row for row in figures.payments if not row.receipts and row.amount > 0]
    payments = words.plural("{n} payment", "{n} payments", len(figures.payments))
    receipts = words.plural("{n} receipt", "{n} receipts", len(figures.receipts))
    if schedule:
        said = words("The schedule lists {payments} and {receipts}.", payments=payments, receipts=receipts)
    else:
        said = words("We hold {receipts} for {payments}.", payments=payments, receipts=receipts)
    if without:
        said += (
            " "
            + words.plural(
                "One has no receipt, and it says which.", "{n} have no receipt, and it says which.", len(without)
            )
            if schedule
            else " " + words.plural("One has no receipt.", "{n} have no receipt.", len(without))
        )
    return said


def changes_blocks(changes: Sequence[ChangeFigures], words: Words) -> Iterator[b.Block]:
    """Yield the changes that were agreed, with who agreed and when."""
    if not changes:
        return
    items: list[b.Text] = []
    for change in changes:
        what = words.say(change.what) if not isinstance(change.what, str) else change.what
        agreed = _agreed(change, words)
        items.append(c.listed((what, change.reason, agreed)))
    yield b.Bullets(tuple(items))


def _agreed(change: ChangeFigures, words: Words) -> str:
    if change.agreed_by and change.agreed_on:
        return words("Agreed by {who} on {day}.", who=change.agreed_by, day=change.agreed_on)
    if change.agreed_on:
        return words("Agreed on {day}.", day=change.agreed_on)
    return words("Agreed by {who}.", who=change.agreed_by) if change.agreed_by else ""


def match_table(rows: Sequence[MatchRow], words: Words, *, kind: bool) -> b.Table:
    """Return other money, or things in kind with the basis of their value (004 5.8)."""
    columns = [
        b.Column(words("What"), header=True, share=2.0),
        b.Column(words("From"), share=1.5),
        c.money_column(words, words("Worth") if kind else words("Amount")),
    ]
    if kind:
        columns.insert(2, b.Column(words("How we know its worth"), share=2.0))
    made = [(row.what, row.from_whom, *((row.basis,) if kind else ()), words.amount(row.amount)) for row in rows]
    total = sum(row.amount for row in rows)
    foot = c.strong(words("Total"), "", *(("",) if kind else ()), words.amount(total))
    return b.Table(tuple(columns), tuple(made), (foot,) if len(rows) > 1 else ())


def rate_words(row: RateRow, words: Words) -> str:
    """Return a rate as people say it: an hour's, or a day's of so many hours."""
    amount = words.money(row.pence)
    if row.rate_minutes == 60:
        return words("{amount} an hour", amount=amount)
    return words("{amount} a day of {hours}", amount=amount, hours=words.hours(row.rate_minutes))


def time_sentence(time: TimeFigures, words: Words) -> str:
    """Return how many gave how much time, and what it is worth."""
    hours = words.hours(time.minutes.value)
    who = words.plural("{n} volunteer", "{n} volunteers", time.volunteers) if time.volunteers else ""
    others = words("helpers without names") if time.unnamed else ""  # nobody knows how many: some came each time
    people = words.listing(part for part in (who, others) if part) or words("Volunteers")
    people = people[:1].upper() + people[1:]
    said = [words("{people} gave {hours}, worth {value}.", people=people, hours=hours, value=words.money(time.value))]
    if time.capped:
        said.append(words("You count {amount} of it.", amount=words.money(time.counted)))
    if time.note:
        said.append(words.say(time.note))
    if time.without_rate:
        said.append(
            words("For {hours} we know no rate; they are not in the sum.", hours=words.hours(time.without_rate))
        )
    return c.listed(said)


def time_blocks(time: TimeFigures, words: Words) -> Iterator[b.Block]:
    """Yield volunteer time: the sentence, a line for each rate, and where the rates are published."""
    yield b.Paragraph(time_sentence(time, words))
    if not time.rates:
        return
    rows = tuple(
        (words(ROLE_CLASSES.get(row.role_class, "")), words.hours(row.minutes), rate_words(row, words),
         words.amount(row.value))
        for row in time.rates
    )  # fmt: skip
    minutes = sum(row.minutes for row in time.rates)
    columns = (
        b.Column(words("Class of role"), header=True, share=1.5),
        b.Column(words("Time"), "end", share=1.2),
        b.Column(words("Rate"), share=1.8),
        c.money_column(words, words("Worth")),
    )
    foot = c.strong(words("Total"), words.hours(minutes), "", words.amount(time.value))
    yield b.Table(columns, rows, (foot,) if len(rows) > 1 else ())
    yield b.Paragraph(sources(time.rates, words), "small")


def sources(rates: Sequence[RateRow], words: Words) -> str:
    """Return where the rates come from, each once."""
    said = dict.fromkeys(
        words("{scheme}, {rate} from {day} ({source})", scheme=row.scheme, rate=rate_words(row, words),
              day=words.date(row.starts_on), source=row.source)
        if row.starts_on
        else words("{scheme}, {rate} ({source})", scheme=row.scheme, rate=rate_words(row, words), source=row.source)
        for row in rates
    )  # fmt: skip
    return words("Rates: {rates}.", rates="; ".join(said))


def equipment_table(rows: Sequence[EquipmentFigures], words: Words) -> b.Table:
    """Return lasting things that the award bought, and where they are."""
    columns = (
        b.Column(words("Equipment"), header=True, share=2.0),
        b.Column(words("Bought"), share=1.2),
        c.money_column(words, words("Cost")),
        b.Column(words("Where it is"), share=1.8),
    )
    made = []
    for row in rows:
        where = row.where
        if row.gone_on:
            where = words("{what} on {day}", what=row.gone or words("No longer ours"), day=row.gone_on)
        cost = words.amount(row.cost) if row.cost is not None else ""
        made.append((row.name, words.date(row.bought_on) if row.bought_on else "", cost, where))
    return b.Table(columns, tuple(made))


def spent_on_receipt(row: PaymentRow) -> bool:
    """Whether a payment is shown by a receipt or is money that came back."""
    return bool(row.receipts) or row.amount <= 0
