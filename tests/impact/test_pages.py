"""The place of outcomes and evidence, used as a person uses it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.impact import actions, figures
from communitydesk.impact.model import Consent, EvidenceCard, Outcome
from communitydesk.impact.ui.consents import PersonConsents
from communitydesk.impact.ui.place import EvidencePlace
from communitydesk.people.actions import add_person
from communitydesk.people.model import Person
from tests.journeys.screen import bring_into_view, drop
from tests.people.stage import TODAY, Stage, context_of


def photograph(size: tuple[int, int] = (640, 480)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#7da46a").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def place(qtbot: QtBot, desk: Desk, stage: Stage) -> EvidencePlace:
    made = EvidencePlace(context_of(desk, stage))
    qtbot.addWidget(made)
    made.resize(1072, 820)
    made.show()
    return made


def answering(monkeypatch: pytest.MonkeyPatch, **typed: str) -> None:
    def answer(sheet: Any) -> int:
        for name, text in typed.items():
            sheet.form.rows[name].set(text)
        sheet.save()
        return int(sheet.result())

    monkeypatch.setattr(QDialog, "exec", answer)


def test_a_dropped_photograph_becomes_evidence_that_waits_for_consent(
    monkeypatch: pytest.MonkeyPatch, place: EvidencePlace, desk: Desk, stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "harvest.jpg"
    path.write_bytes(photograph())
    stage.files = [path]
    answering(monkeypatch, name="Harvest supper", alt_text="A long table")
    place.front.landing.choose()
    with desk.read() as session:
        (row,) = figures.card_rows(session, TODAY)
        assert figures.picture_of(session, row.attachment_key) is not None
    assert (row.kind, row.consent.state) == ("photograph", "missing")
    assert stage.went[-1][:2] == ("impact", row.key)
    title, _, told = place.front.cards.model.lines(row)
    assert title == "Harvest supper"
    assert "stays out of documents" in told
    assert "1 stays out of documents" in place.front.cards.said.text()


def dropped(on: QWidget, *paths: Path) -> None:
    QApplication.processEvents()
    bring_into_view(on)
    drop(on, *paths)


def test_a_file_that_is_no_picture_is_said_where_it_was_dropped_and_nothing_is_kept(
    place: EvidencePlace, desk: Desk, stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "trick.jpg"
    path.write_bytes(b"not a picture")
    landing = place.front.landing
    dropped(landing, path)
    assert stage.troubles == []
    assert landing.error.isVisible()
    assert landing.error.text() == (
        "This kind of file cannot be used here. Choose a photograph (JPEG, PNG, HEIC, WebP) or a PDF."
    )
    with desk.read() as session:
        assert figures.card_rows(session, TODAY) == ()


def test_of_several_files_those_that_cannot_be_used_are_named_and_the_rest_comes_in(
    monkeypatch: pytest.MonkeyPatch, place: EvidencePlace, desk: Desk, stage: Stage, tmp_path: Path
) -> None:
    for name, content in (("trick.jpg", b"not a picture"), ("harvest.jpg", photograph()), ("notes.txt", b"Notes")):
        (tmp_path / name).write_bytes(content)
    answering(monkeypatch, name="Harvest supper", alt_text="A long table")
    landing = place.front.landing
    dropped(landing, *(tmp_path / name for name in ("notes.txt", "trick.jpg", "harvest.jpg")))
    assert stage.troubles == []
    first, second = landing.error.text().splitlines()
    assert first.startswith("“notes.txt” cannot be used here.")
    assert second.startswith("“trick.jpg”: This kind of file")
    with desk.read() as session:
        (row,) = figures.card_rows(session, TODAY)
    assert row.name == "Harvest supper"
    dropped(landing, tmp_path / "harvest.jpg")
    assert not landing.error.isVisible(), "what was said of other files is over"


def test_a_file_that_is_no_picture_leaves_what_was_typed_on_the_card(
    monkeypatch: pytest.MonkeyPatch, place: EvidencePlace, desk: Desk, stage: Stage, tmp_path: Path
) -> None:
    good, bad = tmp_path / "harvest.jpg", tmp_path / "trick.jpg"
    good.write_bytes(photograph())
    bad.write_bytes(b"not a picture")
    answering(monkeypatch, name="Harvest supper", alt_text="A long table")
    dropped(place.front.landing, good)
    with desk.read() as session:
        (row,) = figures.card_rows(session, TODAY)
    place.open(row.key)
    page: Any = place.currentWidget()
    page.refresh()
    edit = page.form.rows["caption"].input
    edit.setFocus()
    edit.insert("Everybody at one table")
    dropped(page.landing, bad)
    assert page.landing.error.isVisible()
    assert page.form.rows["caption"].text() == "Everybody at one table"
    assert stage.troubles == []
    page.save()
    with desk.read() as session:
        assert figures.card_values(session, row.key)["caption"] == "Everybody at one table"
        assert figures.picture_of(session, row.attachment_key) is not None


@pytest.mark.parametrize("kind", ["story", "quotation", "number"])
def test_words_and_numbers_are_evidence_too(
    monkeypatch: pytest.MonkeyPatch, place: EvidencePlace, desk: Desk, kind: str
) -> None:
    answering(monkeypatch, name="I know my neighbours now")
    place.front.add_story(kind)
    with desk.read() as session:
        (row,) = figures.card_rows(session, TODAY)
    assert (row.kind, row.consent.printable) == (kind, kind == "number")


def test_a_consent_is_asked_for_recorded_and_taken_back_beside_the_card(
    monkeypatch: pytest.MonkeyPatch, place: EvidencePlace, desk: Desk
) -> None:
    asked = Consent(card_key="x", who="A gardener")
    key = actions.add_card(desk, EvidenceCard(name="Faces", kind="story", text="..."), consents=[asked]).key
    place.open(key)
    page: Any = place.currentWidget()
    page.refresh()

    def press(text: str) -> None:
        (found,) = [one for one in page.consents.findChildren(QPushButton) if one.text() == text]
        assert found.accessibleName().startswith(f"{text}: ")
        found.click()

    answering(monkeypatch, how="Signed form")
    press("Record the yes")
    with desk.read() as session:
        (row,) = figures.card_rows(session, TODAY)
    assert (row.consent.state, row.consents[0].given_on, row.consents[0].how) == ("ok", TODAY, "Signed form")
    press("Take back")
    with desk.read() as session:
        assert figures.card_rows(session, TODAY)[0].consent.state == "withdrawn"
    desk.undo()
    with desk.read() as session:
        assert figures.card_rows(session, TODAY)[0].consent.state == "ok"


def test_outcomes_are_ticked_on_the_card(place: EvidencePlace, desk: Desk) -> None:
    actions.add_outcome(desk, Outcome(statement="People feel less alone"))
    key = actions.add_card(desk, EvidenceCard(name="Faces", kind="story")).key
    place.open(key)
    page: Any = place.currentWidget()
    page.refresh()
    page._boxes[0][1].click()
    with desk.read() as session:
        assert figures.outcome_rows(session)[0].cards == 1


def test_another_picture_takes_its_place_and_undo_brings_the_old_one_back(
    place: EvidencePlace, desk: Desk, stage: Stage, tmp_path: Path
) -> None:
    card = EvidenceCard(name="Beds", shows_people=False, alt_text="Beds")
    key = actions.add_card(desk, card, content=photograph(), media_type="image/jpeg", file_name="a.jpg").key
    place.open(key)
    page: Any = place.currentWidget()
    page.refresh()
    (tmp_path / "b.jpg").write_bytes(photograph((320, 240)))
    stage.files = [tmp_path / "b.jpg"]
    page.landing.choose()

    def name() -> str:
        with desk.read() as session:
            found = figures.picture_of(session, figures.card_values(session, key)["attachment_key"])
            return found.name if found else ""

    assert name() == "b.jpg"
    desk.undo()
    assert name() == "a.jpg"


def test_a_card_opens_by_keyboard_and_is_read_aloud_with_its_state(
    qtbot: QtBot, place: EvidencePlace, desk: Desk, stage: Stage
) -> None:
    key = actions.add_card(desk, EvidenceCard(name="Beans", kind="story", text="We ate.", shows_people=False)).key
    view = place.front.cards.view
    view.setCurrentIndex(place.front.cards.model.index(0, 0))
    assert "Nobody can be recognised" in view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert stage.went[-1][:2] == ("impact", key)


def test_outcomes_show_what_was_measured_and_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, place: EvidencePlace, desk: Desk
) -> None:
    actions.add_outcome(desk, Outcome(statement="People feel less alone"))
    place.open(tab="outcomes")
    with desk.read() as session:
        (row,) = figures.outcome_rows(session)
    assert row.trouble

    def answer(sheet: Any) -> int:
        for name, text in (("question", "Less alone?"), ("yes", "61"), ("asked", "60")):
            sheet.form.rows[name].input.setText(text)
        sheet.save()
        assert "More said yes than were asked" in sheet.form.rows["yes"].error.text()
        sheet.form.rows["yes"].input.setText("41")
        sheet.save()
        return int(sheet.result())

    monkeypatch.setattr(QDialog, "exec", answer)
    place.front.outcomes.measure(row)
    with desk.read() as session:
        assert figures.outcome_rows(session)[0].measures[0].share == 68


def test_a_persons_record_lists_what_they_agreed_to(qtbot: QtBot, desk: Desk, stage: Stage) -> None:
    ines = add_person(desk, Person(name="Ines Carvalho")).key
    consent = Consent(card_key="x", person_key=ines, given_on=TODAY, expires_on=dt.date(2028, 1, 1))
    actions.add_card(desk, EvidenceCard(name="Harvest supper"), consents=[consent])
    side = PersonConsents(context_of(desk, stage), ines)
    qtbot.addWidget(side)
    (row,) = side.table.model.rows
    assert side.table.model.columns[1].text(row) == "said yes on 14 November 2026, until 1 January 2028"
