"""What a bank's file would bring in, before anything is written: how it is read, and what is there already.

opened = open_file(content, today, kept)            # kept: how earlier files of the group's accounts were read
statement = opened.read(layout, today)
proposal = propose(statement, held)                 # each line with its mark and reason
lines = chosen(proposal, decisions)                 # what `actions.bring_in_statement` is given
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from communitydesk.desk.errors import FieldTrouble, FileTrouble, Trouble
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message
from communitydesk.exchange.duplicates import Held, Mark, find_duplicates, fingerprints
from communitydesk.exchange.layouts import Guess, Layout, guess_layout, layout_of, look_again
from communitydesk.exchange.statement import Source, Statement, StatementLine, open_statement, read
from communitydesk.exchange.tables_in import Table

Decision = Literal["", "bring", "join", "leave"]
"""What happens to a line: not decided, brought in, kept as the payment that was typed in, left out."""


@dataclass(frozen=True)
class KeptLayout:
    """How a file of one account was read, as the person confirmed it. `hint` ends in the account number's figures.

    `roles` holds every column in which there was something, "" for one that was not used.
    """

    account: str = ""
    hint: str = ""
    headings: tuple[str, ...] = ()
    roles: Mapping[int, str] = field(default_factory=dict)
    order: str = "DMY"
    plus_is_out: bool = False

    def stored(self) -> str:
        """Return it as it is kept with a statement."""
        return json.dumps(
            {
                "hint": self.hint,
                "headings": list(self.headings),
                "roles": {str(column): role for column, role in sorted(self.roles.items())},
                "order": self.order,
                "plus_is_out": self.plus_is_out,
            },
            ensure_ascii=False,
        )


def kept_layout(account: str, stored: str) -> KeptLayout | None:
    """Return what was kept with a statement; None when that is nothing this program wrote."""
    try:
        told = json.loads(stored)
        roles = {int(column): str(role) for column, role in told["roles"].items()}
        headings = tuple(str(heading) for heading in told["headings"])
        return KeptLayout(account, str(told["hint"]), headings, roles, str(told["order"]), bool(told["plus_is_out"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


@dataclass(frozen=True)
class Opened:
    """A bank's file, opened: a table whose columns are `guess`, or a statement that needs no asking.

    `account` is what the group calls the account, where an earlier file tells; `as_last_time` when the columns are
    taken from such a file.
    """

    form: str
    table: Table | None = None
    guess: Guess | None = None
    statement: Statement | None = None
    notes: tuple[Message, ...] = ()
    account: str = ""
    as_last_time: bool = False

    def read(self, layout: Layout | None, today: dt.date) -> Statement:
        """Return the statement, its columns read as the layout says. Raises FileTrouble when it has no line."""
        found = self.statement
        if found is None:
            assert self.table is not None
            assert layout is not None
            found = read(self.table, layout, today)
        if not found.lines:
            raise FileTrouble(N_("No payment could be read from this file. Nothing was brought in."))
        return found

    def headings(self, layout: Layout) -> tuple[str, ...]:
        """Return the headings of the columns, empty when the file has none."""
        assert self.table is not None
        return self.table.rows[layout.header] if layout.header is not None else ()

    def kept(self, layout: Layout | None, statement: Statement, account: str) -> KeptLayout:
        """Return how this file was read, to be kept with the statement."""
        if layout is None:
            return KeptLayout(account, statement.account_hint)
        assert self.table is not None
        rows, told = self.table.rows[layout.first :], layout.roles()
        filled = [column for column in range(self.table.width) if column in told or any(row[column] for row in rows)]
        roles = {column: told.get(column, "") for column in filled}
        return KeptLayout(
            account, statement.account_hint, self.headings(layout), roles, layout.date_order, layout.plus_is_out
        )


def open_file(content: bytes, today: dt.date, kept: Sequence[KeptLayout] = (), sheet: str = "") -> Opened:
    """Open a bank's file and say how it is to be read. Raises FileTrouble, one sentence, when it is no such file.

    `kept` are the layouts of earlier statements, the latest first. `sheet` names the sheet of a workbook; without it,
    the first that can be read as a statement is taken.
    """
    source = open_statement(content, sheet)
    if not sheet and source.table is not None and len(source.table.sheets) > 1:
        source = _readable(content, source, source.table.sheets, today)
    if source.table is None:
        assert source.statement is not None
        hint = source.statement.account_hint
        account = _account(hint, [one for one in kept if not one.headings], sure=bool(hint))
        return Opened(source.form, statement=source.statement, notes=source.notes, account=account)
    try:
        guess = guess_layout(source.table, today)
    except FieldTrouble as trouble:
        raise FileTrouble(trouble.message) from trouble
    hint = read(source.table, guess.layout, today).account_hint
    opened = Opened(source.form, source.table, guess, notes=source.notes)
    headings = opened.headings(guess.layout)
    like = [one for one in kept if headings and one.headings == headings]
    opened = replace(opened, account=_account(hint, like or kept, sure=bool(hint)))
    for one in like:
        if again := _again(source.table, guess, one, today):
            return replace(opened, guess=again, as_last_time=True)
    return opened


def _readable(content: bytes, first: Source, sheets: Sequence[str], today: dt.date) -> Source:
    """Return the first sheet that holds payments; the first sheet of all when none does, so that it says why."""
    for name in sheets:
        source = open_statement(content, name)
        assert source.table is not None
        try:
            if read(source.table, guess_layout(source.table, today).layout, today).lines:
                return source
        except Trouble:
            continue
    return first


def _account(hint: str, kept: Sequence[KeptLayout], *, sure: bool) -> str:
    """What the account is called: by its number, or because only one was ever read so."""
    if sure and (same := [one.account for one in kept if one.hint == hint and one.account]):
        return same[0]
    if sure and any(one.hint for one in kept):
        return ""
    names = Counter(one.account for one in kept if one.account)
    return next(iter(names)) if len(names) == 1 else ""


def _again(table: Table, guess: Guess, kept: KeptLayout, today: dt.date) -> Guess | None:
    """The guess with the columns and the order of dates as they were confirmed last time, if they still fit."""
    fewest = min(one.unreadable for one in guess.dates)
    orders = {one.order for one in guess.dates if one.unreadable == fewest}
    order = kept.order if kept.order in orders else guess.layout.date_order
    based_on = replace(guess.layout, date_order=order, plus_is_out=False)
    # a column that was empty last time (no money in that month) is taken as it is understood now
    roles = {
        **{column: role for column, role in guess.layout.roles().items() if column not in kept.roles},
        **kept.roles,
    }
    try:
        found = look_again(table, layout_of(roles, based_on), today)
    except Trouble:
        return None
    told = found.balance is not None and found.balance.agree > 0
    return found if told else replace(found, layout=replace(found.layout, plus_is_out=kept.plus_is_out))


# -- what is there already -----------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """A bank line, a payment or an instalment that the file holds."""

    held: Held
    record: Ref


@dataclass(frozen=True)
class ProposedLine:
    """A line of the file with what was found about it; `record` is what it looks like, if anything."""

    position: int
    line: StatementLine
    fingerprint: str
    mark: Mark
    reason: Message
    record: Ref | None = None

    @property
    def typed_in(self) -> bool:
        """Whether it looks like something that was typed in by hand."""
        return self.record is not None and self.record.table != "bank_line"

    @property
    def usual(self) -> Decision:
        """What happens to it unless the person says otherwise; "" when they have to say."""
        return {Mark.NEW: "bring", Mark.HELD: "leave", Mark.PERHAPS: ""}[self.mark]  # type: ignore[return-value]

    @property
    def ways(self) -> tuple[Decision, ...]:
        """What may be decided about it."""
        return ("join", "bring", "leave") if self.typed_in else ("bring", "leave")


@dataclass(frozen=True)
class Proposal:
    """Everything that would be brought in, and what could not be read."""

    statement: Statement
    lines: tuple[ProposedLine, ...]

    def count(self, mark: Mark) -> int:
        """Return how many lines have this mark."""
        return sum(1 for line in self.lines if line.mark is mark)


def propose(statement: Statement, kept: Iterable[Kept]) -> Proposal:
    """Return each line of a statement with whether the group's file holds it already, and why that is thought."""
    records = {one.held.key: one for one in kept}
    findings = find_duplicates(statement.lines, [one.held for one in records.values()])
    prints = fingerprints(statement.lines)
    return Proposal(
        statement,
        tuple(
            ProposedLine(
                finding.position, line, print_, finding.mark, finding.reason,
                records[finding.held].record if finding.held else None,
            )
            for line, print_, finding in zip(statement.lines, prints, findings, strict=True)
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class ChosenLine:
    """A line that is to be brought in; `join` is the payment or instalment that it is already."""

    line: StatementLine
    fingerprint: str
    join: Ref | None = None


def chosen(proposal: Proposal, decisions: Mapping[int, Decision]) -> tuple[ChosenLine, ...]:
    """Return what is to be brought in; `decisions` by position are what the person said, the usual holds elsewhere."""
    found = []
    for line in proposal.lines:
        decision = decisions.get(line.position) or line.usual
        if decision in ("bring", "join"):
            found.append(ChosenLine(line.line, line.fingerprint, line.record if decision == "join" else None))
    return tuple(found)


def undecided(proposal: Proposal, decisions: Mapping[int, Decision]) -> tuple[ProposedLine, ...]:
    """Return the lines about which the person still has to say something."""
    return tuple(line for line in proposal.lines if not (decisions.get(line.position) or line.usual))
