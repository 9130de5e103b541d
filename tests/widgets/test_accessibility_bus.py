"""Every kind of widget as a screen reader finds it: read over the accessibility bus, on a screen that is only memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

Node = dict[str, Any]
SYSTEM_PYTHON = "/usr/bin/python3"
NEEDED = {"Xvfb": "xvfb", "dbus-run-session": "dbus-x11"}
HERE = Path(__file__).parent
WINDOWS = 6
NAMELESS = {"filler", "list", "list item", "scroll bar", "page tab list"}
"""What holds others and has nothing of its own to say: boxes, and the parts that Qt itself puts into a list of choices."""


def missing() -> list[str]:
    """Return the Debian packages that this test needs and that are not there."""
    found = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if not any(
        Path(one).exists() for one in ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
    ):
        found.append("at-spi2-core")
    for code, package in (
        ("import gi", "python3-gi"),
        ("import gi; gi.require_version('Atspi', '2.0')", "gir1.2-atspi-2.0"),
    ):
        if subprocess.run([SYSTEM_PYTHON, "-c", code], capture_output=True, check=False).returncode:
            found.append(package)
    return found


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    if lacking := missing():
        pytest.fail(f"The accessibility bus cannot be read here. Install: apt-get install {' '.join(lacking)}")
    here, there = os.pipe()
    command = ["Xvfb", "-displayfd", str(there), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=(there,), stderr=subprocess.DEVNULL)
    os.close(there)
    with os.fdopen(here) as told:
        number = told.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def nodes(screen: str, tmp_path_factory: pytest.TempPathFactory) -> list[Node]:
    path = tmp_path_factory.mktemp("bus") / "tree.json"
    environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    program = [sys.executable, "-m", "tests.widgets.bus_program"]
    command = ["dbus-run-session", "--", SYSTEM_PYTHON, str(HERE / "bus_reader.py"), str(path), str(WINDOWS), *program]
    done = subprocess.run(
        command, env=environment, cwd=HERE.parents[1], capture_output=True, text=True, check=False, timeout=180
    )
    assert path.exists(), done.stderr
    return list(every(json.loads(path.read_text(encoding="utf-8"))))


def every(found: list[Node]) -> Iterator[Node]:
    for node in found:
        yield node
        yield from every(node["children"])


def said(node: Node) -> str:
    """What a screen reader says of a node: the label that belongs to it, and its own name."""
    return " ".join((*node["labelled_by"], node["name"]))


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("push button", "Record a payment"),
        ("push button", "Grants"),  # the way back
        ("push button", "Everything that was sent"),  # a button that looks like a link
        ("push button", "Add receipts: Two payments have no receipt. The funder asks you to keep one for each."),
        ("push button", "Calendar for Date on the receipt"),
        ("label", "Report 3 days late"),
        ("panel", "£4,562.10 spent in 31 payments"),
        ("page tab", "Quick entry"),
        ("table", "Budget against spending"),
        ("table column header", "Spent"),
        ("table cell", "Spent: £2,418.60"),
        ("table", "People at the session"),
        ("table cell", "Who: கமலா செல்வராஜ்"),
        ("text", "Show only rows with these words"),
        ("text", "Paid to"),
        ("text", "Amount"),
        ("text", "Note"),
        ("text", "Grant"),
        ("combo box", "How it was paid"),
        ("combo box", "Grant"),
        ("check box", "Looked at by a second person"),
        ("progress bar", "Equipment: over by £18.60"),
        ("list", "Boxes on this page"),
        ("image", "Planting day, 14 March 2026"),
        ("image", "Most went on equipment. Equipment: £2,418.60. Workers: £1,500.00. Publicity: £181.50."),
        ("image", "Page with 1 black box"),
    ],
)
def test_each_kind_of_widget_has_its_role_and_its_name(nodes: list[Node], role: str, name: str) -> None:
    there = sorted({said(node) for node in nodes if node["role"] == role})
    assert any(name in one for one in there), f"no {role} “{name}” among {there}"


def test_whatever_the_keyboard_reaches_says_what_it_is(nodes: list[Node]) -> None:
    dumb = [node["role"] for node in nodes if node["focusable"] and not said(node).strip()]
    assert [role for role in dumb if role not in NAMELESS] == []


def test_what_is_wrong_with_a_field_is_told_with_the_field(nodes: list[Node]) -> None:
    hours = next(node for node in nodes if node["role"] == "text" and node["name"] == "Hours")
    assert hours["description"].startswith("“abc” is not a number of hours.")
