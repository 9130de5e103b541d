"""Every text that a person reads goes through gettext (law 6), read from the code itself."""

from __future__ import annotations

import ast
import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from communitydesk.desk.words import Message, Money, Words, counted, message

ROOT = Path(__file__).resolve().parents[1] / "communitydesk"
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
SHOWN = {
    "setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "addAction", "addMenu", "addItem", "addTab", "setTitle", "setStatusTip", "setHeaderLabels", "setInformativeText",
    "QLabel", "QPushButton", "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox",
}  # fmt: skip
TROUBLES = {"Trouble", "FieldTrouble", "Refused", "FileTrouble", "WrongPassphrase"}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse((ROOT / path).read_text("utf-8"))))


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return ""


def is_prose(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not text.startswith((":", "<", "#"))


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_text_on_the_screen_is_written_past_the_catalogue(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.Call) and called(node) in SHOWN:
            for argument in node.args:
                assert not is_prose(literal(argument)), f"{path}:{node.lineno} shows {literal(argument)!r} untranslated"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_sentence_of_an_error_is_written_past_the_catalogue(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.Call) and called(node) in TROUBLES and called(node) != "Trouble":
            place = 1 if called(node) == "FieldTrouble" else 0
            if len(node.args) > place:
                assert not literal(node.args[place]), f"{path}:{node.lineno} says a sentence that is not marked"


def test_values_in_a_text_are_written_the_readers_way() -> None:
    words = Words()
    assert words("{a} of {b}", a=1284, b=Money(120050)) == "1,284 of £1,200.50"
    assert (
        words.say(message("Put in {what}.", what=counted("{n} payment", "{n} payments", 31))) == "Put in 31 payments."
    )
    assert words.say(Message("{n} hour", {"n": 1}, "{n} hours")) == "1 hour"


def test_a_text_with_braces_that_somebody_typed_is_left_alone() -> None:
    assert Words()("Paid to {payee}", payee="{amount} & <b>") == "Paid to {amount} & <b>"


def test_a_document_may_be_in_another_language_than_the_window() -> None:
    welsh, english = Words("cy_GB"), Words("en_GB")
    assert welsh.tag == "cy-GB"
    assert english.money(-1860) == "−£18.60"
    assert welsh.date_as(dt.date(2026, 5, 3), "MMMM") == "Mai"


def test_a_name_read_from_the_right_does_not_turn_the_sentence_around_it() -> None:
    said = Words()("{name}: not seen yet.", name="نصرت جہاں")
    assert said == "\u2068نصرت جہاں\u2069: not seen yet."
    assert Words()("{name}", name="نصرت") == "نصرت", "a name alone is as it was typed"
    assert Words().listing(["Ann", "علی", "Bo"]).endswith("\u2068علی\u2069\u2069 and Bo")
