"""Which column of a bank's file is what, told from its headings, its contents and its running balance."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from communitydesk.desk.errors import FieldTrouble, FileTrouble
from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.exchange.bank_dates import DateReading, looks_like_date, reader, readings
from communitydesk.exchange.bank_money import BalanceCheck, check_balance, direction_of, is_money, pence_of
from communitydesk.exchange.tables_in import Table

ROLES: Mapping[str, str] = MappingProxyType({
    "date": N_("Date"),
    "description": N_("Description"),
    "paid_out": N_("Money out"),
    "paid_in": N_("Money in"),
    "amount": N_("Amount, in or out"),
    "direction": N_("Whether in or out"),
    "balance": N_("Balance"),
    "kind": N_("Type"),
    "reference": N_("Reference"),
    "identity": N_("The bank's own number"),
    "currency": N_("Currency"),
    "account": N_("Account"),
})  # fmt: skip
"""What a column can be, and what that is called. Description and account may be several columns."""

# the headings that UK banks use, each as a whole heading once units and punctuation are taken off
_HEADINGS: Mapping[str, str] = MappingProxyType({
    "date": r"(?:transaction |posted |posting |post |entry |booking |completed |started |value |processed )?date"
            r"(?: posted| completed| started| processed)?|date \w* ?utc|day",
    "description": r"(?:transaction |full |payment )?(?:description|details?|narrative|particulars|memo|information)"
                   r"(?: ?#? ?\d)?|name|payee|merchant(?: name)?|counter ?party(?: name)?|payer payee|to from"
                   r"|transaction|notes(?: and tags)?|payee name|beneficiary|additional (?:details|information)",
    "paid_out": r"(?:paid|money|amount|payments?|cash)? ?out|(?:amount )?debit(?:s|ed)?(?: amount| value)?"
                r"|withdrawals?|withdrawn|spent|payments?|outgoings?|amount spent",
    "paid_in": r"(?:paid|money|amount|payments?|cash)? ?in|(?:amount )?credit(?:s|ed)?(?: amount| value)?"
               r"|deposits?|received|receipts?|incomings?|amount received",
    "amount": r"(?:transaction |net |billing |account |total )?(?:amount|value|sum)|amount in account currency"
              r"|debit credit amount",
    "direction": r"(?:cr|credit|c) ?(?:dr|debit|d)(?: (?:indicator|identifier|flag|marker))?"
                 r"|(?:dr|debit|d) ?(?:cr|credit|c)(?: (?:indicator|identifier|flag|marker))?|direction|sign|in out",
    "balance": r"(?:account |running |ledger |cleared |closing |statement )?balance(?: after| at end| amount)?",
    "kind": r"(?:transaction |bank transaction |payment |entry )?(?:type|code|method)|sub ?category|type code",
    "reference": r"(?:customer |payment |bank |transaction |your |payer )?ref(?:erence)?(?: number| no)?"
                 r"|(?:cheque|check|serial|slip) ?(?:number|no)",
    "identity": r"(?:transaction |unique |bank |payment )?(?:id|identifier|uid)|fitid|uid",
    "currency": r"(?:transaction |account )?(?:currency|ccy)(?: code)?",
    "account": r"(?:bank |own )?(?:account|a c)(?: (?:number|no|name|id|details))?|sort ?code"
               r"(?: (?:and )?account(?: number)?)?|iban|account holder",
})  # fmt: skip
_COMPILED = {role: re.compile(pattern) for role, pattern in _HEADINGS.items()}
_PREFERRED = ("transaction date", "date", "completed date", "date completed", "posted date", "post date")
_SCORE_SURE = 0.9


@dataclass(frozen=True)
class Layout:
    """What each column of a table is (by number from 0) and how its dates and amounts are to be read.

    `first` is the index in the table of the first row of data; `header` of the headings, or None. In `amount` a
    plus is money in, unless `plus_is_out`. `date_order` is a key of `bank_dates.ORDERS`.
    """

    first: int
    header: int | None
    date: int
    date_order: str
    description: tuple[int, ...] = ()
    amount: int | None = None
    paid_in: int | None = None
    paid_out: int | None = None
    direction: int | None = None
    balance: int | None = None
    kind: int | None = None
    reference: int | None = None
    identity: int | None = None
    currency: int | None = None
    account: tuple[int, ...] = ()
    plus_is_out: bool = False

    def roles(self) -> dict[int, str]:
        """Return the role of each column that has one."""
        found = {self.date: "date"}
        for role in ("amount", "paid_in", "paid_out", "direction", "balance", "kind", "reference", "identity",
                     "currency"):  # fmt: skip
            if (column := getattr(self, role)) is not None:
                found[column] = role
        return {**{column: "description" for column in self.description},
                **{column: "account" for column in self.account}, **found}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """A layout with how sure it is (0 to 1) and why; `dates` are the orders to choose from, the likeliest first."""

    layout: Layout
    confidence: float
    reasons: tuple[Message, ...]
    dates: tuple[DateReading, ...]
    balance: BalanceCheck | None = None

    @property
    def date_order_is_certain(self) -> bool:
        """True when only one order can be right, so that nothing has to be asked."""
        whole = [one for one in self.dates if not one.unreadable]
        return len(self.dates) == 1 or (len(whole) == 1 and self.dates[0].likelihood > _SCORE_SURE)


def layout_of(roles: Mapping[int, str], based_on: Layout) -> Layout:
    """Return a layout with the roles that a person chose for the columns. Raises FieldTrouble beside `roles`."""
    single: dict[str, int] = {}
    many: dict[str, list[int]] = {"description": [], "account": []}
    for column, role in sorted(roles.items()):
        if role in many:
            many[role].append(column)
        elif role in single:
            raise FieldTrouble("roles", N_("Two columns cannot both be “{role}”."), role=message(ROLES[role]))
        elif role:
            single[role] = column
    if "date" not in single:
        raise FieldTrouble("roles", N_("Say which column holds the date."))
    if not {"amount", "paid_in", "paid_out"} & set(single):
        raise FieldTrouble("roles", N_("Say which column holds the amounts."))
    if "amount" in single and {"paid_in", "paid_out"} & set(single):
        raise FieldTrouble("roles", N_("Choose either one column of amounts, or money in and money out."))
    return Layout(based_on.first, based_on.header, single.pop("date"), based_on.date_order,
                  tuple(many["description"]), account=tuple(many["account"]), plus_is_out=based_on.plus_is_out,
                  **single)  # fmt: skip


def heading_role(heading: str) -> str:
    """Return the role that a column's heading tells, or "" when it tells none."""
    plain = re.sub(r"\(.*?\)|\[.*?\]", " ", heading.lower())
    plain = re.sub(r"\b(?:gbp|£|eur|usd|sterling)\b|£", " ", plain)
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())
    return next((role for role, pattern in _COMPILED.items() if pattern.fullmatch(plain)), "")


