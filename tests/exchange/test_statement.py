"""A bank's statement, in any of the layouts that UK banks give, comes in whole or says what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communitydesk.desk.errors import FieldTrouble, FileTrouble, Trouble
from communitydesk.desk.words import Words
from communitydesk.exchange.layouts import Layout, guess_layout, heading_role, layout_of, look_again
from communitydesk.exchange.statement import Statement, open_statement, read
from tests.exchange import statements as made
from tests.exchange.statements import ENTRIES, OPENING, TABLES, TODAY, balances


def bring_in(content: bytes) -> Statement:
    source = open_statement(content)
    if source.statement:
        return source.statement
    assert source.table
    return read(source.table, guess_layout(source.table, TODAY).layout, TODAY)


def sentences(statement: Statement) -> list[str]:
    return [Words().say(problem.message) for problem in statement.problems]


@pytest.mark.parametrize("layout", TABLES)
def test_the_same_payments_come_out_of_every_banks_layout(layout: str) -> None:
    statement = bring_in(TABLES[layout]())
    found = sorted((line.date, line.amount_pence, line.description.lower()) for line in statement.lines)
    wanted = sorted((entry.day, entry.pence, entry.what.lower()) for entry in ENTRIES)
    assert [one[:2] for one in found] == [one[:2] for one in wanted]
    assert all(told[2] in text[2] for text, told in zip(found, wanted, strict=True))
    assert statement.serious == ()


@pytest.mark.parametrize("layout", TABLES)
def test_a_balance_beside_the_payments_is_proof_of_the_signs(layout: str) -> None:
    statement = bring_in(TABLES[layout]())
    if any(line.balance is not None for line in statement.lines):
        assert statement.check
        assert statement.check.sound
        assert (statement.check.opening, statement.check.closing) == (OPENING, balances()[-1])
        assert statement.check.newest_first == (statement.lines[0].date > statement.lines[-1].date)
    else:
        assert statement.check is None


@pytest.mark.parametrize("form", [1, 2])
def test_both_forms_of_ofx_are_read(form: int) -> None:
    statement = bring_in(made.ofx(form))
    assert [(one.date, one.amount_pence, one.description) for one in statement.lines] == [
        (one.day, one.pence, one.what) for one in ENTRIES
    ]
    assert statement.lines[0].identity == "20260000"
    assert (statement.account_hint, statement.currency, statement.problems) == ("…5678", "GBP", ())


def test_the_account_is_told_by_its_last_figures_only() -> None:
    assert bring_in(made.lloyds()).account_hint == "…5678"
    assert bring_in(made.nationwide()).account_hint == "…5678"


def test_two_ways_to_read_the_dates_are_both_shown_with_the_same_rows() -> None:
    content = b"Date,Description,Amount\n03/04/26,Hall,-45.00\n05/04/26,Tea,-3.10\n07/04/26,Gift,20.00\n"
    table = open_statement(content).table
    assert table
    guess = guess_layout(table, TODAY)
    assert not guess.date_order_is_certain
    assert guess.layout.date_order == "DMY"
    by_order = {reading.order: dict(reading.samples) for reading in guess.dates}
    assert by_order["DMY"]["05/04/26"] == dt.date(2026, 4, 5)
    assert by_order["MDY"]["05/04/26"] == dt.date(2026, 5, 4)
    assert [list(samples) for samples in by_order.values()] == [["03/04/26", "05/04/26", "07/04/26"]] * len(by_order)
    chosen = read(table, replace(guess.layout, date_order="MDY"), TODAY)
    assert chosen.lines[0].date == dt.date(2026, 3, 4)


def test_a_day_above_twelve_settles_the_order() -> None:
    table = open_statement(made.american_dates()).table
    assert table
    guess = guess_layout(table, TODAY)
    assert guess.date_order_is_certain
    assert guess.layout.date_order == "MDY"


def test_a_row_that_cannot_be_read_is_a_problem_with_its_number_and_the_others_come_in() -> None:
    content = (
        "Date,Description,Paid out,Paid in,Balance\n"
        "\n"
        "03/04/2026,Hall,45.00,,100.00\n"
        "31/02/2026,Tea,3.10,,96.90\n"
        "05/04/2026,Paint,abc,,90.00\n"
        "06/04/2026,Both,1.00,2.00,91.00\n"
        ",No date,7.00,,84.00\n"
        "08/04/2026,Opening balance,,,84.00\n"
        "08/04/2026,Nothing,0.00,,84.00\n"
        "09/04/2026,Empty,,,84.00\n"
        "10/04/2026,Gift,,20.00,104.00\n"
    )
    statement = bring_in(content.encode())
    assert [(line.row_number, line.amount_pence) for line in statement.lines] == [(3, -4500), (11, 2000)]
    assert [problem.row_number for problem in statement.problems] == [4, 5, 6, 7, 8, 9, 10]
    assert [problem.row_number for problem in statement.serious] == [4, 5, 6, 7, 10]
    said = sentences(statement)
    assert "31/02/2026" in said[0]
    assert "abc" in said[1]
    assert all(text.startswith("Row ") and text.endswith(".") for text in said)


def test_every_row_is_a_line_a_heading_or_a_problem() -> None:
    for make in TABLES.values():
        table = open_statement(make()).table
        assert table
        layout = guess_layout(table, TODAY).layout
        statement = read(table, layout, TODAY)
        rows = {line.row_number for line in statement.lines} | {problem.row_number for problem in statement.problems}
        heading = {table.numbers[layout.header]} if layout.header is not None else set()
        assert rows | heading == set(table.numbers)


def test_a_missing_line_shows_in_the_balance() -> None:
    rows = made.lloyds().decode().splitlines()
    del rows[4]
    statement = bring_in("\n".join(rows).encode())
    assert len(statement.lines) == len(ENTRIES) - 1
    assert len(statement.serious) == 1
    assert "may be missing" in sentences(statement)[0]


def test_stray_quotes_and_blank_lines_swallow_nothing() -> None:
    content = (
        '"Date","Description","Amount"\r\n\r\n'
        '"03/04/2026","Hall "St Anne\'s"","-45.00"\r\n'
        '"05/04/2026","12" plant pots,"-3.10"\r\n'
        '\r\n"07/04/2026","Caf\xe9 \xa320 voucher","20.00"\r\n'
        '"08/04/2026","Two\nlines","1.00"\r\n'
    )
    statement = bring_in(content.encode("cp1252"))
    assert [line.amount_pence for line in statement.lines] == [-4500, -310, 2000, 100]
    assert statement.lines[2].description == "Café £20 voucher"
    assert statement.lines[3].description == "Two lines"


def test_a_description_with_commas_of_its_own_is_put_together_again() -> None:
    content = (
        b"Date,Description,Amount,Balance\n03/04/2026,Hall, kitchen and garden,-45.00,100.00\n"
        b"04/04/2026,Tea,-1.00,99.00\n"
    )
    statement = bring_in(content)
    assert statement.lines[0].description == "Hall, kitchen and garden"
    assert statement.lines[0].amount_pence == -4500


def test_columns_without_headings_are_no_commas_of_a_description() -> None:
    content = b"Date,Details\n03/04/2026,Hall,x,-45.00,100.00\n04/04/2026,Tea,y,-1.00,99.00\n"
    statement = bring_in(content)
    assert [(line.description, line.amount_pence) for line in statement.lines] == [("Hall", -4500), ("Tea", -100)]


def test_an_amount_cut_in_two_by_its_comma_is_never_guessed() -> None:
    content = b"Date,Description,Amount,Balance\n03/04/2026,Hall,-45.00,100.00\n04/04/2026,Grant,1,234.56,1334.56\n"
    statement = bring_in(content)
    assert [line.amount_pence for line in statement.lines] == [-4500]
    assert [problem.row_number for problem in statement.serious] == [3]


def test_an_amount_in_another_currency_is_left_out_and_said() -> None:
    content = b"Date,Name,Amount,Currency\n03/04/2026,Hall,-45.00,GBP\n04/04/2026,Books,-9.00,EUR\n"
    statement = bring_in(content)
    assert len(statement.lines) == 1
    assert "EUR" in sentences(statement)[0]


def test_a_person_can_say_what_each_column_is() -> None:
    content = b"03/04/2026,45.00,Hall,100.00\n04/04/2026,1.00,Tea,99.00\n"
    table = open_statement(content).table
    assert table
    guess = guess_layout(table, TODAY)
    again = layout_of({0: "date", 1: "paid_out", 2: "description"}, guess.layout)
    assert [line.amount_pence for line in read(table, again, TODAY).lines] == [-4500, -100]
    assert look_again(table, again, TODAY).layout == again
    assert again.roles() == {0: "date", 1: "paid_out", 2: "description"}


@pytest.mark.parametrize("roles", [
    {0: "description", 1: "amount"}, {0: "date", 1: "description"}, {0: "date", 1: "amount", 2: "paid_in"},
    {0: "date", 1: "date", 2: "amount"},
])  # fmt: skip
def test_columns_that_make_no_statement_are_refused_in_a_sentence(roles: dict[int, str]) -> None:
    with pytest.raises(FieldTrouble) as refused:
        layout_of(roles, Layout(0, None, 0, "DMY"))
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(("heading", "role"), [
    ("Paid out (£)", "paid_out"), ("Amount (GBP)", "amount"), ("Money In", "paid_in"), ("Narrative #2", "description"),
    ("CR/DR Identifier", "direction"), ("Sort Code", "account"), ("Local amount", ""), ("Colour", ""),
    ("Debit/Credit", "direction"), ("Transaction ID", "identity"),
])  # fmt: skip
def test_headings_are_known_by_what_they_mean(heading: str, role: str) -> None:
    assert heading_role(heading) == role


@pytest.mark.parametrize("content", [
    b"", b"   \n ", b"%PDF-1.7 ...", b"PK\x03\x04rubbish", b"\x89PNG\r\n\x1a\n",
    b"<!DOCTYPE html><html><body>Log in</body>",
    b"\xd0\xcf\x11\xe0\xa1\xb1", b"hello", b"Date,Description,Amount\n", b"a,b,c\n1,2,3\n", b"\x00\x01\x02" * 50,
    b"<?xml version='1.0'?><note/>", b"!Type:Invst\nD1/1/26\n^\n", b"OFXHEADER:100\nrubbish",
])  # fmt: skip
def test_what_is_no_statement_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(FileTrouble) as refused:
        bring_in(content)
    assert str(refused.value).rstrip().endswith(".")


def test_an_ofx_file_with_entities_of_its_own_is_refused() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bomb = b'<?xml version="1.0"?>' + entities + b'<?OFX OFXHEADER="200"?><OFX>&b;</OFX>'
    with pytest.raises(FileTrouble):
        bring_in(bomb)


def test_a_broken_ofx_file_gives_what_it_has() -> None:
    content = (
        "<OFX><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260403<TRNAMT>-45,50<NAME>B&Q & Sons<MEMO></STMTTRN>"
        "<STMTTRN><DTPOSTED>2026<TRNAMT>3</STMTTRN><STMTTRN><DTPOSTED>20260405<TRNAMT>1.00<NAME><![CDATA[<b>Tea</b>]]>"
    )
    statement = bring_in(content.encode())
    assert [(line.amount_pence, line.description) for line in statement.lines] == [
        (-4550, "B&Q & Sons"),
        (100, "<b>Tea</b>"),
    ]
    assert [problem.row_number for problem in statement.serious] == [2]


def test_two_accounts_in_one_ofx_file_are_not_mixed() -> None:
    with pytest.raises(FileTrouble):
        bring_in(made.ofx() + made.ofx().replace(b"12345678", b"87654321"))


def test_qif_dates_in_the_american_order_are_offered() -> None:
    content = b"!Type:Bank\nD4/ 3'26\nT-45.00\nPHall\n^\nD4/17'26\nT-1,003.10\nPTea\n^\n"
    statement = bring_in(content)
    assert [line.date for line in statement.lines] == [dt.date(2026, 4, 3), dt.date(2026, 4, 17)]
    assert statement.lines[1].amount_pence == -100310


def test_a_statement_of_five_thousand_lines_is_read_whole() -> None:
    rows = ["Date,Type,Description,Paid out,Paid in,Balance"]
    balance = 0
    for number in range(5000):
        balance += 100 if number % 3 else -50
        day = dt.date(2014, 1, 1) + dt.timedelta(days=number * 9 // 10)
        out, in_ = ("", "1.00") if number % 3 else ("0.50", "")
        rows.append(f"{day:%d/%m/%Y},DD,Payee {number},{out},{in_},{balance / 100:.2f}")
    content = "\r\n".join(rows).encode()
    statement = bring_in(content)
    assert len(statement.lines) == 5000
    assert statement.check
    assert statement.check.sound


PIECES = (
    "Date", "Amount", "Balance", "Description", ",", ";", "\t", "\n", "\r\n", '"', "3/4/26", "31/12/2026", "-1.00", "£",
    "20260403", "£1,234.50", "1.005", "DR", "Total", "\x00", "\xa3", "\u202e", "<OFX>", "<STMTTRN>", "<TRNAMT>",
    "!Type:Bank", "D", "T1", "^", "Date: 3/4/26\n", "Amount: 1.00\n", "=", "'", "٣", "½",
)  # fmt: skip
text_like = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def result_or_sentence(content: bytes) -> str:
    """What a person is told: one sentence, or those of the rows; any exception but a Trouble fails the test."""
    try:
        return " ".join(["Read.", *sentences(bring_in(content))])
    except Trouble as trouble:
        return str(trouble)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(max_size=300), text_like.map(str.encode), text_like.map(lambda text: text.encode("utf-16"))))
def test_any_bytes_give_a_statement_or_a_sentence(content: bytes) -> None:
    assert result_or_sentence(content).endswith(".")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_a_damaged_statement_gives_a_result_or_a_sentence(layout: str, data: st.DataObject) -> None:
    content = bytearray(TABLES[layout]())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    assert result_or_sentence(bytes(content[:cut])).endswith(".")
