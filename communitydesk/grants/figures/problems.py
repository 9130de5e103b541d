"""What is wrong with an award's data, each as a sentence with what to do about it. Nothing here was refused.

Problems are found for many awards at once, with one query for each kind of problem.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message, Money, counted, message
from communitydesk.grants.figures.dues import Due
from communitydesk.grants.figures.facts import Facts, Spent

Severity = Literal["late", "due", "note"]
_ORDER = {"late": 0, "due": 1, "note": 2}
CLAIM_DAYS = 60
"""How long a claim may be unpaid before it is asked after."""


@dataclass(frozen=True)
class Problem:
    """One thing to put right before the report. `mend` says what to do, as the words of a link or button.

    `kind` decides where it is mended; `refs` are the records that it is about, `count` how many there are (0 where
    it is not a count); `line_key` the budget line concerned.
    """

    severity: Severity
    kind: str
    sentence: Message
    refs: tuple[Ref, ...]
    mend: Message
    count: int = 0
    line_key: str | None = None


Found = Iterator[Problem]


def problems_of(facts: Facts) -> tuple[Problem, ...]:
    """Return what is wrong with one award, the most urgent first."""
    found = [problem for check in CHECKS for problem in check(facts)]
    return tuple(sorted(found, key=lambda problem: _ORDER[problem.severity]))


def _payments(rows: list[Spent]) -> tuple[Ref, ...]:
    return tuple(Ref("payment", key) for key in dict.fromkeys(row.payment_key for row in rows))


def _total(rows: list[Spent]) -> Money:
    return Money(sum(row.amount for row in rows))


def no_receipt(facts: Facts) -> Found:
    """Payments without a receipt where the terms want one; a refund needs none, and neither does a reason given."""
    rule = facts.terms.receipts
    if rule.value not in ("keep", "send"):
        return
    rows = [row for row in facts.spending if not row.receipts and not row.no_receipt and row.amount > 0]
    refs = _payments(rows)
    if not refs:
        return
    if rule.value == "send":
        text = (
            N_("{n} payment has no receipt. The funder wants a copy of each."),
            N_("{n} payments have no receipt. The funder wants a copy of each."),
        )
    elif rule.from_funder:
        text = (
            N_("{n} payment has no receipt. The funder asks you to keep one for each."),
            N_("{n} payments have no receipt. The funder asks you to keep one for each."),
        )
    else:
        text = (
            N_("{n} payment has no receipt. Keep one for each, in case the funder asks."),
            N_("{n} payments have no receipt. Keep one for each, in case the funder asks."),
        )
    severity: Severity = "late" if rule.value == "send" or rule.from_funder else "due"
    yield Problem(severity, "no_receipt", counted(*text, len(refs)), refs, message(N_("Add receipts")), len(refs))


def outside_dates(facts: Facts) -> Found:
    """Payments incurred before the award starts or after its last day to spend."""
    before = [row for row in facts.spending if row.incurred_on < facts.award.starts_on]
    after = [row for row in facts.spending if row.incurred_on > facts.award.last_spending_day]
    if before:
        refs = _payments(before)
        text = counted(
            N_("{n} payment is from before the award began on {day} ({amount})."),
            N_("{n} payments are from before the award began on {day} ({amount})."),
            len(refs),
            day=facts.award.starts_on,
            amount=_total(before),
        )
        yield Problem("due", "before", text, refs, _look(len(refs)), len(refs))
    if after:
        refs = _payments(after)
        text = counted(
            N_("{n} payment is from after the last day to spend, {day} ({amount})."),
            N_("{n} payments are from after the last day to spend, {day} ({amount})."),
            len(refs),
            day=facts.award.last_spending_day,
            amount=_total(after),
        )
        yield Problem("due", "after", text, refs, _look(len(refs)), len(refs))


def _look(n: int) -> Message:
    return message(N_("Look at it")) if n == 1 else message(N_("Look at them"))


def opening_twice(facts: Facts) -> Found:
    """Payments dated up to the day of the opening figures may be in these already."""
    day = facts.award.opening_on
    if not day:
        return
    rows = [row for row in facts.spending if row.incurred_on <= day]
    if rows:
        refs = _payments(rows)
        text = counted(
            N_("{n} payment is from before your opening figures of {day}, so it may count twice."),
            N_("{n} payments are from before your opening figures of {day}, so they may count twice."),
            len(refs),
            day=day,
        )
        yield Problem("due", "opening_twice", text, refs, _look(len(refs)), len(refs))


def over_line(facts: Facts) -> Found:
    """Lines on which more is spent than they have, with what may be moved without asking."""
    for line in facts.lines:
        if line.difference >= 0:
            continue
        over, percent = -line.difference, facts.terms.move_percent.value or 0
        allowed = line.budget * percent // 100
        values = {"line": line.name, "over": Money(over), "percent": percent}
        if percent and over <= allowed:
            text = N_("“{line}” is over by {over}. You may move up to {percent}% of a line without asking.")
            mend = message(N_("Move money"))
        elif percent:
            text = N_("“{line}” is over by {over}, more than the {percent}% that you may move without asking.")
            mend = message(N_("Ask, then move money"))
        else:
            text = N_("“{line}” is over by {over}. Ask the funder before you move money to it.")
            mend = message(N_("Ask, then move money"))
        yield Problem(
            "due", "over_line", Message(text, values), (Ref("budget_line", line.key),), mend, 1, line_key=line.key
        )


def overspent(facts: Facts) -> Found:
    """More is spent than was awarded, or than has come in."""
    ref = (Ref("award", facts.award.key),)
    over = facts.spent - facts.award.amount
    if over > 0:
        text = message(N_("You have spent {over} more than was awarded."), over=Money(over))
        yield Problem("late", "overspent", text, ref, message(N_("See the payments")))
    ahead = facts.spent - facts.received
    if ahead > 0 and over <= 0 and not facts.award.in_arrears:
        text = message(N_("You have spent {ahead} more than has come in from the funder."), ahead=Money(ahead))
        yield Problem("due", "ahead", text, ref, message(N_("Record an instalment")))


def twice(facts: Facts) -> Found:
    """Payments that look the same: payee, amount, date on the receipt, and what for."""
    groups: defaultdict[tuple[str, int, dt.date, str], dict[str, Spent]] = defaultdict(dict)
    for row in facts.spending:
        same = (row.payee.casefold().strip(), row.paid, row.incurred_on, row.what.casefold().strip())
        groups[same][row.payment_key] = row
    for rows in groups.values():
        if len(rows) > 1:
            one = next(iter(rows.values()))
            text = counted(
                N_(
                    "{n} payment looks like another: {payee}, {amount}, {day}. If both are right, say what each was for."
                ),
                N_("{n} payments look the same: {payee}, {amount}, {day}. If all are right, say what each was for."),
                len(rows),
                payee=one.payee,
                amount=Money(one.paid),
                day=one.incurred_on,
            )
            refs = tuple(Ref("payment", key) for key in rows)
            yield Problem("due", "twice", text, refs, message(N_("Look at them")), len(rows))


def no_line(facts: Facts) -> Found:
    """Payments on no budget line of an award that has some."""
    if not facts.lines:
        return
    rows = [row for row in facts.spending if row.line_key is None]
    if rows:
        refs = _payments(rows)
        text = counted(
            N_("{n} payment is on no budget line ({amount})."),
            N_("{n} payments are on no budget line ({amount})."),
            len(refs),
            amount=_total(rows),
        )
        yield Problem("due", "no_line", text, refs, message(N_("Choose a line")), len(refs))


def cash(facts: Facts) -> Found:
    """Payments in cash over the funder's limit."""
    limit = facts.terms.cash_limit.value
    if limit is None:
        return
    rows = [row for row in facts.spending if row.method == "cash" and row.paid > limit]
    if rows:
        refs = _payments(rows)
        text = counted(
            N_("{n} payment in cash is over the funder's limit of {limit}."),
            N_("{n} payments in cash are over the funder's limit of {limit}."),
            len(refs),
            limit=Money(limit),
        )
        yield Problem("due", "cash", text, refs, _look(len(refs)), len(refs))