def guess_layout(table: Table, today: dt.date) -> Guess:
    """Return what the columns of a bank's file most likely are, and why. Raises FieldTrouble when it cannot be told.

    `today` gives two-digit years their century and rules out dates still to come.
    """
    header = _header_row(table)
    first = _first_row(table, header, today)
    body = table.rows[first:]
    sample = body if len(body) <= 400 else (*body[:200], *body[-200:])
    reasons: list[Message] = []
    if header is None:
        roles = _roles_by_content(sample, {}, today)
        reasons.append(message(N_("The file has no headings; the columns are told by what is in them.")))
    else:
        roles = _roles_by_content(sample, _roles_by_heading(table.rows[header], sample), today)
        reasons.append(message(N_("The headings are in row {row}."), row=table.numbers[header]))
    dates = readings([row[roles["date"][0]] for row in body], today)
    if not dates:
        raise FileTrouble(N_("No column of this file holds dates."))
    layout = _layout(roles, first, header, dates[0].order)
    return _settled(table, layout, today, dates, reasons)


def look_again(table: Table, layout: Layout, today: dt.date) -> Guess:
    """Return the guess again for columns that a person chose: their dates' orders, and signs as the balance tells.

    Raises FileTrouble when the column of dates holds none.
    """
    dates = readings([row[layout.date] for row in table.rows[layout.first :]], today)
    if not dates:
        raise FileTrouble(N_("No column of this file holds dates."))
    if layout.date_order not in [one.order for one in dates]:
        layout = replace(layout, date_order=dates[0].order)
    return _settled(table, layout, today, dates, [])


