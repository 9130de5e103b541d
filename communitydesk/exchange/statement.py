"""A bank's statement as plain lines, with everything that could not be read said row by row.

source = open_statement(content)                    # any form that banks offer
guess = guess_layout(source.table, today)           # shown to the person, who confirms dates and columns
statement = read(source.table, guess.layout, today)
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from communitydesk.desk.errors import FieldTrouble, FileTrouble
from communitydesk.desk.words import N_, Message, Money, message
from communitydesk.exchange.bank_dates import reader
from communitydesk.exchange.bank_money import BalanceCheck, check_balance, pence_of
from communitydesk.exchange.layouts import Layout, amount_in
from communitydesk.exchange.tables_in import Table, read_table, table_of
from communitydesk.exchange.text_in import decode

_SUMMARY = re.compile(
    r"\b(?:total|opening|closing|brought forward|carried forward|b/f|c/f|balance|statement|end of)\b", re.I
)


@dataclass(frozen=True)
class StatementLine:
    """One line of a statement. `amount_pence` is positive for money in; `row_number` as a person counts in the file.

    `identity` is the bank's own number of the line where it gives one; `raw` are the cells as they were.
    """

    date: dt.date
    description: str
    amount_pence: int
    balance: int | None = None
    reference: str = ""
    kind: str = ""
    row_number: int = 0
    raw: tuple[str, ...] = ()
    identity: str = ""


@dataclass(frozen=True)
class Problem:
    """A row that became no line, and why. `serious` when a payment may be missing because of it."""

    row_number: int
    message: Message
    raw: tuple[str, ...] = ()
    serious: bool = True


@dataclass(frozen=True)
class Statement:
    """The lines of one account in the file's own order, what could not be read, and how the balance agrees.

    `account_hint` ends in the last figures of the account's number, "" when the file does not say.
    """

    lines: tuple[StatementLine, ...]
    account_hint: str = ""
    problems: tuple[Problem, ...] = ()
    check: BalanceCheck | None = None
    currency: str = ""
    notes: tuple[Message, ...] = ()

    @property
    def serious(self) -> tuple[Problem, ...]:
        """The problems because of which a payment may be missing."""
        return tuple(problem for problem in self.problems if problem.serious)

    @property
    def start(self) -> dt.date | None:
        """The earliest date of a line."""
        return min((line.date for line in self.lines), default=None)

    @property
    def end(self) -> dt.date | None:
        """The latest date of a line."""
        return max((line.date for line in self.lines), default=None)


@dataclass(frozen=True)
class Source:
    """A file that has been opened: a table whose columns are to be confirmed, or a statement that needs no asking."""

    form: str  # "csv", "xlsx", "ofx", "qif" or "text"
    table: Table | None = None
    statement: Statement | None = None
    notes: tuple[Message, ...] = field(default=())


def open_statement(content: bytes, sheet: str = "") -> Source:
    """Tell what kind of file a bank gave and open it; its name plays no part. Raises FileTrouble."""
    if content.startswith(b"PK\x03\x04"):
        table = read_table(content, sheet)
        return Source("xlsx", table, notes=table.notes)
    text, encoding = decode(content)
    head = text[:3000].lstrip("\ufeff \t\r\n")
    if re.match(r"OFXHEADER|<\?OFX|<OFX>", head, re.I) or (head.startswith("<?xml") and "OFX" in head):
        from communitydesk.exchange.statement_ofx import read_ofx

        return Source("ofx", statement=read_ofx(content))
    if head.startswith("!"):
        from communitydesk.exchange.statement_qif import qif_rows

        return Source("qif", table_of(qif_rows(text), form="qif", encoding=encoding))
    if re.search(r"^Date:", text[:3000], re.M | re.I) and re.search(r"^Amount:", text[:3000], re.M | re.I):
        from communitydesk.exchange.statement_blocks import block_rows

        return Source("text", table_of(block_rows(text), form="text", encoding=encoding))
    if head.startswith("<?xml"):
        raise FileTrouble(N_("This XML file is no bank statement. Download it from the bank as CSV, OFX or QIF."))
    table = read_table(content)
    return Source("csv", table, notes=table.notes)


def read(table: Table, layout: Layout, today: dt.date) -> Statement:
    """Return the statement in a table, its columns read as the layout says; nothing is dropped without a problem.

    `today` gives two-digit years their century. Rows that cannot be read are problems; it raises nothing.
    """
    work = _Reading(table, layout, today)
    for index in range(layout.first, len(table.rows)):
        work.take(index)
    lines = tuple(work.lines)
    check = None
    if layout.balance is not None and lines:
        check = check_balance([line.amount_pence for line in lines], [line.balance for line in lines])
    above = message(N_("This row is above the payments."))
    before = [
        Problem(table.numbers[index], above, table.rows[index], serious=False)
        for index in range(layout.first)
        if index != layout.header
    ]
    problems = (*before, *work.problems, *_balance_problems(lines, check))
    return Statement(lines, _account_hint(table, layout), problems, check, work.currency)


class _Reading:
    """Makes row after row into a line or a problem."""

    def __init__(self, table: Table, layout: Layout, today: dt.date) -> None:
        self.table, self.layout = table, layout
        self.date = reader(layout.date_order, today)
        self.lines: list[StatementLine] = []
        self.problems: list[Problem] = []
        self.currency = _usual_currency(table, layout)
        self.width = table.width if layout.header is None else _used(table.rows[layout.header])

    def take(self, index: int) -> None:
        """Make one row into a line or a problem."""
        row, number = self.table.rows[index], self.table.numbers[index]
        try:
            found = self._line(self._mended(row), number)
        except FieldTrouble as trouble:
            found = Problem(number, _sentence(trouble, number), tuple(row))
        if isinstance(found, StatementLine):
            self.lines.append(found)
        else:
            self.problems.append(found)

    def _line(self, row: Sequence[str], number: int) -> StatementLine | Problem:
        layout = self.layout
        given = self._cell(row, layout.date)
        if not given and _SUMMARY.search(" ".join(row)):
            return self._no_line(row, number, given, None, None)  # totals fill both columns
        amount = amount_in(row, layout)
        day = self.date(given) if given else None
        if day is None or not amount:
            return self._no_line(row, number, given, day, amount)
        currency = self._cell(row, layout.currency)
        if currency and self.currency and currency.upper() != self.currency:
            text = N_("Row {row} is in {currency}, not in {usual}, so it was left out.")
            return Problem(number, message(text, row=str(number), currency=currency, usual=self.currency), tuple(row))
        return StatementLine(
            day, self._description(row), amount, self._balance(row), self._cell(row, layout.reference).lstrip("'"),
            self._cell(row, layout.kind), number, tuple(row), self._cell(row, layout.identity),
        )  # fmt: skip

    def _mended(self, row: Sequence[str]) -> Sequence[str]:
        """Put a description with commas of its own together again: the row has more cells than the headings."""
        more = _used(row) - self.width
        if more <= 0 or max(self.layout.roles()) >= self.width:  # a column that is read has no heading
            return row
        at = self.layout.description[0] if self.layout.description else self.width
        joined = row[at : at + more + 1]
        if not all(any(letter.isalpha() for letter in cell) for cell in joined):
            raise FieldTrouble("row", N_("It has more cells than there are headings. Mend it in a spreadsheet."))
        return (*row[:at], ", ".join(joined), *row[at + more + 1 :], *[""] * more)

    def _no_line(self, row: Sequence[str], number: int, given: str, day: dt.date | None, amount: int | None) -> Problem:
        told = {"row": str(number)}
        summary = bool(_SUMMARY.search(" ".join(row)))
        if day is None and not any(letter.isdigit() for letter in given) and (summary or amount is None):
            text = N_("Row {row} has no date, so it is no payment.")
            return Problem(number, message(text, **told), tuple(row), serious=amount is not None and not summary)
        if day is None and not given:
            return Problem(number, message(N_("Row {row} has an amount but no date."), **told), tuple(row))
        if day is None:
            text = N_("Row {row}: “{text}” is not a date in the order that was chosen.")
            return Problem(number, message(text, text=given[:40], **told), tuple(row))
        if amount == 0:
            return Problem(
                number, message(N_("Row {row} is for nothing, so it was left out."), **told), tuple(row), False
            )
        text = (
            N_("Row {row} says the balance only, so it is no payment.") if summary else N_("Row {row} has no amount.")
        )
        return Problem(number, message(text, **told), tuple(row), serious=not summary)

    def _description(self, row: Sequence[str]) -> str:
        parts: list[str] = []
        for column in self.layout.description:
            part = row[column].lstrip("'").strip().replace(" ,", ",")
            if part and part.lower() not in " ".join(parts).lower():
                parts.append(part)
        if not parts:
            parts = [self._cell(row, self.layout.reference) or self._cell(row, self.layout.kind)]
        return " ".join(parts)

    def _balance(self, row: Sequence[str]) -> int | None:
        try:
            return pence_of(self._cell(row, self.layout.balance))
        except FieldTrouble:
            return None

    @staticmethod
    def _cell(row: Sequence[str], column: int | None) -> str:
        return row[column] if column is not None else ""


def _used(row: Sequence[str]) -> int:
    return next((width for width in range(len(row), 0, -1) if row[width - 1]), 0)


def _sentence(trouble: FieldTrouble, number: int) -> Message:
    return message(N_("Row {row}: {why}"), row=str(number), why=trouble.message)


def _usual_currency(table: Table, layout: Layout) -> str:
    if layout.currency is None:
        return ""
    counts = Counter(row[layout.currency].upper() for row in table.rows[layout.first :] if row[layout.currency])
    return "GBP" if "GBP" in counts else (counts.most_common(1)[0][0] if counts else "")


def _account_hint(table: Table, layout: Layout) -> str:
    texts = [row[column] for column in layout.account for row in table.rows[layout.first : layout.first + 3]]
    texts += [" ".join(row) for row in table.rows[: layout.first] if "account" in " ".join(row).lower()]
    numbers = [found for text in texts for found in re.findall(r"(?<![\d.,])[\dXx*]{0,8}\d{4,8}(?![\d.,-])", text)]
    return f"…{max(numbers, key=len)[-4:]}" if numbers else ""


def _balance_problems(lines: Sequence[StatementLine], check: BalanceCheck | None) -> list[Problem]:
    """One for each place where lines may be missing; none when the balance hardly ever agrees."""
    if check is None or check.agree < 0.6 * check.steps:
        return []
    found = []
    for position in check.breaks[:50]:
        line = lines[position]
        text = N_("Row {row}: the balance of {balance} does not follow from the row before. A payment may be missing.")
        balance = Money(line.balance or 0)
        found.append(Problem(line.row_number, message(text, row=str(line.row_number), balance=balance), line.raw))
    return found