def not_paid_back(facts: Facts) -> Found:
    """People who paid from their own pockets and have not been paid back."""
    rows = [row for row in facts.spending if row.own_pocket and not row.paid_back and row.amount > 0]
    if rows:
        refs = _payments(rows)
        text = counted(
            N_("{n} payment came from somebody's own pocket and is not paid back ({amount})."),
            N_("{n} payments came from people's own pockets and are not paid back ({amount})."),
            len(refs),
            amount=_total(rows),
        )
        yield Problem("due", "not_paid_back", text, refs, message(N_("Say when they were paid back")), len(refs))


def budget_sum(facts: Facts) -> Found:
    """Budget lines that do not add up to the award."""
    if not facts.lines:
        return
    total = sum(line.awarded for line in facts.lines)
    if total == facts.award.amount:
        return
    more, gap = total > facts.award.amount, abs(total - facts.award.amount)
    text = N_("The budget lines come to {total}, {gap} more than the award.")
    less = N_("The budget lines come to {total}, {gap} less than the award.")
    sentence = message(text if more else less, total=Money(total), gap=Money(gap))
    yield Problem("due", "budget_sum", sentence, (Ref("award", facts.award.key),), message(N_("Put the budget right")))


def too_much_came(facts: Facts) -> Found:
    """More has come in than was awarded: an amount typed wrongly, or money to give back."""
    over = facts.received - facts.award.amount
    if over > 0:
        text = message(
            N_("{received} has come in, {over} more than was awarded."),
            received=Money(facts.received),
            over=Money(over),
        )
        ref = (Ref("award", facts.award.key),)
        yield Problem("due", "too_much", text, ref, message(N_("Put it right, or give it back")))


def instalments_overdue(facts: Facts) -> Found:
    """Money that was expected from the funder and has not come."""
    for instalment in facts.expected:
        if instalment.due_on and instalment.due_on < facts.as_at:
            text = message(
                N_("{amount} from the funder was expected on {day} and has not come."),
                amount=Money(instalment.amount),
                day=instalment.due_on,
            )
            ref = (Ref("instalment", instalment.key),)
            yield Problem("due", "instalment", text, ref, message(N_("Record it, or ask after it")))