def _settled(table: Table, layout: Layout, today: dt.date, dates: tuple[DateReading, ...],
             reasons: list[Message]) -> Guess:  # fmt: skip
    layout, balance, why, certain = _settle_signs(table, layout, today)
    confidence = min(1.0, (0.75 if layout.header is not None else 0.5) + certain)
    if len(dates) > 1 and not Guess(layout, 1, (), dates).date_order_is_certain:
        why = [*why, message(N_("The dates could be read in more than one order. Please look at them."))]
        confidence = min(confidence, 0.6)
    return Guess(layout, max(confidence, 0.05), (*reasons, *why), dates, balance)


# -- where the rows of data begin -----------------------------------------------------------


def _header_row(table: Table) -> int | None:
    best, found = 1, None
    for index, row in enumerate(table.rows[:60]):
        roles = {role for role in map(heading_role, row) if role}
        if len(roles) > best and "date" in roles and not any(is_money(cell) for cell in row):
            best, found = len(roles), index
    return found


def _first_row(table: Table, header: int | None, today: dt.date) -> int:
    start = 0 if header is None else header + 1
    for index in range(start, len(table.rows)):
        row = table.rows[index]
        if any(looks_like_date(cell, today) for cell in row) and any(is_money(cell) for cell in row):
            return index
    if header is not None:
        raise FileTrouble(N_("There are headings in this file but no payments below them."))
    raise FileTrouble(N_("No payments were found in this file: there is no row with a date and an amount."))


# -- what each column is --------------------------------------------------------------------


