"""Statements as the UK's banks lay them out, written by the project: the same payments in every layout."""

# ruff: noqa: E501  (a row of a statement is one line here as it is in the file)

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

TODAY = dt.date(2026, 11, 21)
OPENING = 81_245
"""Pence at the start."""


@dataclass(frozen=True)
class Entry:
    """One payment that every file of the corpus holds."""

    day: dt.date
    what: str
    pence: int
    kind: str
    reference: str = ""


ENTRIES = (
    Entry(dt.date(2026, 4, 3), "HALL HIRE ST ANNES", -4_500, "DD", "HALL APR"),
    Entry(dt.date(2026, 4, 9), "COMMUNITY FUND GRANT", 490_000, "BGC", "CF2026"),
    Entry(dt.date(2026, 4, 17), "GARDEN CENTRE 1123", -12_375, "DEB", "1123"),
    Entry(dt.date(2026, 4, 17), "BAKERY TEA MORNING", -1_860, "DEB", "0417"),
    Entry(dt.date(2026, 4, 28), "REFUND GARDEN CENTRE", 1_250, "BGC", "R1123"),
    Entry(dt.date(2026, 5, 3), "CHEQUE 000101", -123_456, "CHQ", "000101"),
    Entry(dt.date(2026, 5, 3), "RAFFLE CASH PAID IN", 8_640, "CDM", "SLIP 9"),
)


def balances() -> list[int]:
    """The balance after each payment, pence."""
    found, held = [], OPENING
    for entry in ENTRIES:
        held += entry.pence
        found.append(held)
    return found


def _m(pence: int, group: bool = False) -> str:
    return f"{pence / 100:,.2f}" if group else f"{pence / 100:.2f}"


def _split(pence: int, group: bool = False) -> tuple[str, str]:
    """Money out, money in."""
    return (_m(-pence, group), "") if pence < 0 else ("", _m(pence, group))


def _q(text: str) -> str:
    return f'"{text}"'


def _rows(newest_first: bool = False) -> list[tuple[Entry, int]]:
    rows = list(zip(ENTRIES, balances(), strict=True))
    return rows[::-1] if newest_first else rows


def barclays() -> bytes:
    lines = ["Number,Date,Account,Amount,Subcategory,Memo"]
    for entry, _ in _rows(newest_first=True):
        lines.append(
            f" ,{entry.day:%d/%m/%Y},20-00-00 12345678,{_m(entry.pence)},{entry.kind},{entry.what}\t    {entry.reference}"
        )
    return ("\r\n".join(lines) + "\r\n").encode()


def hsbc_without_headings() -> bytes:
    lines = [
        f"{e.day:%d/%m/%Y},{_q(e.what + '     ' + e.kind)},{_q(_m(e.pence, True))}" for e, _ in _rows(newest_first=True)
    ]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()


def hsbc_business() -> bytes:
    """The balance stands only beside the last payment of a day."""
    lines = ["Date,Type,Description,Paid out,Paid in,Balance"]
    rows = _rows()
    for at, (entry, balance) in enumerate(rows):
        last = at + 1 == len(rows) or rows[at + 1][0].day != entry.day
        out, in_ = _split(entry.pence)
        lines.append(f"{entry.day:%d %b %Y},{entry.kind},{entry.what},{out},{in_},{_m(balance) if last else ''}")
    return "\n".join(lines).encode()


def lloyds() -> bytes:
    lines = [
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,"
    ]
    for entry, balance in _rows(newest_first=True):
        out, in_ = _split(entry.pence)
        lines.append(f"{entry.day:%d/%m/%Y},{entry.kind},'30-00-00,12345678,{entry.what},{out},{in_},{_m(balance)},")
    return "\n".join(lines).encode()


def natwest() -> bytes:
    lines = ["", "Date, Type, Description, Value, Balance, Account Name, Account Number", ""]
    for entry, balance in _rows(newest_first=True):
        text = f'{entry.day:%d/%m/%Y},{entry.kind},"\'{entry.what} , {entry.reference}",{_m(entry.pence)},{_m(balance)},"\'OUR GROUP","\'600000-12345678",'
        lines.append(text)
    return "\r\n".join(lines).encode()


def natwest_bankline() -> bytes:
    lines = ["Date,Sort code,Account,Value,Narrative,Type,Currency,Cheque number"]
    for entry, _ in _rows():
        lines.append(f"{entry.day:%y%m%d},600000,12345678,{_m(entry.pence)},{entry.what},{entry.kind},GBP,")
    return "\n".join(lines).encode()