def money_left(facts: Facts) -> Found:
    """The last day to spend has passed, or comes near, with money left."""
    award, day = facts.award, facts.award.last_spending_day
    left = facts.received - facts.spent - facts.committed
    if award.in_arrears or left <= 0:
        return
    ref = (Ref("award", award.key),)
    days = (day - facts.as_at).days
    if days < 0:
        mends = {
            "return": N_("Give back {left}"),
            "ask": N_("Ask what to do with {left}"),
            "keep": N_("Say what {left} is kept for"),
        }
        text = message(
            N_("The last day to spend, {day}, has passed, and {left} was neither spent nor promised."),
            day=day,
            left=Money(left),
        )
        mend = message(mends.get(facts.terms.underspend.value, mends["ask"]), left=Money(left))
        yield Problem("late", "money_left", text, ref, mend)
    elif days <= 30:
        text = message(N_("{left} is still free and has to be spent by {day}."), day=day, left=Money(left))
        yield Problem("due", "spend_soon", text, ref, message(N_("See what is left")))


def reports(facts: Facts) -> Found:
    """Reports that are late or due within a month."""
    for due in facts.dues:
        if due.sent_on or due.days(facts.as_at) > 30:
            continue
        days = due.days(facts.as_at)
        yield Problem("late" if days < 0 else "due", "report", due_sentence(due, facts.as_at), due.refs(facts.award.key),
                      message(N_("Write the report")))  # fmt: skip


def due_sentence(due: Due, as_at: dt.date) -> Message:
    """Say when a report is due: late by so many days, today, or in so many."""
    days = due.days(as_at)
    kind = Message(due.name)
    if days < 0:
        return counted(N_("{report}: {n} day late, due on {day}."), N_("{report}: {n} days late, due on {day}."), -days,
                       report=kind, day=due.due_on)  # fmt: skip
    if days == 0:
        return message(N_("{report}: due today."), report=kind)
    return counted(N_("{report}: due in {n} day, on {day}."), N_("{report}: due in {n} days, on {day}."), days,
                   report=kind, day=due.due_on)  # fmt: skip


def kept_out(facts: Facts) -> Found:
    """Photographs and stories that have no consent and so stay out of documents."""
    if facts.kept_out:
        refs = tuple(Ref("evidence_card", key) for key in facts.kept_out)
        text = counted(
            N_("{n} photograph or story has no consent, so it stays out of the report."),
            N_("{n} photographs or stories have no consent, so they stay out of the report."),
            len(refs),
        )
        yield Problem("due", "consent", text, refs, message(N_("Ask for consent")), len(refs))


def match_short(facts: Facts) -> Found:
    """The match that was promised is not reached when the award is over, or nearly."""
    wanted, so_far = facts.terms.match_wanted.value, facts.match_total
    if not wanted or so_far is None or so_far >= wanted:
        return
    days = (facts.award.ends_on - facts.as_at).days
    if days <= 30:
        text = message(
            N_("You promised match of {wanted}; {short} is still missing."),
            wanted=Money(wanted),
            short=Money(wanted - so_far),
        )
        ref = (Ref("award", facts.award.key),)
        yield Problem("late" if days < 0 else "due", "match_short", text, ref, message(N_("Add match")))


def rates_missing(facts: Facts) -> Found:
    """Hours that count as match for a day for which there is no rate."""
    if facts.minutes_without_rate:
        text = message(
            N_("{hours} h of volunteer time count for nothing, because there is no rate for their dates."),
            hours=max(1, round(facts.minutes_without_rate / 60)),
        )
        yield Problem("due", "no_rate", text, (Ref("award", facts.award.key),), message(N_("Add a rate")))


def claims_unpaid(facts: Facts) -> Found:
    """Claims that have been with the funder for long."""
    for claim in facts.claims:
        if claim.claimed_on and claim.outstanding > 0 and (facts.as_at - claim.claimed_on).days > CLAIM_DAYS:
            text = message(
                N_("{amount} that you claimed on {day} has not come."),
                amount=Money(claim.outstanding),
                day=claim.claimed_on,
            )
            yield Problem("due", "claim", text, (Ref("claim", claim.key),), message(N_("Record it, or ask after it")))


def promises_overdue(facts: Facts) -> Found:
    """Promises to pay whose day has passed."""
    for promise in facts.promises:
        if promise.due_on and promise.due_on < facts.as_at:
            text = message(
                N_("{amount} promised to {payee} was to be paid by {day}."),
                amount=Money(promise.rest),
                payee=promise.payee,
                day=promise.due_on,
            )
            ref = (Ref("commitment", promise.key),)
            yield Problem("due", "promise", text, ref, message(N_("Record the payment")))


CHECKS: tuple[Callable[[Facts], Found], ...] = (
    reports, no_receipt, money_left, overspent, outside_dates, over_line, twice, no_line, not_paid_back, cash,
    budget_sum, opening_twice, too_much_came, instalments_overdue, claims_unpaid, promises_overdue, kept_out, match_short,
    rates_missing,
)  # fmt: skip
