"""The Desk: named changes, undo, redo, history, titles."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from typing import Any

import pytest
import sqlcipher3
from sqlalchemy import delete, insert, select, text, update

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble, Refused
from communitydesk.desk.history import Changes
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import Message, Money, Words
from communitydesk.storage.engine import driver
from tests.storage.records import Claim, Coin, Pot, add_pot, open_again

WORDS = Words()


def rows(desk: Desk, table: str) -> list[Any]:
    with desk.read() as session:
        return list(session.execute(text(f"SELECT * FROM {table} ORDER BY key")))


def everything(desk: Desk) -> dict[str, list[Any]]:
    return {table: rows(desk, table) for table in ("t_pot", "t_coin", "t_claim", "attachment")}


def test_a_change_is_kept_and_read_back(desk: Desk) -> None:
    pot = add_pot(desk, since=dt.date(2026, 5, 3))
    with desk.read() as session:
        found = session.scalars(select(Pot)).one()
        assert (found.key, found.name, found.since, found.open) == (pot.key, "Garden", dt.date(2026, 5, 3), True)


def test_a_change_is_still_there_after_opening_again(desk: Desk) -> None:
    add_pot(desk)
    desk.close()
    again = open_again(desk.path)
    with again.read() as session:
        assert session.scalars(select(Pot.name)).all() == ["Garden"]
    again.close()


def test_a_new_record_may_be_changed_in_a_later_change(desk: Desk) -> None:
    pot = add_pot(desk)
    assert (pot.name, pot.about, pot.since) == ("Garden", "", None)
    with desk.change("Change {pot}", pot=pot) as session:
        session.add(pot)
        pot.name = "Hall"
    assert [row.name for row in rows(desk, "t_pot")] == ["Hall"]
    assert [step.after for step in desk.history(ref(pot))][-1] == {"name": "Hall"}
    desk.undo()
    assert [row.name for row in rows(desk, "t_pot")] == ["Garden"]


def test_new_records_are_stored_alike_whether_the_change_looks_at_them_meanwhile_or_not(desk: Desk) -> None:
    stored = []
    for looks in (False, True):
        pot = Pot(name="Garden", about="", since=dt.date(2026, 5, 3), open=looks)
        coins = [Coin(pot=pot.key, amount=12, place=1, weight=1.5), Coin(pot=pot.key, weight=2)]
        with desk.change("Add {pot}", pot=pot) as session:
            session.add_all([*coins, pot])
            if looks:
                session.flush()
        pot.open = False
        with desk.read() as session:
            told = "typeof(name) || name || about || since || typeof(since) || typeof(open)"
            coin = "typeof(amount) || amount || quote(place) || typeof(place) || quote(weight) || typeof(weight)"
            stored.append((
                session.scalar(text(f"SELECT {told} FROM t_pot WHERE key = '{pot.key}'")),
                session.scalars(text(f"SELECT {coin} FROM t_coin WHERE pot = '{pot.key}' ORDER BY key")).all(),
                [one.weight for one in coins], [one.place for one in coins],
            ))  # fmt: skip
    assert stored[0] == stored[1]


def test_an_exception_undoes_everything(desk: Desk) -> None:
    def half() -> None:
        with desk.change("Add") as session:
            session.add(Pot(name="Half"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert everything(desk)["t_pot"] == []
    assert desk.undo_label is None


def test_nested_changes_join_the_outer_one(desk: Desk) -> None:
    with desk.change("Outer") as outer:
        outer.add(Pot(name="One"))
        with desk.change("Inner") as inner:
            assert inner is outer
            inner.add(Pot(name="Two"))
    assert [step.label.id for step in desk.recent(9)] == ["Outer"]
    desk.undo()
    assert everything(desk)["t_pot"] == []


def test_an_inner_change_that_failed_undoes_the_outer_one_even_when_caught(desk: Desk) -> None:
    def fail() -> None:
        with desk.change("Inner") as session:
            session.add(Pot(name="Two"))
            raise Refused("No.")

    def catch() -> None:
        with desk.change("Outer") as outer:
            outer.add(Pot(name="One"))
            with contextlib.suppress(Refused):
                fail()

    with pytest.raises(Refused, match="No"):
        catch()
    assert everything(desk)["t_pot"] == []


def test_a_write_outside_a_change_is_impossible(desk: Desk) -> None:
    for statement in ("INSERT INTO t_pot (key) VALUES ('x')", "CREATE TABLE x (y)", "DELETE FROM desk_change"):
        with pytest.raises(FileTrouble), desk.read() as session:
            session.execute(text(statement))
    with desk.engine.connect() as connection, pytest.raises(sqlcipher3.OperationalError, match="readonly"):
        driver(connection).execute("VACUUM")


def test_a_write_is_impossible_again_after_a_change_that_failed(desk: Desk) -> None:
    with pytest.raises(Refused), desk.change("Add") as session:
        session.add(Coin(pot="nobody"))
    with pytest.raises(FileTrouble), desk.read() as session:
        session.execute(text("DELETE FROM t_pot"))


def test_a_change_inside_a_read_is_a_mistake_of_the_program(desk: Desk) -> None:
    with desk.read(), pytest.raises(RuntimeError), desk.change("Add"):
        pass


def test_a_change_that_changed_nothing_leaves_no_entry(desk: Desk) -> None:
    pot = add_pot(desk)
    with desk.change("Nothing"):
        pass
    with desk.change("There and back") as session:
        found = session.get_one(Pot, pot.key)
        found.name = "Other"
        session.flush()
        found.name = "Garden"
        gone = Pot(name="Gone")
        session.add(gone)
        session.flush()
        session.delete(gone)
    assert [step.label.id for step in desk.recent(9)] == ["Add {pot}"]


def test_labels_hold_references_and_no_names(desk: Desk) -> None:
    with pytest.raises(TypeError), desk.change("Add {name}", name="Ada"):  # type: ignore[arg-type]
        pass
    with pytest.raises(TypeError), desk.change("Add {what}", what=Message("For {name}", {"name": "Ada"})):
        pass
    pot = Pot(name="Garden")
    with desk.change(
        "{n} of {amount} for {pot} on {day}: {why}",
        n=2,
        amount=Money(150),
        pot=pot,
        day=dt.date(2026, 5, 3),
        why=Message("x"),
    ) as session:
        session.add(pot)
    said = desk.say_label(desk.recent(1)[0], WORDS)
    assert said == "2 of £1.50 for Garden on 3 May 2026: x"
    assert WORDS.say(desk.undo_label or "") == said
    with desk.read() as session:
        assert "Garden" not in session.execute(text("SELECT label FROM desk_change")).scalar_one()


def test_a_label_may_count(desk: Desk) -> None:
    with desk.change(Message("Bring in {n} coin", {"n": 3}, "Bring in {n} coins")) as session:
        session.add(Pot(name="x"))
    assert desk.say_label(desk.recent(1)[0], WORDS) == "Bring in 3 coins"


def test_the_title_of_a_removed_record_is_known(desk: Desk) -> None:
    pot = add_pot(desk, since=dt.date(2026, 5, 3))
    assert desk.title(ref(pot), WORDS) == "Garden"
    with desk.change("Remove {pot}", pot=pot) as session:
        session.delete(session.get_one(Pot, pot.key))
    assert desk.title(ref(pot), WORDS) == "Garden"
    assert WORDS.say(desk.undo_label or "") == "Remove Garden"
    assert desk.title(Ref("t_pot", "never"), WORDS) == "pot"
    assert desk.title(Ref("never", "never"), WORDS) == "record"


def test_undo_and_redo_also_after_opening_again(desk: Desk) -> None:
    pot = add_pot(desk)
    with desk.change("Rename {pot}", pot=pot) as session:
        session.get_one(Pot, pot.key).name = "Kitchen"
    full = everything(desk)
    desk.close()
    desk = open_again(desk.path)
    assert desk.undo().touches("t_pot")
    assert desk.title(ref(pot), WORDS) == "Garden"
    desk.undo()
    assert everything(desk)["t_pot"] == []
    assert desk.undo_label is None
    desk.close()
    desk = open_again(desk.path)
    assert WORDS.say(desk.redo_label or "") == "Add Garden"
    desk.redo()
    desk.redo()
    assert desk.redo_label is None
    assert everything(desk) == full
    with pytest.raises(Refused, match="nothing"):
        desk.redo()
    desk.close()


def test_a_new_change_after_undo_clears_redo(desk: Desk) -> None:
    add_pot(desk, "One")
    desk.undo()
    assert desk.redo_label is not None
    add_pot(desk, "Two")
    assert desk.redo_label is None
    desk.undo()
    assert desk.undo_label is None
    assert everything(desk)["t_pot"] == []


def test_undo_brings_back_parents_and_children_in_whatever_order(desk: Desk) -> None:
    pot, other = add_pot(desk), add_pot(desk, "Other")
    coins = [Coin(pot=pot.key, amount=n) for n in (1, 2)]
    with desk.change("Add coins") as session:
        session.add_all(coins)
    with desk.change("Move and remove") as session:
        session.get_one(Pot, pot.key).name = "Changed first"
        session.flush()
        session.execute(update(Coin).values(pot=other.key))
        session.execute(delete(Pot).where(Pot.key == pot.key))
    after = everything(desk)
    desk.undo()
    assert {row.pot for row in rows(desk, "t_coin")} == {pot.key}
    assert desk.title(ref(pot), WORDS) == "Garden"
    desk.redo()
    assert everything(desk) == after


def test_undo_of_two_records_that_swapped_a_unique_value(desk: Desk) -> None:
    pot = add_pot(desk)
    one, two = Coin(pot=pot.key, place=1), Coin(pot=pot.key, place=2)
    with desk.change("Add coins") as session:
        session.add_all([one, two])
    before = everything(desk)
    with desk.change("Swap") as session:
        for key, place in ((one.key, None), (two.key, 1), (one.key, 2)):
            session.execute(update(Coin).where(Coin.key == key).values(place=place))
    after = everything(desk)
    assert after != before
    desk.undo()
    assert everything(desk) == before
    desk.redo()
    assert everything(desk) == after


def test_bulk_statements_are_captured(desk: Desk) -> None:
    pot = add_pot(desk)
    with desk.change("Add many") as session:
        session.execute(insert(Coin), [{"pot": pot.key, "amount": n} for n in range(5)])
    full = everything(desk)
    with desk.change("Change many") as session:
        session.execute(update(Coin).where(Coin.amount > 2).values(amount=Coin.amount * 100))
    with desk.change("Replace") as session:
        session.execute(
            text("REPLACE INTO t_coin (key, pot, amount) SELECT key, pot, -1 FROM t_coin WHERE amount = 300")
        )
    with desk.change("Rename") as session:
        session.execute(text("UPDATE t_coin SET key = 'new-' || key"))
    with desk.change("Remove all") as session:
        session.execute(delete(Coin))
    for _ in range(4):
        desk.undo()
    assert everything(desk) == full


def test_values_come_back_exactly_as_they_were_stored(desk: Desk) -> None:
    pot = add_pot(desk, "a\x00b\n“”\u202e\U0001f600", about="'; DROP TABLE t_pot; --")
    weights = [0.1, -0.0, 1e300, 5e-324, float("inf"), None]
    amounts = [2**63 - 1, -(2**63), 0, 1, 2, 3]
    with desk.change("Add coins") as session:
        session.add_all(Coin(pot=pot.key, amount=a, weight=w) for a, w in zip(amounts, weights, strict=True))
    full = everything(desk)
    with desk.change("Remove all") as session:
        session.execute(delete(Coin))
        session.execute(delete(Pot))
    desk.undo()
    assert everything(desk) == full


def test_a_lone_surrogate_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(Refused, match="character"):
        add_pot(desk, "a\ud800")
    assert everything(desk)["t_pot"] == []


def test_removing_what_is_still_used_is_refused_in_a_sentence(desk: Desk) -> None:
    pot = add_pot(desk)
    with desk.change("Add coin") as session:
        session.add(Coin(pot=pot.key))
    with pytest.raises(Refused, match="still uses"), desk.change("Remove") as session:
        session.delete(session.get_one(Pot, pot.key))


def test_undo_that_can_no_longer_be_done_says_why(desk: Desk) -> None:
    pot = add_pot(desk)
    with desk.change("Rename") as session:
        session.get_one(Pot, pot.key).name = "Kitchen"
    with desk.engine.connect() as connection:  # another program, going round the journal
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("DROP TRIGGER temp.desk_change_t_pot")
        connection.exec_driver_sql("UPDATE t_pot SET name = 'Elsewhere'")
        connection.commit()
        connection.invalidate()
    with pytest.raises(Refused, match="have changed since"):
        desk.undo()
    assert desk.title(ref(pot), WORDS) == "Elsewhere"


def test_whoever_listens_hears_what_changed_after_it_is_safe(desk: Desk) -> None:
    heard: list[Changes] = []

    def hear(changes: Changes) -> None:
        with desk.read() as session:
            assert session.scalars(select(Pot)).all()
        heard.append(changes)

    stop = desk.listen(hear)
    pot = add_pot(desk)
    assert heard[0].refs == ((ref(pot), "add"),)
    assert heard[0].tables == {"t_pot"}
    assert heard[0].touches("t_pot", "x")
    assert not heard[0].touches("t_coin")
    with desk.change("Nothing"):
        pass
    stop()
    desk.undo()
    assert len(heard) == 1


def test_history_says_what_was_before_and_after(desk: Desk) -> None:
    pot = add_pot(desk)
    with desk.change("Rename {pot}", pot=pot) as session:
        session.get_one(Pot, pot.key).name = "Kitchen"
    desk.undo()
    first, second, third = desk.history(ref(pot))
    assert (first.op, first.who, first.before, first.after["name"]) == ("add", "Treasurer", {}, "Garden")
    assert (second.op, second.before, second.after, second.fields) == (
        "change", {"name": "Garden"}, {"name": "Kitchen"}, ("name",),
    )  # fmt: skip
    assert (third.kind, third.after) == ("undo", {"name": "Garden"})
    assert desk.say_label(second, WORDS) == "Rename Garden"
    assert [step.n for step in desk.changes_since(first.when)] == [2, 3]


def test_a_worker_reads_while_the_window_writes(desk: Desk) -> None:
    pot = add_pot(desk)
    seen: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def work() -> None:
        with desk.read() as session:
            session.scalars(select(Coin)).all()
            begun.set()
            go_on.wait(5)
            seen.append(len(session.scalars(select(Coin)).all()))  # the same look as before

    worker = threading.Thread(target=work)
    worker.start()
    begun.wait(5)
    threading.Timer(0.2, go_on.set).start()
    with desk.change("Add coin") as session:
        session.add(Coin(pot=pot.key))
    worker.join()
    assert seen == [0]
    assert len(everything(desk)["t_coin"]) == 1


def test_changes_from_two_threads_do_not_mix(desk: Desk) -> None:
    def work(name: str) -> None:
        for n in range(10):
            add_pot(desk, f"{name}{n}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(everything(desk)["t_pot"]) == 20
    for _ in range(20):
        desk.undo()
    assert everything(desk)["t_pot"] == []


def test_a_read_only_desk_refuses_changes_in_a_sentence(desk: Desk) -> None:
    add_pot(desk)
    desk.close()
    desk = open_again(desk.path, read_only=True)
    assert len(everything(desk)["t_pot"]) == 1
    with pytest.raises(FileTrouble, match="reading only"), desk.change("Add"):
        pass
    with pytest.raises(FileTrouble, match="reading only"):
        desk.undo()
    assert desk.undo_label is None
    desk.close()


def test_unique_links_are_refused_in_a_sentence(desk: Desk) -> None:
    pot = add_pot(desk)
    coin = Coin(pot=pot.key)
    with desk.change("Add") as session:
        session.add(coin)
        session.flush()
        session.add(Claim(coin=coin.key))
    with pytest.raises(Refused, match="already"), desk.change("Again") as session:
        session.add(Claim(coin=coin.key))
