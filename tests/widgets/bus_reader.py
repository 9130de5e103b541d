"""Starts a program and writes what a screen reader finds of it on the accessibility bus, as JSON. For the system's Python.

    python3 bus_reader.py PATH WINDOWS COMMAND ...

Waits until the program shows so many windows, and writes to PATH. Imports nothing of ours: `gi` stands beside the system's own Python only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 60.0
MOST_CHILDREN = 400


def main() -> int:
    path, wanted, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    program = subprocess.Popen(command)
    try:
        application = found(program, wanted)
        tree = [read(application.get_child_at_index(n)) for n in range(application.get_child_count())]
        with open(path, "w", encoding="utf-8") as file:
            json.dump(tree, file)
    finally:
        program.kill()
        program.wait()
    return 0


def found(program: subprocess.Popen, wanted: int):
    """The program's own node, once all its windows are there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if program.poll() is not None:
            sys.exit("The program ended before it could be read.")
        desktop = Atspi.get_desktop(0)
        for n in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(n)
            if one is not None and one.get_process_id() == program.pid and one.get_child_count() >= wanted:
                return one
        GLib.MainContext.default().iteration(False)
        time.sleep(0.1)
    sys.exit("The program did not come to the accessibility bus.")


def read(node) -> dict:
    states = node.get_state_set()
    interfaces = node.get_interfaces()
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "labelled_by": [
            one.get_target(n).get_name()
            for one in node.get_relation_set()
            if one.get_relation_type() == Atspi.RelationType.LABELLED_BY
            for n in range(one.get_n_targets())
        ],
        "focusable": states.contains(Atspi.StateType.FOCUSABLE),
        "showing": states.contains(Atspi.StateType.SHOWING),
        "value": Atspi.Value.get_current_value(node) if "Value" in interfaces else None,
        "text": Atspi.Text.get_text(node, 0, -1) if "Text" in interfaces else None,
        "children": [
            read(child)
            for n in range(min(node.get_child_count(), MOST_CHILDREN))
            if (child := node.get_child_at_index(n)) is not None
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