def santander_text() -> bytes:
    nb = "\xa0"
    lines = [f"From:{nb}01/04/2026{nb}to{nb}31/05/2026", "", f"Account:{nb}XXXX XXXX XXXX 5678", ""]
    for entry, balance in _rows(newest_first=True):
        lines += [f"Date:{nb}{entry.day:%d/%m/%Y}", f"Description:{nb}{entry.what}", f"Amount:{nb}{_m(entry.pence)}{nb}GBP",
                  f"Balance:{nb}{_m(balance)}{nb}GBP", ""]  # fmt: skip
    return "\r\n".join(lines).encode("latin-1")


def santander_semicolons() -> bytes:
    lines = ["Date;;Description;;Money in;Money Out;Balance"]
    for entry, balance in _rows(newest_first=True):
        out, in_ = _split(entry.pence, True)
        lines.append(f"{entry.day:%d/%m/%Y};;{entry.what};;{in_};{out};{_m(balance, True)}")
    return "\n".join(lines).encode()


def nationwide() -> bytes:
    """Windows-1252, with lines above the headings and pound signs."""
    lines = ['"Account Name:","FlexDirect ****45678"', '"Account Balance:","£4,393.44"', '"Available Balance: ","£4,393.44"', "",
             '"Date","Transaction type","Description","Paid out","Paid in","Balance"']  # fmt: skip
    for entry, balance in _rows():
        out, in_ = (f"£{text}" if text else "" for text in _split(entry.pence, True))
        lines.append(
            ",".join(map(_q, (f"{entry.day:%d %b %Y}", entry.kind, entry.what, out, in_, "£" + _m(balance, True))))
        )
    return "\r\n".join(lines).encode("cp1252")


def coop() -> bytes:
    lines = ["Date,Description,Type,Money In,Money Out,Balance"]
    for entry, balance in _rows(newest_first=True):
        out, in_ = _split(entry.pence)
        lines.append(f"{entry.day:%Y-%m-%d},{entry.what},{entry.kind},{in_},{out},{_m(balance)}")
    return "\n".join(lines).encode()


def tsb() -> bytes:
    lines = [
        "Date, Transaction type, Sort code, Account number, Transaction description, Debit amount, Credit amount, Balance"
    ]
    for entry, balance in _rows():
        out, in_ = _split(entry.pence)
        lines.append(
            f"{entry.day:%d/%m/%Y},{entry.kind},87-00-00,12345678,{entry.what},{out or '0.00'},{in_ or '0.00'},{_m(balance)}"
        )
    return "\n".join(lines).encode()


def metro() -> bytes:
    lines = ["Date,Details,Transaction Type,In,Out,Balance"]
    for entry, balance in _rows():
        out, in_ = _split(entry.pence)
        lines.append(f"{entry.day:%d/%m/%Y},{entry.what},{entry.kind},{in_ or '0'},{out or '0'},{_m(balance)}")
    return "\n".join(lines).encode()


def starling() -> bytes:
    lines = ["Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes"]
    for entry, balance in _rows():
        lines.append(
            f"{entry.day:%d/%m/%Y},{entry.what},{entry.reference},{entry.kind},{_m(entry.pence)},{_m(balance)},GENERAL,"
        )
    return "\n".join(lines).encode()


def monzo() -> bytes:
    lines = ["Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,"
             "Address,Receipt,Description,Category split,Money Out,Money In"]  # fmt: skip
    for at, (e, _) in enumerate(_rows()):
        out, in_ = (_m(e.pence), "") if e.pence < 0 else ("", _m(e.pence))
        lines.append(f"tx_0000{at},{e.day:%d/%m/%Y},10:2{at}:00,Card payment,{e.what},🍞,Shopping,{_m(e.pence)},GBP,{_m(e.pence)},GBP,,,,"
                     f"{e.what},,{out},{in_}")  # fmt: skip
    return "\n".join(lines).encode()


def unity() -> bytes:
    """Money out with a minus of its own."""
    lines = ["Account,Date,Transaction details,Type,Debit,Credit,Balance"]
    for entry, balance in _rows(newest_first=True):
        out, in_ = _split(entry.pence)
        lines.append(
            f"20000000,{entry.day:%d-%b-%Y},{entry.what},{entry.kind},{'-' + out if out else ''},{in_},{_m(balance)}"
        )
    return "\n".join(lines).encode()


def caf() -> bytes:
    """Tabs and UTF-16, with a line of totals at the end."""
    lines = [
        "CAF Cash Account\t00012345",
        "Transaction Date\tValue Date\tReference\tDetails\tMoney Out\tMoney In\tBalance",
    ]
    for e, balance in _rows():
        out, in_ = _split(e.pence, True)
        lines.append(
            "\t".join((f"{e.day:%d/%m/%y}", f"{e.day:%d/%m/%y}", e.reference, e.what, out, in_, _m(balance, True)))
        )
    lines.append("\t\t\tTotal\t1,421.91\t4,998.90\t")
    return "\r\n".join(lines).encode("utf-16")


