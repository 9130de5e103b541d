"""Every total of every report of the sample can be followed, by the keys in its data, to records that add up to it."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from typing import Any

import pikepdf
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk import capabilities
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.grants.figures.report_data import ADDS_UP
from communitydesk.grants.model import (
    Allocation,
    Award,
    BudgetLine,
    BudgetMove,
    Commitment,
    Instalment,
    MatchItem,
    OutputCount,
    Payment,
)
from communitydesk.paper import write_pdf
from communitydesk.people.figures import session_counts
from communitydesk.people.model import Hours
from tests.paper.reader import Reading, words
from tests.sample.conftest import TODAY

WORDS = Words()


@pytest.fixture(scope="module")
def papers(sample: Desk) -> dict[str, bytes]:
    """Every report and schedule of the sample, as PDF."""
    return {
        one.id: write_pdf(one.make(WORDS))
        for one in capabilities.documents(sample, TODAY)
        if "-report-" in one.id or one.id.endswith(("-spending", "-volunteer-time"))
    }


def figures_in(pdf: bytes) -> dict[str, Any]:
    """The figures that are kept inside a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return dict(json.loads(read.attachments["figures.json"].get_file().read_bytes()))


def amount(session: Work, ref: str, figure: str, line: str = "") -> int:
    """What one record adds to a figure, read from the file by its key alone."""
    table, key = ref.split("/")
    kinds: dict[str, Any] = {
        "allocation": Allocation, "instalment": Instalment, "match_item": MatchItem, "commitment": Commitment,
        "budget_move": BudgetMove, "budget_line": BudgetLine, "award": Award, "hours": Hours,
        "output_count": OutputCount,
    }  # fmt: skip
    record = session.get(kinds[table], key)
    assert record is not None, ref
    if table == "hours":
        return int(record.minutes * record.people)
    if table == "commitment":
        paid = select(func.sum(Payment.amount)).where(Payment.commitment_key == key)
        return int(record.amount) - int(session.scalar(paid) or 0)
    if table == "budget_line" and figure != "awarded":
        return int(record.opening_spent or 0)
    if table == "award" and figure == "received":
        return int(record.opening_received or 0)
    if table == "budget_move" and record.from_key == line:
        return -int(record.amount)
    return int(record.number if table == "output_count" else record.amount)


def sums(data: Any, path: tuple[str, ...] = ()) -> Any:
    """Yield every total with keys, and where it stands."""
    if isinstance(data, dict):
        if set(data) == {"value", "keys"}:
            yield path, data
        for name, one in data.items():
            yield from sums(one, (*path, name))
    elif isinstance(data, list):
        for number, one in enumerate(data):
            yield from sums(one, (*path, str(number)))


def test_every_total_is_what_the_records_of_its_keys_add_up_to(sample: Desk, papers: dict[str, bytes]) -> None:
    followed: dict[str, int] = defaultdict(int)
    with sample.read() as session:
        came = {row.key: row for row in session_counts(session)}
        for name, pdf in papers.items():
            data = figures_in(pdf)
            for path, total in sums(data):
                figure = path[-1]
                tables = {ref.split("/")[0] for ref in total["keys"]}
                assert tables <= set(ADDS_UP), (name, path)
                if figure in ("sessions", "attendances", "done") and tables == {"session"}:
                    rows = [came[ref.split("/")[1]] for ref in total["keys"]]
                    source = data["outputs"][int(path[1])]["source"] if figure == "done" else figure
                    if source == "people":  # different people: counted from those sessions, no sum of them
                        assert total["value"] <= sum(row.came or 0 for row in rows)
                        continue
                    found = len(rows) if source == "sessions" else sum(row.came or 0 for row in rows)
                else:
                    line = data["lines"][int(path[1])].get("key", "") if path[0] == "lines" else ""
                    found = sum(amount(session, ref, figure, line) for ref in total["keys"])
                    if tables == {"hours"} and figure == "done":
                        found //= 60
                assert found == total["value"], (name, path)
                followed[figure] += 1
    assert {"received", "spent", "in_period", "awarded", "minutes", "sessions", "attendances", "done"} <= set(followed)


def test_what_is_printed_is_what_the_data_says(sample: Desk, papers: dict[str, bytes]) -> None:
    for name, pdf in papers.items():
        data, said = figures_in(pdf), words(Reading(pdf).text())
        listed = sum(row["amount"] for row in data.get("payments", ()))
        spent = data["money"]["spent"]["value"]
        beside = sum(data["money"].get(part, {}).get("value", 0) for part in ("before", "after", "opening"))
        assert listed + beside == spent, name
        if name.endswith("-volunteer-time"):
            assert WORDS.money(sum(one["value"] for one in data["time"]["rates"])) in said, name
            continue
        assert WORDS.amount(listed if name.endswith("-spending") else spent) in said, name
        assert sum(line["spent"]["value"] for line in data["lines"]) == spent, name
        if re.search(r"Total [\d,.]+ ", said) and "-report-" in name and data["terms"].get("budget"):
            awarded = sum(line["awarded"]["value"] for line in data["lines"])
            assert f"Total {WORDS.amount(awarded)}" in said, name


def test_a_payments_keys_lead_to_the_part_that_the_award_pays(sample: Desk, papers: dict[str, bytes]) -> None:
    seen = 0
    with sample.read() as session:
        for pdf in papers.values():
            for row in figures_in(pdf).get("payments", ()):
                share, whole = (ref.split("/")[1] for ref in row["keys"])
                part, payment = session.get(Allocation, share), session.get(Payment, whole)
                assert part is not None
                assert payment is not None
                assert (part.amount, payment.amount) == (row["amount"], row["whole"])
                seen += 1
    assert seen > 100