def _roles_by_heading(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column, heading in enumerate(headings):
        role = heading_role(heading)
        if role and any(row[column] for row in sample):
            found.setdefault(role, []).append(column)
    if len(found.get("date", ())) > 1:
        found["date"].sort(key=lambda column: _date_rank(headings[column], [row[column] for row in sample]))
    if ("paid_in" in found) != ("paid_out" in found) and "amount" in found:
        # "Amount" beside a lone "Credit" is not a pair; the signed amount tells all
        found.pop("paid_in", None)
        found.pop("paid_out", None)
    return found


def _date_rank(heading: str, cells: Sequence[str]) -> tuple[bool, int]:
    plain = " ".join(re.sub(r"[^a-z]+", " ", heading.lower()).split())
    return "" in cells, _PREFERRED.index(plain) if plain in _PREFERRED else len(_PREFERRED)


def _roles_by_content(sample: Sequence[Sequence[str]], told: dict[str, list[int]],
                      today: dt.date) -> dict[str, list[int]]:  # fmt: skip
    """Fill in the roles that headings did not tell."""
    roles = {role: list(columns) for role, columns in told.items()}
    taken = {column for columns in roles.values() for column in columns}
    free = [column for column in range(len(sample[0])) if column not in taken]
    if "date" not in roles:
        roles["date"] = [_date_column(sample, free, today)]
        free = [column for column in free if column not in roles["date"]]
    if not {"amount", "paid_in", "paid_out"} & set(roles):
        _money_columns(sample, free, roles, bool(told))
        free = [column for column in free if all(column not in columns for columns in roles.values())]
    _drop_double_amounts(roles)
    if "description" not in roles:
        texts = [column for column in free if not told and _wordiness(sample, column) > 0]
        texts.sort(key=lambda column: -_wordiness(sample, column))
        if len(texts) > 1 and all(len(row[texts[-1]]) <= 5 for row in sample):
            roles["kind"] = [texts.pop()]  # codes such as DD and BGC
        roles["description"] = sorted(texts[:2]) or roles.pop("reference", []) or roles.pop("kind", [])
    if "direction" not in roles and "amount" in roles:
        _direction_column(sample, roles, free)
    return roles


def _date_column(sample: Sequence[Sequence[str]], free: Sequence[int], today: dt.date) -> int:
    shares = [(sum(looks_like_date(row[column], today) for row in sample), -column) for column in free]
    if not shares or max(shares)[0] == 0:
        raise FileTrouble(N_("No column of this file holds dates."))
    return -max(shares)[1]


def _money_columns(sample: Sequence[Sequence[str]], free: Sequence[int], roles: dict[str, list[int]],
                   headed: bool) -> None:  # fmt: skip
    columns = [column for column in free if _is_money_column(sample, column)]
    pointed = [column for column in columns if sum("." in row[column] for row in sample) >= 1]
    columns = pointed or columns  # counters and branch numbers have no pence
    if not columns:
        raise FileTrouble(N_("No column of this file holds amounts."))
    if len(columns) == 1:
        roles["amount"] = columns
        return
    pair = next(((a, b) for a in columns for b in columns if a < b and _take_turns(sample, a, b)), None)
    if pair:
        roles["paid_out"], roles["paid_in"] = [pair[0]], [pair[1]]
    else:
        roles["amount"] = [columns[0]]
    rest = [column for column in columns if column not in (pair or (columns[0],))]
    if "balance" not in roles and rest and not headed:
        roles["balance"] = [rest[-1]]


def _is_money_column(sample: Sequence[Sequence[str]], column: int) -> bool:
    filled = [row[column] for row in sample if row[column] and row[column] != "-"]
    return bool(filled) and sum(map(is_money, filled)) >= 0.9 * len(filled)


def _take_turns(sample: Sequence[Sequence[str]], a: int, b: int) -> bool:
    """Money out and money in: a row has one of the two."""
    one = sum(_filled(row[a]) != _filled(row[b]) for row in sample)
    return one >= 0.9 * len(sample) and any(_filled(row[b]) for row in sample)


def _filled(cell: str) -> bool:
    return any(letter in "123456789" for letter in cell)


def _wordiness(sample: Sequence[Sequence[str]], column: int) -> float:
    cells = [row[column] for row in sample]
    lettered = sum(any(letter.isalpha() for letter in cell) for cell in cells) / len(cells)
    return lettered * len(set(cells)) / len(cells) * min(sum(map(len, cells)) / len(cells), 40)


def _drop_double_amounts(roles: dict[str, list[int]]) -> None:
    if "amount" in roles and "paid_in" in roles and "paid_out" in roles:
        del roles["paid_in"], roles["paid_out"]  # both say the same (a signed amount, and split once more)


def _direction_column(sample: Sequence[Sequence[str]], roles: dict[str, list[int]], free: Sequence[int]) -> None:
    for column in (*free, *roles.get("kind", ())):
        if all(direction_of(row[column]) for row in sample):
            roles["direction"] = [column]
            if roles.get("kind") == [column]:
                del roles["kind"]
            return


def _layout(roles: Mapping[str, list[int]], first: int, header: int | None, order: str) -> Layout:
    def only(role: str) -> int | None:
        return roles[role][0] if roles.get(role) else None

    return Layout(
        first, header, roles["date"][0], order, tuple(roles.get("description", ())), only("amount"), only("paid_in"),
        only("paid_out"), only("direction"), only("balance"), only("kind"), only("reference"), only("identity"),
        only("currency"), tuple(roles.get("account", ())),
    )  # fmt: skip


# -- signs, told by the balance -------------------------------------------------------------


def _settle_signs(
    table: Table, layout: Layout, today: dt.date
) -> tuple[Layout, BalanceCheck | None, list[Message], float]:
    """Return the layout with the sign that the balance tells, the check, reasons, and how much surer that makes it."""
    rows = _amount_rows(table, layout, today)
    amounts = [amount for amount, _ in rows]
    if layout.balance is not None:
        check = check_balance(amounts, [balance for _, balance in rows], flips=True)
        if check.steps and check.agree >= 0.6 * check.steps:
            return _told_by_balance(layout, check)
        if layout.header is None:
            layout = replace(layout, balance=None)  # it was only a guess that the column is a balance
        elif check.steps:
            why = message(N_("The balance does not agree with the amounts. Please look at the columns."))
            return layout, check, [why], -0.3
    if layout.amount is None:
        return layout, None, [message(N_("Money in and money out have columns of their own."))], 0.2
    if layout.direction is not None:
        return layout, None, [message(N_("A column says whether each amount came in or went out."))], 0.15
    if any(amount < 0 for amount in amounts):
        return layout, None, [message(N_("An amount with a minus is taken as money out."))], 0.1
    why = message(N_("No amount has a minus, so it cannot be told which were paid in and which out. Please look."))
    return layout, None, [why], -0.4


def _told_by_balance(layout: Layout, check: BalanceCheck) -> tuple[Layout, BalanceCheck, list[Message], float]:
    reasons = [counted(N_("The balance agrees with the amounts in {agree} of {n} row."),
                       N_("The balance agrees with the amounts in {agree} of {n} rows."), check.steps,
                       agree=check.agree)]  # fmt: skip
    if check.flipped and layout.amount is not None:
        layout = replace(layout, plus_is_out=True)
        reasons.append(message(N_("An amount without a minus is money out, as the balance shows.")))
    elif check.flipped:
        layout = replace(layout, paid_in=layout.paid_out, paid_out=layout.paid_in)
        reasons.append(message(N_("Which column is money in and which is money out is told by the balance.")))
    if check.newest_first:
        reasons.append(message(N_("The newest payment comes first.")))
    return layout, replace(check, flipped=False), reasons, 0.25 * check.agree / check.steps


def _amount_rows(table: Table, layout: Layout, today: dt.date) -> list[tuple[int, int | None]]:
    """Amount, in being positive, and balance of each row that can be read."""
    read = reader(layout.date_order, today)
    found = []
    for row in table.rows[layout.first :]:
        try:
            amount = amount_in(row, layout)
            balance = pence_of(row[layout.balance]) if layout.balance is not None else None
        except FieldTrouble:
            continue
        if amount is not None and read(row[layout.date]):
            found.append((amount, balance))
    return found


def amount_in(row: Sequence[str], layout: Layout) -> int | None:
    """Return the pence of a row, in being positive, None when it has no amount. Raises FieldTrouble."""
    if layout.amount is not None:
        return _signed(row, layout)
    paid_in = pence_of(row[layout.paid_in]) if layout.paid_in is not None else None
    paid_out = pence_of(row[layout.paid_out]) if layout.paid_out is not None else None
    if paid_in and paid_out:
        raise FieldTrouble("amount", N_("Money came in and went out in the same row."))
    if paid_out:
        # a minus before money out is how some banks write it; money coming back is in the other column
        return -abs(paid_out)
    return paid_in if paid_in else (paid_out if paid_in is None else paid_in)


def _signed(row: Sequence[str], layout: Layout) -> int | None:
    pence = pence_of(row[layout.amount or 0])
    if pence is None:
        return None
    if layout.direction is not None and (direction := direction_of(row[layout.direction])):
        return direction * abs(pence)
    return -pence if layout.plus_is_out else pence
