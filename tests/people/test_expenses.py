"""Expense claims: written, handed in, approved by somebody else, paid or given, and undone."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, ManyTroubles, Refused
from communitydesk.desk.pictures import prepare
from communitydesk.desk.words import Words
from communitydesk.people.actions import expenses as acts
from communitydesk.people.actions import merge_people
from communitydesk.people.actions.expenses import LineInput
from communitydesk.people.figures import expenses as figures
from communitydesk.people.figures import miles
from communitydesk.people.figures.expenses import ClaimFigures, ClaimRow, ClaimsWanted
from communitydesk.people.mileage import tax_year_period
from communitydesk.people.model import ExpensePart

TODAY = dt.date(2026, 11, 14)
DAY = dt.date(2026, 11, 3)


def cost(amount: int = 1_250, what: str = "Compost", day: dt.date = DAY, **more: str) -> LineInput:
    return LineInput(day, what, amount=amount, **more)


def drive(tenths: int, day: dt.date = DAY, **more: object) -> LineInput:
    return LineInput(day, "Fetching the compost", tenths=tenths, journey="Hall to the depot", **more)  # type: ignore[arg-type]


def a_receipt() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (600, 900), (250, 250, 245)).save(made, "JPEG")
    return made.getvalue()


def of(desk: Desk, key: str) -> ClaimFigures:
    with desk.read() as session:
        found = figures.claim_figures(session, key, TODAY)
    assert found is not None
    return found


def row(desk: Desk, key: str) -> ClaimRow:
    return of(desk, key).row


def kinds(desk: Desk, key: str) -> list[str]:
    return [one.kind for one in of(desk, key).wrong]


@pytest.fixture
def claim(desk: Desk, ines: str) -> str:
    return acts.add_claim(desk, ines, [cost(), drive(124, passengers=1)])


@pytest.fixture
def approved(desk: Desk, claim: str, lukasz: str) -> str:
    acts.hand_in(desk, claim, DAY)
    acts.approve(desk, claim, lukasz, TODAY)
    return claim


def test_a_claim_adds_its_printed_lines_and_has_a_number(desk: Desk, claim: str) -> None:
    found = of(desk, claim)
    assert [line.amount for line in found.lines] == [1_250, 682 + 62]
    assert [part.amount for part in found.lines[1].parts] == [682, 62]
    assert (found.row.total, found.row.number, found.row.state) == (1_994, 1, "draft")


def test_a_claim_is_written_handed_in_approved_and_paid(desk: Desk, approved: str) -> None:
    acts.pay(desk, approved, TODAY, "bank")
    found = row(desk, approved)
    assert (found.state, found.approver, found.approved_on) == ("paid", "Łukasz Wójcik", TODAY)
    assert (found.paid_on, found.paid_how, found.to_pay) == (TODAY, "bank", 1_994)
    desk.undo()
    assert row(desk, approved).state == "approved"
    desk.redo()
    assert row(desk, approved).state == "paid"
    acts.unpay(desk, approved)
    assert row(desk, approved).paid_on is None


def test_nobody_approves_their_own_claim(desk: Desk, claim: str, ines: str) -> None:
    acts.hand_in(desk, claim, DAY)
    with pytest.raises(FieldTrouble, match="claim of Ines Carvalho") as told:
        acts.approve(desk, claim, ines, TODAY)
    assert told.value.field == "approved_by_key"
    assert row(desk, claim).state == "claimed"


def test_a_claim_is_not_approved_by_nobody_or_before_it_was_handed_in(desk: Desk, claim: str, lukasz: str) -> None:
    acts.hand_in(desk, claim, DAY)
    with pytest.raises(FieldTrouble, match="Say who approved it"):
        acts.approve(desk, claim, None, TODAY)
    with pytest.raises(FieldTrouble, match="before 3 November 2026"):
        acts.approve(desk, claim, lukasz, DAY - dt.timedelta(days=1))


def test_two_entries_of_one_person_that_approved_their_own_claim_come_to_light(
    desk: Desk, approved: str, ines: str, lukasz: str
) -> None:
    merge_people(desk, ines, lukasz)
    with pytest.raises(FieldTrouble, match="somebody other than the claimant"):
        acts.pay(desk, approved, TODAY, "bank")


def test_what_was_handed_in_is_changed_only_after_it_was_taken_back(desk: Desk, claim: str) -> None:
    acts.hand_in(desk, claim, DAY)
    with pytest.raises(Refused, match="Take it back first"):
        acts.save_lines(desk, claim, [cost(99)])
    acts.take_back(desk, claim)
    acts.save_lines(desk, claim, [cost(99)])
    assert row(desk, claim).total == 99


def test_a_claim_is_sent_back_with_a_reason_and_handed_in_again(desk: Desk, approved: str) -> None:
    with pytest.raises(FieldTrouble, match="Say what should be put right"):
        acts.send_back(desk, approved, "  ", TODAY)
    acts.send_back(desk, approved, "Which depot?", TODAY)
    found = of(desk, approved)
    assert (found.row.state, found.back_why, found.row.approver) == ("back", "Which depot?", "")
    with desk.read() as session:
        assert session.query(ExpensePart).count() == 0
    acts.hand_in(desk, approved, TODAY)
    assert of(desk, approved).back_why == ""


def test_an_empty_claim_is_not_handed_in(desk: Desk, ines: str) -> None:
    with pytest.raises(Refused, match="nothing on this claim yet"):
        acts.hand_in(desk, acts.add_claim(desk, ines), TODAY)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (LineInput(DAY, "Tea"), "amount"),
        (LineInput(DAY, "Tea", amount=0), "amount"),
        (LineInput(DAY, "Tea", amount=100, tenths=10), "amount"),
        (LineInput(DAY, "Tea", tenths=30_000), "miles"),
        (LineInput(DAY, "Tea", tenths=10, vehicle="boat"), "vehicle"),
        (LineInput(DAY, "Tea", tenths=10, vehicle="bicycle", passengers=1), "passengers"),
        (LineInput(DAY, " ", amount=100), "what"),
    ],
)
def test_a_line_that_cannot_be_is_refused_beside_its_field(desk: Desk, ines: str, line: LineInput, field: str) -> None:
    with pytest.raises(FieldTrouble) as told:
        acts.add_claim(desk, ines, [line])
    assert told.value.field == field or isinstance(told.value, ManyTroubles)
    with desk.read() as session:
        assert figures.claim_rows(session) == ()


def test_lines_that_stay_keep_their_receipts(desk: Desk, claim: str) -> None:
    first = of(desk, claim).lines[0]
    acts.attach_receipt(desk, first.key, prepare(a_receipt()))
    acts.save_lines(desk, claim, [cost(2_000, key=first.key), cost(300, "Twine")])
    lines = of(desk, claim).lines
    assert [(line.amount, len(line.receipts)) for line in lines] == [(2_000, 1), (300, 0)]
    acts.save_lines(desk, claim, [cost(300, "Twine", key=lines[1].key)])
    assert len(of(desk, claim).lines) == 1
    desk.undo()
    assert [len(line.receipts) for line in of(desk, claim).lines] == [1, 0]


def test_receipts_are_numbered_through_the_claim_and_what_has_none_is_said(desk: Desk, ines: str) -> None:
    claim = acts.add_claim(desk, ines, [cost(), cost(200, "Parking", no_receipt="A meter"), cost(300, "Twine")])
    lines = of(desk, claim).lines
    assert kinds(desk, claim) == ["receipt", "receipt"]
    for line in (lines[2], lines[0], lines[0]):
        acts.attach_receipt(desk, line.key, prepare(a_receipt()))
    found = of(desk, claim)
    assert [[one.number for one in line.receipts] for line in found.lines] == [[1, 2], [], [3]]
    assert kinds(desk, claim) == []
    acts.remove_receipt(desk, found.lines[2].receipts[0].key)
    assert row(desk, claim).unshown == 1


def test_approved_miles_do_not_change_when_rates_do(desk: Desk, approved: str, ines: str) -> None:
    acts.add_mileage_rate(desk, vehicle="car", starts_on=dt.date(2026, 4, 6), pence=30, source="Minute 4")
    assert row(desk, approved).total == 1_994
    later = acts.add_claim(desk, ines, [drive(100)])
    assert row(desk, later).total == 300


def test_the_limit_counts_every_claim_of_a_person_and_what_they_drove_for_others(
    desk: Desk, ines: str, lukasz: str
) -> None:
    day = dt.date(2025, 8, 1)
    acts.set_other_miles(desk, ines, 2025, 9_990)
    one = acts.add_claim(desk, ines, [drive(60, day)])
    acts.hand_in(desk, one, day)
    two = acts.add_claim(desk, ines, [drive(100, day + dt.timedelta(days=1))])
    assert [(p.tenths, p.pence) for p in of(desk, two).lines[0].parts] == [(40, 45), (60, 25)]
    acts.approve(desk, one, lukasz, day)
    assert [(p.tenths, p.pence) for p in of(desk, two).lines[0].parts] == [(40, 45), (60, 25)]
    assert row(desk, acts.add_claim(desk, lukasz, [drive(100, day)])).total == 450
    with desk.read() as session:
        (year,) = miles.year_miles(session, ines)
    assert (year.first, year.after, year.other, year.over) == (100, 60, 99_900, 0)


def test_miles_for_others_that_become_known_late_are_pointed_out(desk: Desk, ines: str, lukasz: str) -> None:
    day = dt.date(2025, 8, 1)
    one = acts.add_claim(desk, ines, [drive(600, day)])
    acts.hand_in(desk, one, day)
    acts.approve(desk, one, lukasz, day)
    acts.set_other_miles(desk, ines, 2025, 9_950)
    assert row(desk, one).total == 2_700
    with desk.read() as session:
        assert miles.year_miles(session, ines)[0].over == 100
    acts.set_other_miles(desk, ines, 2025, 100)
    with desk.read() as session:
        assert miles.other_miles(session, ines) == {2025: 100}


def test_a_part_is_given_and_the_rest_is_paid(desk: Desk, approved: str) -> None:
    acts.waive(desk, approved, 994, TODAY)
    assert (row(desk, approved).to_pay, row(desk, approved).state) == (1_000, "approved")
    acts.pay(desk, approved, TODAY, "cash")
    with pytest.raises(Refused, match="Money that is given after that is a donation"):
        acts.waive(desk, approved, 100, TODAY)
    with desk.read() as session:
        assert figures.given_up(session) == (994, 1)


def test_all_of_a_claim_is_given_and_taken_back(desk: Desk, claim: str) -> None:
    acts.waive(desk, claim, 1_994, TODAY)
    assert (row(desk, claim).state, row(desk, claim).to_pay) == ("waived", 0)
    with pytest.raises(FieldTrouble, match="no more than that can be given"):
        acts.waive(desk, claim, 1_995, TODAY)
    acts.waive(desk, claim, 0, TODAY)
    assert row(desk, claim).state == "claimed"
    with desk.read() as session:
        assert figures.given_up(session) == (0, 0)


def test_a_journey_without_a_rate_is_not_approved(desk: Desk, ines: str, lukasz: str) -> None:
    day = dt.date(2001, 1, 1)
    claim = acts.add_claim(desk, ines, [drive(100, day)])
    assert "rate" in kinds(desk, claim)
    acts.hand_in(desk, claim, DAY)
    with pytest.raises(Refused, match="no mileage rate for 1 January 2001"):
        acts.approve(desk, claim, lukasz, TODAY)


def test_what_is_wrong_is_said(desk: Desk, ines: str) -> None:
    one = acts.add_claim(desk, ines, [cost(no_receipt="Lost")])
    two = acts.add_claim(desk, ines, [cost(no_receipt="Lost"), drive(10), cost(1, day=dt.date(2027, 1, 1))])
    assert kinds(desk, one) == ["twice"]
    assert kinds(desk, two) == ["unsure", "later", "receipt", "twice"]
    assert Words().say(of(desk, two).wrong[-1].sentence).startswith("Line 1 looks like one of claim 1.")


def test_claims_are_narrowed_by_state_person_and_period(desk: Desk, approved: str, lukasz: str) -> None:
    other = acts.add_claim(desk, lukasz, [cost(day=dt.date(2025, 1, 1))])
    with desk.read() as session:

        def keys(**wanted: object) -> set[str]:
            return {one.key for one in figures.claim_rows(session, ClaimsWanted(**wanted))}  # type: ignore[arg-type]

        assert keys() == {approved, other}
        assert keys(states=("approved",)) == {approved}
        assert keys(person_key=lukasz) == {other}
        assert keys(period=tax_year_period(2026)) == {approved}
        sums = figures.claim_sums(figures.claim_rows(session))
        assert (sums.claims, sums.total, sums.approved) == (2, 1_994 + 1_250, 1_994)
        assert [one.key for one in figures.waiting(session)] == [approved]


def test_only_others_are_offered_to_approve_the_committee_first(desk: Desk, ines: str, lukasz: str) -> None:
    from communitydesk.people.actions import add_person
    from communitydesk.people.model import Person

    add_person(desk, Person(name="Zoe Last", is_committee=True))
    add_person(desk, Person(name="Gone", left_on=dt.date(2020, 1, 1)))
    with desk.read() as session:
        assert [one.name for one in figures.approvers(session, ines, TODAY)] == ["Zoe Last", "Łukasz Wójcik"]


def test_no_label_of_a_change_holds_a_name(desk: Desk, approved: str) -> None:
    told = [desk.say_label(step, Words()) for step in desk.recent(20)]
    assert "Approve expense claim 1" in told
    assert not [one for one in told if "Ines" in one and "Add" not in one]


def test_only_a_claim_that_was_not_handed_in_is_removed(desk: Desk, claim: str, approved: str) -> None:
    with pytest.raises(Refused, match="Take it back first"):
        acts.remove_claim(desk, approved)
    acts.send_back(desk, approved, "Never mind", TODAY)
    acts.remove_claim(desk, approved)
    with desk.read() as session:
        assert figures.claim_rows(session) == ()
    desk.undo()
    assert row(desk, approved).total == 1_994
