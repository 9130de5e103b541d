"""Walks through the gallery over the accessibility bus, as a screen reader does, and writes what it met as JSON.

Run by the system's own Python, which has the bindings: bus_reader.py PYTHON. It starts the gallery with that Python,
presses each tab over the bus, and tells every node that is showing. It speaks to nothing but the bus.
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

SIDES = ("Overview", "Form", "Quick entry", "Pictures", "Black boxes", "Empty")
PATIENCE = 60
BETWEEN = 100  # ms between two looks
MOST = 1500


def wait(look, missed):
    """Look again and again, with the bus's own loop turning in between, until something is found."""
    end, loop, met = time.monotonic() + PATIENCE, GLib.MainLoop(), []

    def again():
        found = look()
        if found:
            met.append(found)
        if found or time.monotonic() > end:
            loop.quit()
            return False
        return True

    if again():
        GLib.timeout_add(BETWEEN, again)
        loop.run()
    if not met:
        raise SystemExit(missed)
    return met[0]


def showing(root):
    return [told(node) for node in nodes(root) if node.get_state_set().contains(Atspi.StateType.SHOWING)]


def settled(root):
    """What is showing, once two looks in a row meet the same."""
    before = []

    def same():
        now = showing(root)
        if now and now == (before[-1] if before else None):
            return now
        before.append(now)
        return None

    return wait(same, "what is showing never came to rest")


def program():
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(number)
        if child is not None and "gallery" in (child.get_name() or "") and child.get_child_count():
            return child
    return None


def nodes(root):
    waiting, met = [root], 0
    while waiting and met < MOST:
        node = waiting.pop(0)
        met += 1
        yield node
        for number in range(min(node.get_child_count(), 200)):
            child = node.get_child_at_index(number)
            if child is not None:
                waiting.append(child)


def tab(root, name):
    for node in nodes(root):
        if node.get_role_name() == "page tab" and (node.get_name() or "").rstrip("0123456789 ") == name:
            return node
    return None


def actions(node):
    found = node.get_action_iface()
    return [Atspi.Action.get_action_name(found, n) for n in range(Atspi.Action.get_n_actions(found))] if found else []


def text(node):
    found = node.get_text_iface()
    return Atspi.Text.get_text(found, 0, Atspi.Text.get_character_count(found)) if found else ""


def labels(node):
    return [
        relation.get_target(n).get_name()
        for relation in node.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
        for n in range(relation.get_n_targets())
    ]


def told(node):
    states = node.get_state_set()
    value = node.get_value_iface()
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "text": text(node),
        "actions": actions(node),
        "labels": labels(node),
        "value": Atspi.Value.get_current_value(value) if value else None,
        "states": [
            name
            for name in ("focusable", "showing", "checked", "selected", "enabled", "editable", "multi-line")
            if states.contains(getattr(Atspi.StateType, name.replace("-", "_").upper()))
        ],
    }


def press(node):
    found = node.get_action_iface()
    Atspi.Action.do_action(found, 0)


def main():
    running = subprocess.Popen([sys.argv[1], "-m", "tests.widgets.bus_program"])
    try:
        root = wait(program, "the program never came onto the bus")
        sides = {}
        for name in SIDES:
            one = wait(lambda name=name: tab(root, name), f"no tab {name} on the bus")
            press(one)
            wait(
                lambda one=one: one.get_state_set().contains(Atspi.StateType.SELECTED),
                f"the tab {name} was pressed in vain",
            )
            sides[name] = settled(root)
        print(json.dumps(sides))
    finally:
        running.kill()


main()
