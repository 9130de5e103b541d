"""Files brought in from the terminal, and what lies between a file and what is written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.capabilities import models
from communitydesk.cli import main
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble, Refused
from communitydesk.desk.words import Words
from communitydesk.exchange import figures
from communitydesk.exchange.actions import bring_in_statement
from communitydesk.exchange.bring_in import bring_in
from communitydesk.exchange.duplicates import Mark
from communitydesk.exchange.proposal import KeptLayout, chosen, kept_layout, open_file, propose
from communitydesk.grants.actions import awards, spending
from communitydesk.grants.figures.bank import statement_lines, statements
from communitydesk.grants.figures.overview import awards_overview
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.storage import create
from tests.exchange import statements as corpus

TODAY = dt.date(2026, 11, 21)
HEAD = "Date,Type,Description,Paid out,Paid in,Balance\r\n"
CERTAIN = HEAD + "20/05/2026,DEB,GARDEN CENTRE,12.50,,100.00\r\n21/05/2026,BGC,RAFFLE,,20.00,120.00\r\n"
AMBIGUOUS = HEAD + "03/05/2026,DEB,GARDEN CENTRE,12.50,,100.00\r\n04/05/2026,BGC,RAFFLE,,20.00,120.00\r\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    yield desk
    desk.close()


def file(tmp_path: Path, text: str | bytes, name: str = "bank.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("cp1252"))
    return path


def said(desk: Desk, kind: str, path: Path, **how: object) -> str:
    return "\n".join(Words().say(one) for one in bring_in(desk, kind, path, Words(), today=TODAY, **how))  # type: ignore[arg-type]


def test_a_dry_run_shows_the_lines_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    told = said(desk, "bank", file(tmp_path, CERTAIN), dry_run=True)
    assert "20 May 2026  −£12.50  GARDEN CENTRE" in told
    assert "2 lines would be brought in: £20.00 in, £12.50 out. Nothing was changed." in told
    assert statements(desk) == ()
    assert desk.undo_label is None


def test_the_same_file_twice_brings_nothing_in_the_second_time(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, CERTAIN)
    assert "2 lines were brought in" in said(desk, "bank", path)
    told = said(desk, "bank", path)
    assert "2 lines are here already." in told
    assert len(statements(desk)) == 1


def test_dates_of_two_readings_are_refused_until_the_order_is_said(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, AMBIGUOUS)
    with pytest.raises(Refused, match=r"“03/05/2026” may be 3 May 2026 or 5 March 2026\. Say which with --date-order"):
        said(desk, "bank", path)
    assert statements(desk) == ()
    said(desk, "bank", path, date_order="mdy")
    assert [row.start for row in statements(desk)] == [dt.date(2026, 3, 5)]


def test_amounts_whose_sign_cannot_be_told_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, "Date,Description,Amount\r\n20/05/2026,HALL,12.00\r\n21/05/2026,RAFFLE,15.00\r\n")
    with pytest.raises(Refused, match="cannot be told which amounts were paid in"):
        said(desk, "bank", path)


def test_what_was_typed_in_by_hand_is_left_out_and_said(desk: Desk, tmp_path: Path) -> None:
    spending.record_payment(desk, (), payee="Garden centre", amount=1250, incurred_on=dt.date(2026, 5, 18))
    told = said(desk, "bank", file(tmp_path, CERTAIN))
    assert "Left out, perhaps here already: 20 May 2026  −£12.50  GARDEN CENTRE." in told
    assert [line.amount for line in statement_lines(desk, statements(desk)[0].key)] == [2000]


def test_a_line_that_is_a_payment_typed_in_is_joined_with_it_in_the_same_change(desk: Desk) -> None:
    payment = spending.record_payment(desk, (), payee="Garden centre", amount=1250, incurred_on=dt.date(2026, 5, 18))
    opened = open_file(CERTAIN.encode(), TODAY)
    assert opened.guess is not None
    proposal = propose(opened.read(opened.guess.layout, TODAY), figures.held(desk))
    assert [line.mark for line in proposal.lines] == [Mark.PERHAPS, Mark.NEW]
    key = bring_in_statement(desk, chosen(proposal, {0: "join"}), brought_in_on=TODAY)
    first, second = statement_lines(desk, key)
    assert (first.became, first.payment_key, second.became) == ("known", payment, "waiting")
    desk.undo()
    assert statements(desk) == ()


def test_the_columns_are_read_as_last_time_and_one_that_was_empty_then_is_read_too(desk: Desk) -> None:
    kept = KeptLayout(
        "Current account", "", ("Date", "What", "Out", "In"), {0: "date", 1: "description", 2: "paid_out"}, "MDY"
    )
    assert kept_layout("Current account", kept.stored()) == kept
    text = "Date,What,Out,In\r\n03/05/2026,HALL,12.00,\r\n04/05/2026,RAFFLE,,15.00\r\n"
    opened = open_file(text.encode(), TODAY, (kept,))
    assert opened.as_last_time
    assert opened.account == "Current account"
    assert opened.guess is not None
    assert opened.guess.layout.date_order == "MDY"
    assert [line.amount_pence for line in opened.read(opened.guess.layout, TODAY).lines] == [-1200, 1500]


@given(st.text(max_size=60))
def test_a_layout_that_somebody_else_wrote_is_passed_over(text: str) -> None:
    assert kept_layout("", text) is None


def test_every_banks_layout_comes_in_whole_and_a_second_time_not_at_all(desk: Desk) -> None:
    for make in (corpus.barclays, corpus.lloyds, corpus.natwest, corpus.starling):
        opened = open_file(make(), TODAY)
        proposal = propose(
            opened.read(opened.guess.layout if opened.guess else None, TODAY), figures.held(desk, make.__name__)
        )
        assert proposal.count(Mark.NEW) == len(corpus.ENTRIES)
        bring_in_statement(desk, chosen(proposal, {}), brought_in_on=TODAY, account=make.__name__)
        again = propose(proposal.statement, figures.held(desk, make.__name__))
        assert again.count(Mark.HELD) == len(corpus.ENTRIES)


def test_a_pdf_is_refused_in_one_sentence_on_the_terminal(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk.path
    desk.close()
    wrong = file(tmp_path, b"%PDF-1.7 nothing", "bank.pdf")
    assert main(["import", str(path), "bank", str(wrong)], Words()) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip() == "This is a PDF, not a spreadsheet. Save or download the list again as CSV."


def test_a_file_that_is_not_there_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="could not be read"):
        said(desk, "bank", tmp_path / "gone.csv")


# -- published awards -----------------------------------------------------------------------------


def published(*grants: dict[str, object]) -> bytes:
    return json.dumps({"grants": grants}).encode()


def grant(**values: object) -> dict[str, object]:
    return {
        "id": "360G-borough-1", "title": "Growing together", "description": "Beds and tools.", "currency": "GBP",
        "amountAwarded": 4900, "awardDate": "2026-01-10",
        "fundingOrganization": [{"id": "GB-LAE-X", "name": "The Borough"}],
        "recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Copperbeech", "charityNumber": "1234567"}],
        **values,
    }  # fmt: skip


def test_only_the_groups_own_awards_come_in_with_their_funder_as_one_change(desk: Desk, tmp_path: Path) -> None:
    set_up_group(desk, Group(name="Copperbeech", charity_number="1234567"))
    other = grant(id="360G-borough-2", recipientOrganization=[{"id": "GB-CHC-99", "name": "The Others"}])
    path = file(tmp_path, published(grant(), other), "grants.json")
    assert "1 award would be brought in" in said(desk, "award", path, dry_run=True)
    assert "1 award was brought in." in said(desk, "award", path)
    (row,) = awards_overview(desk, TODAY).rows
    assert (row.name, row.funder, row.awarded) == ("Growing together", "The Borough", 490000)
    assert (row.starts_on, row.ends_on) == (dt.date(2026, 1, 10), dt.date(2027, 1, 9))
    assert "It is here already." in said(desk, "award", path)
    desk.undo()
    assert awards_overview(desk, TODAY).rows == ()


def test_a_file_without_an_award_to_the_group_says_whose_it_found(desk: Desk, tmp_path: Path) -> None:
    set_up_group(desk, Group(name="Elsewhere"))
    with pytest.raises(Refused, match=r"made to “Elsewhere”\. It holds awards to “Copperbeech”"):
        said(desk, "award", file(tmp_path, published(grant()), "grants.json"))


def test_an_award_that_lacks_something_stays_out_of_the_open_data_and_is_named(desk: Desk) -> None:
    set_up_group(desk, Group(name="Copperbeech", charity_number="1234567"))
    common = {"funder": "The Borough", "amount": 100, "starts_on": TODAY, "ends_on": TODAY}
    awards.add_award(desk, name="Whole", purpose="Beds.", awarded_on=TODAY, **common)
    awards.add_award(desk, name="Undated", purpose="Beds.", **common)
    awards.add_award(desk, name="Her course", purpose="A course.", awarded_on=TODAY, recipient="person", **common)
    own = figures.own_awards(desk, TODAY)
    assert [award.title for award in own.awards] == ["Whole"]
    assert [Words().say(one) for one in own.missing] == ["“Undated” needs the day on which it was offered."]
