"""The Desk: finding by words, keeping attachments, and erasing both."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble, Refused
from communitydesk.desk.records import ref
from tests.storage.records import Pot, add_pot


def test_search_finds_beginnings_of_words_without_accents(desk: Desk) -> None:
    pot = add_pot(desk, "Café Gardd", about="for Zoë's group")
    for words in ("cafe", "gar", "zoe caf", "GARDD", '"café" AND', "caf*"):
        assert [hit.ref for hit in desk.search(words.replace(" AND", ""), 5)] == [ref(pot)], words
    assert desk.search("cafe kitchen", 5) == ()
    assert desk.search(' -"*', 5) == ()
    assert desk.search("cafe", 5)[0].snippet == "Café Gardd"


def test_search_puts_what_is_named_so_first(desk: Desk) -> None:
    one = add_pot(desk, "Tools")
    two = add_pot(desk, "Toolshed")
    three = add_pot(desk, "Garden", about="tools")
    assert [hit.key for hit in desk.search("tools", 9)] == [one.key, two.key, three.key]
    assert [hit.key for hit in desk.search("tool", 2)] == [two.key, one.key]


def test_search_follows_changes_and_undo(desk: Desk) -> None:
    pot = add_pot(desk, "Garden")
    with desk.change("Rename") as session:
        session.execute(update(Pot).values(name="Kitchen"))
    assert not desk.search("garden", 5)
    assert desk.search("kitchen", 5)
    desk.undo()
    assert desk.search("garden", 5)
    assert not desk.search("kitchen", 5)
    with desk.change("Remove") as session:
        session.execute(delete(Pot))
    assert not desk.search("garden", 5)
    desk.undo()
    assert [hit.key for hit in desk.search("garden", 5)] == [pot.key]


def test_attachments_are_kept_once_and_tidied_when_nothing_needs_them(desk: Desk) -> None:
    with desk.change("Attach") as session:
        one = desk.attach(session, b"receipt", "image/png", "a.png")
        two = desk.attach(session, b"receipt", "image/png", "b.png")
    assert one.sha256 == two.sha256
    assert desk.content(one.sha256) == b"receipt"
    desk.undo()
    assert desk.tidy() == 0  # redo still needs it
    desk.redo()
    assert desk.content(one.sha256) == b"receipt"
    with pytest.raises(FileTrouble, match="missing"):
        desk.content("0" * 64)


def test_tidying_makes_the_file_smaller(desk: Desk) -> None:
    with desk.change("Attach") as session:
        one = desk.attach(session, b"x" * 500_000, "image/png", "a.png")
    with desk.change("Erase") as session:
        session.delete(session.get_one(type(one), one.key))
        desk.erase_history(ref(one))
    large = desk.path.stat().st_size
    assert desk.tidy() == 0  # erasing took the content away already
    assert desk.path.stat().st_size < large - 400_000


def test_erasing_leaves_only_the_key_and_cannot_be_undone(desk: Desk) -> None:
    pot = add_pot(desk, "Zebedee Quill")
    other = add_pot(desk, "Other")
    with desk.change("Rename") as session:
        session.get_one(Pot, other.key).about = "Zebedee Quill came"
    with desk.change("Attach") as session:
        photo = desk.attach(session, b"a face", "image/png", "Quill.png")
    with desk.change("Erase a person") as session:
        session.execute(delete(Pot).where(Pot.key == pot.key))
        session.get_one(Pot, other.key).about = "Somebody came"
        session.delete(session.get_one(type(photo), photo.key))
        desk.erase_history(ref(pot))
        desk.erase_history(ref(photo))
        desk.erase_history(ref(other), "about")
    assert [(step.erased, dict(step.before), dict(step.after)) for step in desk.history(ref(pot))] == [
        (True, {}, {})
    ] * 2
    assert desk.history(ref(other))[-1].after == {"about": "Somebody came"}
    assert desk.history(ref(other))[0].after["name"] == "Other"
    assert desk.undo_label is None
    with pytest.raises(Refused, match="erased"):
        desk.undo()
    desk.close()
    raw = desk.path.read_bytes()
    for trace in (b"Zebedee", b"zebedee", b"Quill", b"quill", b"zeb", b"a face"):
        assert trace not in raw, trace
    assert b"Somebody" in raw
