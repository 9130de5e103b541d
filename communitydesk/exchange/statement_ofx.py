"""Reads OFX and QFX, both the older form whose tags need not close and the newer that is XML.

Banks' files break the rules of both (no header, empty tags left open, bare ampersands), so the payments are found by
their tags. Nothing is ever expanded or fetched: a document type or an entity of its own is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from html import unescape

from communitydesk.desk.errors import FieldTrouble, FileTrouble
from communitydesk.desk.words import N_, message
from communitydesk.exchange.bank_money import pence_of
from communitydesk.exchange.statement import Problem, Statement, StatementLine
from communitydesk.exchange.text_in import LARGEST_FILE, clean, decode

_TAG = re.compile(r"<(/?)([A-Za-z0-9._]{1,40})\s*/?>([^<]*)")
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{2,6})?")
_CDATA_OPEN, _CDATA_CLOSE = "<![CDATA[", "]]>"


def read_ofx(content: bytes) -> Statement:
    """Return the statement in an OFX or QFX file. Raises FileTrouble when it is none, or holds several accounts."""
    if len(content) > LARGEST_FILE:
        raise FileTrouble(N_("This file is too large to be a list of this kind. Choose a smaller one."))
    text = _decoded(content)
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.I):
        raise FileTrouble(N_("This file holds instructions that no bank's file needs, so it was not opened."))
    body = _without_cdata(text)
    payments, about = _walk(body)
    accounts = {value for tag, value in about if tag == "ACCTID"}
    if len(accounts) > 1:
        raise FileTrouble(N_("This file holds more than one account. Download each account on its own."))
    if not payments and not any(tag in ("STMTRS", "CCSTMTRS", "BANKTRANLIST") for tag, _ in about):
        raise FileTrouble(N_("There are no bank payments in this OFX file. Download the statement again."))
    lines: list[StatementLine] = []
    problems: list[Problem] = []
    for number, payment in enumerate(payments, 1):
        found = _line(number, payment)
        (lines if isinstance(found, StatementLine) else problems).append(found)  # type: ignore[arg-type]
    currency = next((value.upper() for tag, value in about if tag == "CURDEF"), "")
    hint = f"…{accounts.pop()[-4:]}" if accounts else ""
    return Statement(tuple(lines), hint, tuple(problems), None, currency)


def _decoded(content: bytes) -> str:
    head = content[:600].decode("ascii", "replace").upper()
    if re.search(r"CHARSET:\s*1252", head) or re.search(r'ENCODING="(?:WINDOWS-1252|ISO-8859-1)"', head):
        try:
            return content.decode("utf-8")  # more banks say 1252 than write it
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace")
    return decode(content)[0]


def _without_cdata(text: str) -> str:
    """Turn CDATA sections into escaped text, so that what is in them is never taken for tags."""
    first, *rest = text.split(_CDATA_OPEN)
    parts = [first]
    for part in rest:
        inside, closed, after = part.partition(_CDATA_CLOSE)
        parts += [inside.replace("&", "&amp;").replace("<", "&lt;"), after] if closed else [part]
    return "".join(parts)


def _walk(body: str) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """The fields of each payment, and all tags outside of them."""
    payments: list[dict[str, str]] = []
    about: list[tuple[str, str]] = []
    current: dict[str, str] | None = None
    for closing, tag, value in _tags(body):
        if tag == "STMTTRN":
            current = None
            if not closing:
                current = {}
                payments.append(current)
        elif closing and tag == "BANKTRANLIST":
            current = None
        elif not closing and current is not None:
            current.setdefault(tag, value)
        elif not closing:
            about.append((tag, value))
    return payments, about


def _tags(body: str) -> Iterator[tuple[bool, str, str]]:
    for found in _TAG.finditer(body):
        value = found[3]
        if "&" in value:
            value = unescape(value)
        yield bool(found[1]), found[2].upper(), clean(value)


def _line(number: int, payment: dict[str, str]) -> StatementLine | Problem:
    raw = tuple(f"{tag}: {value}" for tag, value in payment.items() if value)
    told = {"row": str(number)}
    day = _day(payment.get("DTPOSTED", "")) or _day(payment.get("DTUSER", ""))
    if day is None:
        text = N_("Payment {row} has no date that can be read: “{text}”.")
        return Problem(number, message(text, text=payment.get("DTPOSTED", "")[:40], **told), raw)
    try:
        amount = pence_of(_point(payment.get("TRNAMT", "")))
    except FieldTrouble as trouble:
        return Problem(number, message(N_("Payment {row}: {why}"), why=trouble.message, **told), raw)
    if not amount:
        text = N_("Payment {row} is for nothing, so it was left out.")
        return Problem(number, message(text, **told), raw, serious=amount is None)
    name, memo = payment.get("NAME", ""), payment.get("MEMO", "")
    description = memo if memo.lower().startswith(name.lower()) else f"{name} {memo}".strip()
    return StatementLine(
        day, description or payment.get("TRNTYPE", ""), amount, None,
        payment.get("CHECKNUM", "") or payment.get("REFNUM", ""), payment.get("TRNTYPE", ""), number, raw,
        payment.get("FITID", ""),
    )  # fmt: skip


def _point(text: str) -> str:
    """A decimal comma is allowed by the format; pence are always given when there is one."""
    return text.replace(",", ".") if re.fullmatch(r"[-+]?\d+,\d{1,2}", text) else text


def _day(text: str) -> dt.date | None:
    found = _DATE.match(text)
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