def virgin_money() -> bytes:
    """No headings, the year first."""
    lines = []
    for at, (entry, _) in enumerate(_rows()):
        lines.append(f"{entry.day:%Y/%m/%d},{at + 1},82000012345678,,,,{entry.kind},{_m(entry.pence)},{entry.what}")
    return "\n".join(lines).encode()


def daily_with_dr_and_cr() -> bytes:
    """Amounts without a sign, and a column that says which way."""
    lines = ["Posting date,Sort code,Account number,Value,CR/DR Identifier,Description,Cheque number"]
    for entry, _ in _rows():
        way = "DR" if entry.pence < 0 else "CR"
        lines.append(f"{entry.day:%Y%m%d},200000,12345678,{_m(abs(entry.pence))},{way},{entry.what},")
    return "\n".join(lines).encode()


def money_out_is_plus() -> bytes:
    """A card's statement with a running balance of what is owed turned round: a plus is money out."""
    lines = ["Date,Description,Amount,Balance"]
    for entry, balance in _rows():
        lines.append(f"{entry.day:%d/%m/%y},{entry.what},{_m(-entry.pence)},{_m(balance)}")
    return "\n".join(lines).encode()


def in_and_out_without_headings() -> bytes:
    """Money in comes before money out and nothing says so but the balance."""
    lines = []
    for entry, balance in _rows():
        out, in_ = _split(entry.pence)
        lines.append(f"{entry.day:%d.%m.%Y},{entry.what},{in_},{out},{_m(balance)}")
    return "\n".join(lines).encode()


def american_dates() -> bytes:
    lines = ["Date,Description,Amount"]
    for entry, _ in _rows():
        lines.append(f"{entry.day:%m/%d/%Y},{entry.what},{_m(entry.pence)}")
    return "\n".join(lines).encode()


def short_months() -> bytes:
    lines = ["Date,Narrative,Payments,Receipts,Balance"]
    for entry, balance in _rows():
        out, in_ = _split(entry.pence)
        lines.append(f"{entry.day:%d%b%y},{entry.what},{out},{in_},{_m(balance)} CR".upper().replace("DATE", "Date"))
    return "\n".join(lines).encode()


def qif() -> bytes:
    lines = ["!Type:Bank"]
    for e, _ in _rows():
        lines += [f"D{e.day:%d/%m/%Y}", f"T{_m(e.pence, True)}", f"P{e.what}", f"N{e.reference}", "^"]
    return "\r\n".join(lines).encode()


def ofx(version: int = 1) -> bytes:
    head = ("OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n"
            "COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n")  # fmt: skip
    if version == 2:
        head = ('<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" '
                'OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n')  # fmt: skip
    body = ["<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP", "<BANKACCTFROM><BANKID>200000<ACCTID>12345678<ACCTTYPE>CHECKING"
            "</BANKACCTFROM>", "<BANKTRANLIST><DTSTART>20260401<DTEND>20260531"]  # fmt: skip
    for at, (e, _) in enumerate(_rows()):
        body += ["<STMTTRN>", f"<TRNTYPE>{e.kind}", f"<DTPOSTED>{e.day:%Y%m%d}120000[0:GMT]", f"<TRNAMT>{_m(e.pence)}",
                 f"<FITID>2026{at:04d}", f"<NAME>{e.what}", "<MEMO>", "</STMTTRN>"]  # fmt: skip
    body += [
        "</BANKTRANLIST><LEDGERBAL><BALAMT>1.00<DTASOF>20260531</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    ]
    text = "\n".join(body)
    if version == 2:
        import re

        text = re.sub(r"<(CURDEF|BANKID|ACCTID|ACCTTYPE|DTSTART|DTEND|TRNTYPE|DTPOSTED|TRNAMT|FITID|NAME|MEMO|BALAMT|DTASOF)>([^<\n]*)",
                      r"<\1>\2</\1>", text)  # fmt: skip
    return (head + text).encode("cp1252")


TABLES = {
    one.__name__: one
    for one in (
        barclays, hsbc_without_headings, hsbc_business, lloyds, natwest, natwest_bankline, santander_text, santander_semicolons,
        nationwide, coop, tsb, metro, starling, monzo, unity, caf, virgin_money, daily_with_dr_and_cr, money_out_is_plus,
        in_and_out_without_headings, american_dates, short_months, qif,
    )
}  # fmt: skip
