"""What a screen reader meets on the accessibility bus, for each kind of widget: name, role, state, what it can do.

The gallery runs as a program of its own on a screen in memory; the system's Python reads the bus.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {"dbus-run-session": "dbus", "xvfb-run": "xvfb"}
CONTROLS = {"push button", "button", "text", "entry", "combo box", "check box", "page tab", "table", "list", "link"}
Node = dict[str, Any]


def system_python() -> str:
    for path in ("/usr/bin/python3", "/usr/local/bin/python3"):
        asked = "import gi; gi.require_version('Atspi', '2.0')"
        if Path(path).exists() and subprocess.run([path, "-c", asked], capture_output=True).returncode == 0:
            return path
    pytest.fail(
        "The accessibility bus is read with python3-gi and gir1.2-atspi-2.0. Install these two Debian packages."
    )


@pytest.fixture(scope="module")
def sides() -> dict[str, list[Node]]:
    for tool, package in NEEDED.items():
        if shutil.which(tool) is None:
            pytest.fail(f"“{tool}” is missing. Install the Debian package {package}.")
    if not list(Path("/usr/share/dbus-1/services").glob("org.a11y.Bus.service")):
        pytest.fail("The accessibility bus is missing. Install the Debian package at-spi2-core.")
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "NO_AT_BRIDGE": "0",
        "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1400x1100x24", system_python()]
    command += [str(Path(__file__).with_name("bus_reader.py")), sys.executable]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240)
    if done.returncode:
        pytest.fail(f"The bus could not be read: {done.stderr[-1500:]}")
    found: dict[str, list[Node]] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def one(nodes: list[Node], name: str, *roles: str) -> Node:
    found = [node for node in nodes if node["name"] == name and (not roles or node["role"] in roles)]
    assert found, f"nobody hears “{name}”; heard: {sorted({(n['role'], n['name']) for n in nodes})}"
    return found[0]


@pytest.mark.parametrize("side", ["Overview", "Form", "Quick entry", "Pictures", "Black boxes", "Empty"])
def test_every_control_that_can_be_reached_has_a_name(sides: dict[str, list[Node]], side: str) -> None:
    nameless = [
        node for node in sides[side] if "focusable" in node["states"] and node["role"] in CONTROLS and not node["name"]
    ]
    assert nameless == []


def test_buttons_can_be_pressed_and_links_too(sides: dict[str, list[Node]]) -> None:
    for name in ("Record a payment", "Write the report"):
        node = one(sides["Overview"], name, "push button", "button")
        assert "Press" in node["actions"]
    assert one(
        sides["Overview"], "Add receipts: Two payments have no receipt. The funder asks you to keep one for each."
    )
    assert "enabled" not in one(sides["Empty"], "Not now", "push button", "button")["states"]


def test_tabs_say_which_is_chosen_and_how_many_are_in_it(sides: dict[str, list[Node]]) -> None:
    tab = next(node for node in sides["Overview"] if node["role"] == "page tab" and node["name"].startswith("Overview"))
    assert "31" in tab["name"]
    assert "selected" in tab["states"]


def test_a_table_tells_its_name_headings_and_cells(sides: dict[str, list[Node]]) -> None:
    nodes = sides["Overview"]
    assert one(nodes, "Budget against spending", "table")
    assert {"Line", "Spent", "State"} <= {node["name"] for node in nodes if "header" in node["role"]}
    cells = [node["name"] for node in nodes if node["role"] == "table cell"]
    assert "Spent: £2,418.60" in cells
    assert "State: over by £18.60" in cells


def test_bars_say_the_sentence_and_the_value(sides: dict[str, list[Node]]) -> None:
    bar = one(sides["Overview"], "£4,562.10 of £4,900.00 spent", "progress bar")
    assert bar["value"] == 930


def test_pills_and_sentences_are_read_as_text(sides: dict[str, list[Node]]) -> None:
    for text in ("Report 3 days late", "In 6 days", "One payment is after the grant ended (4 Nov, £36.00)."):
        assert one(sides["Overview"], text, "label", "static")


def test_fields_have_their_label_hint_and_trouble(sides: dict[str, list[Node]]) -> None:
    nodes = sides["Form"]
    payee = one(nodes, "Paid to", "text", "entry")
    assert payee["text"] == "Łukasz Wójcik"
    assert payee["labels"] == ["Paid to"]
    assert payee["description"] == "The shop or the person."
    assert "editable" in payee["states"]
    assert "not a number of hours" in one(nodes, "Hours", "text", "entry")["description"]


def test_choices_and_ticks_say_what_they_are(sides: dict[str, list[Node]]) -> None:
    nodes = sides["Form"]
    # on this bus a list that drops down is called by what is chosen, and its label stands in a relation
    how = one(nodes, "In cash", "combo box")
    assert how["labels"] == ["How it was paid"]
    assert one(nodes, "Grant", "combo box")["labels"] == ["Grant"]
    assert "checked" not in one(nodes, "Looked at by a second person", "check box")["states"]
    assert one(nodes, "Calendar for Date on the receipt", "push button", "button")


def test_the_quick_entry_grid_tells_its_cells(sides: dict[str, list[Node]]) -> None:
    nodes = sides["Quick entry"]
    assert one(nodes, "People at the session", "table")
    cells = [node["name"] for node in nodes if node["role"] == "table cell"]
    assert "Who: Łukasz Wójcik" in cells
    assert "Hours: 2:30" in cells
    assert "How the row stands: all is well" in cells


def test_pictures_charts_and_drops_are_told_in_words(sides: dict[str, list[Node]]) -> None:
    nodes = sides["Pictures"]
    assert one(nodes, "Planting day, 14 March 2026")
    assert one(nodes, "Drop receipts here, paste them, or choose them.")
    assert [
        node for node in nodes if node["name"].startswith("Most went on equipment.") and "£2,418.60" in node["name"]
    ]
    assert one(nodes, "Choose files ...", "push button", "button")


def test_black_boxes_are_told_where_they_are(sides: dict[str, list[Node]]) -> None:
    nodes = sides["Black boxes"]
    sheet = one(nodes, "Page with 1 black box")
    assert "10% from the left, 20% from the top" in sheet["description"]
    assert one(nodes, "Boxes on this page", "list")


def test_an_empty_place_says_what_belongs_there(sides: dict[str, list[Node]]) -> None:
    assert one(sides["Empty"], "Payments that this grant paid for stand here, each with its receipt.")
