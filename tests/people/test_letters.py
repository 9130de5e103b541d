"""Letters of thanks and certificates of hours: the group's own words, filled in for each person."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pdfua
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused, Trouble
from communitydesk.desk.words import Words
from communitydesk.group.actions import set_up_group
from communitydesk.group.figures import group_figures
from communitydesk.group.model import Group
from communitydesk.paper import LARGE_PRINT, STANDARD, Edition, write_pdf
from communitydesk.paper import blocks as b
from communitydesk.people import actions
from communitydesk.people.actions.letters import drop_words, keep_words
from communitydesk.people.documents import documents
from communitydesk.people.documents.letters import LettersWanted, LetterWords, each_letter, letter_words, letters_story
from communitydesk.people.figures import HoursWanted
from communitydesk.people.figures.letters import Thanked, letter_values, thanked
from communitydesk.people.model import Hours
from communitydesk.people.ui.letters import LettersPage
from communitydesk.people.ui.person import PersonPage
from communitydesk.widgets.scroll import Scroller
from tests.paper.reader import Reading
from tests.paper.reader import words as said
from tests.people.stage import TODAY, Stage, context_of

YEAR = Period(dt.date(2026, 4, 1), dt.date(2027, 3, 31))
NAMES = ("Siân Ŵyn Llŷr", "Łukasz Żółć", "கிருஷ்ணமூர்த்தி", "فاطمة الزهراء", "نجمہ پروین")
CERTIFICATE = LetterWords(
    "certificate", "Certificate", "For\n\n{name}\n\nwho gave {hours} to {group}", "", "June", "Chair"
)


def give(desk: Desk, person: str, minutes: int, day: dt.date = TODAY, activity: str | None = None) -> None:
    actions.add_hours(desk, Hours(person_key=person, minutes=minutes, given_on=day, activity_key=activity))


@pytest.fixture
def given(desk: Desk, garden: str, ines: str, lukasz: str) -> Desk:
    set_up_group(desk, Group(name="Kingsmead", address="The Hall\nTipton", contact_name="June", contact_role="Chair"))
    give(desk, ines, 150, activity=garden)
    give(desk, ines, 60, TODAY - dt.timedelta(days=7))
    give(desk, lukasz, 90, activity=garden)
    give(desk, lukasz, 600, dt.date(2025, 5, 3))
    actions.add_hours(desk, Hours(group_label="Helpers from the bank", people=8, minutes=120, given_on=TODAY))
    return desk


def rows(desk: Desk, **wanted: Any) -> tuple[Thanked, ...]:
    with desk.read() as session:
        return thanked(session, HoursWanted(**wanted))


def told(desk: Desk, typed: LetterWords, people: tuple[Thanked, ...], period: Period = YEAR) -> b.Story:
    with desk.read() as session:
        group = group_figures(session, TODAY)
    return letters_story(typed, people, group, period, Words(), TODAY)


# -- who, and what is said of them -------------------------------------------------------------


def test_everybody_with_a_name_who_gave_time_in_the_period_is_thanked_for_that_time_alone(given: Desk) -> None:
    first, second = rows(given, period=YEAR)
    assert (first.name, first.minutes, first.times, first.activities) == (
        "Ines Carvalho",
        210,
        2,
        ("Saturday growing",),
    )
    assert (second.name, second.minutes, second.since) == ("Łukasz Wójcik", 90, dt.date(2025, 5, 3))


def test_those_who_have_left_come_last_and_get_none_unless_they_are_picked(given: Desk, ines: str) -> None:
    actions.amend_person(given, ines, left_on=TODAY)
    assert [one.name for one in rows(given, period=YEAR)] == ["Łukasz Wójcik", "Ines Carvalho"]
    made = {one.id: one for one in documents(given, TODAY)}["letters-of-thanks"].make(Words())
    assert "Ines" not in repr(made.blocks)
    wanted = LettersWanted(CERTIFICATE, HoursWanted(period=YEAR), (ines,))
    assert [name for name, _ in each_letter(given, wanted, Words(), TODAY)] == ["certificate-0001.pdf"]


def test_a_letter_says_what_the_records_say(given: Desk) -> None:
    typed = LetterWords(
        "letter", "Thank you, {NAME}", "{ hours } on {sessions}, {period}, {activity}, {since}, {group}, {date}"
    )
    story = told(given, typed, rows(given, period=YEAR)[1:])
    text = said(Reading(write_pdf(story)).text())
    assert "Thank you, Łukasz Wójcik" in text
    assert (
        "1 hour and 30 minutes on 1 occasion, 1 April 2026 to 14 November 2026, Saturday growing, May 2025, Kingsmead, "
        "14 November 2026" in text
    )


def test_in_all_years_the_period_is_from_the_first_day_to_the_last(given: Desk) -> None:
    story = told(given, LetterWords("letter", "", "{period}"), rows(given)[1:], Period())
    assert "3 May 2025 to 14 November 2026" in said(Reading(write_pdf(story)).text())


def test_a_name_that_looks_like_a_field_or_like_markup_is_printed_as_it_is_typed(given: Desk) -> None:
    one = dataclasses.replace(rows(given, period=YEAR)[0], name="{hours} <b>Bo</b> & Sons")
    for typed in (LetterWords("letter", "Hi", "Dear {name}"), CERTIFICATE):
        assert "{hours} <b>Bo</b> & Sons" in said(Reading(write_pdf(told(given, typed, (one,)))).text())


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (LetterWords("letter", "Hi {nmae}", "x"), "heading", "“{nmae}” cannot be filled in. What can: {name}, {hours}"),
        (
            LetterWords("letter", "Hi", "Dear {name"),
            "body",
            "A curly bracket stands alone. Fields are written like {name}.",
        ),
        (LetterWords("letter", "Hi", "Dear", "} bye"), "closing", "A curly bracket stands alone."),
        (LetterWords("certificate", "Hi", "Dear all"), "body", "A certificate says whose it is. Put {name} where"),
        (LetterWords("letter", "Hi", ""), "body", "This is needed: Your words."),
    ],
)
def test_what_cannot_be_filled_in_is_said_beside_its_field(
    given: Desk, typed: LetterWords, field: str, sentence: str
) -> None:
    with pytest.raises(FieldTrouble) as caught:
        told(given, typed, rows(given, period=YEAR))
    assert caught.value.field == field
    assert str(caught.value).startswith(sentence)


def test_there_is_no_letter_to_nobody(given: Desk) -> None:
    with pytest.raises(Refused, match="Nobody is chosen"):
        told(given, CERTIFICATE, ())


def test_the_groups_words_are_kept_as_one_change_each_and_given_up_again(given: Desk) -> None:
    keep_words(given, "letter", heading="Diolch", body="Annwyl {name}", closing="", signed_by="", signed_as="")
    keep_words(given, "letter", heading="Diolch yn fawr", body="Annwyl {name}", closing="", signed_by="", signed_as="")
    keep_words(given, "certificate", heading="C", body="{name}", closing="", signed_by="", signed_as="")
    assert Words().say(given.undo_label or "") == "Keep the words: Certificate of hours"
    made = {one.id: one for one in documents(given, TODAY)}["letters-of-thanks"].make(Words())
    assert "Diolch yn fawr" in repr(made.blocks)
    drop_words(given, "letter")
    with given.read() as session:
        assert letter_values(session, "letter") == {}
        assert letter_values(session, "certificate")["body"] == "{name}"
    given.undo()
    with given.read() as session:
        assert letter_values(session, "letter")["heading"] == "Diolch yn fawr"


def test_words_that_cannot_be_filled_in_are_not_kept(given: Desk) -> None:
    with pytest.raises(FieldTrouble):
        keep_words(given, "letter", heading="", body="Dear {who}", closing="", signed_by="", signed_as="")
    with given.read() as session:
        assert letter_values(session, "letter") == {}


def test_the_documents_are_there_once_somebody_with_a_name_gave_time_this_year(desk: Desk, ines: str) -> None:
    ids = {"letters-of-thanks", "certificates-of-hours"}
    assert not ids & {one.id for one in documents(desk, TODAY)}
    give(desk, ines, 60, dt.date(2024, 1, 1))
    assert not ids & {one.id for one in documents(desk, TODAY)}
    give(desk, ines, 60)
    assert ids <= {one.id for one in documents(desk, TODAY)}


# -- on paper ----------------------------------------------------------------------------------


def many(desk: Desk, names: tuple[str, ...] = NAMES) -> tuple[Thanked, ...]:
    one = rows(desk, period=YEAR)[0]
    return tuple(dataclasses.replace(one, name=name, number=n, key=name) for n, name in enumerate(names))


@pytest.mark.parametrize("edition", [STANDARD, LARGE_PRINT], ids=lambda e: e.name)
@pytest.mark.parametrize("kind", ["letter", "certificate"])
def test_each_has_a_page_of_their_own_with_nobody_else_on_it(
    given: Desk, kind: str, edition: Edition, tmp_path: Path
) -> None:
    typed = letter_words({}, kind, Words(), None)
    pdf = write_pdf(told(given, typed, many(given)), edition=edition)
    reading = Reading(pdf)
    assert reading.faults == []
    path = tmp_path / "letters.pdf"
    path.write_bytes(pdf)
    assert list(pdfua.validate(path).findings) == []
    assert len(reading.pieces) == len(NAMES)
    text = said(reading.text())
    for name in NAMES:
        alone = said(Reading(write_pdf(told(given, typed, many(given, (name,))), edition=edition)).text())
        assert name in alone
        assert alone in text
        assert not [other for other in NAMES if other != name and other in alone]


def test_bookmarks_lead_to_each_persons_page(given: Desk) -> None:
    reading = Reading(write_pdf(told(given, CERTIFICATE, many(given))))
    with reading.pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == list(NAMES)


def test_no_page_of_letters_has_a_foot_or_carries_data_about_the_others(given: Desk) -> None:
    reading = Reading(write_pdf(told(given, letter_words({}, "letter", Words(), None), many(given))))
    assert not [text for text in reading.artifacts if text.strip()]
    assert "/AF" not in reading.pdf.Root


def test_a_very_long_name_stays_on_its_certificate_and_words_that_never_fit_are_refused(given: Desk) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff " * 6
    reading = Reading(write_pdf(told(given, CERTIFICATE, many(given, (long.strip(),)))))
    assert len(reading.pieces) == 1
    assert reading.faults == []
    typed = dataclasses.replace(CERTIFICATE, body="{name}\n\n" + "many words " * 400)
    with pytest.raises(Trouble, match="too long for a certificate"):
        write_pdf(told(given, typed, many(given)))


def test_a_letter_with_many_words_takes_its_last_paragraph_along_to_the_signature(given: Desk) -> None:
    typed = LetterWords(
        "letter", "Hi", "\n\n".join(["Words and words. " * 30] * 7 + ["The very last."]), "Yours", "June"
    )
    reading = Reading(write_pdf(told(given, typed, many(given, ("Bo",)))))
    assert len(reading.pieces) == 2
    second = said(" ".join(piece.text for piece in reading.pieces[1].values()))
    assert "The very last." in second
    assert "June" in second


# -- on the screen -----------------------------------------------------------------------------


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def page(qtbot: QtBot, given: Desk, stage: Stage) -> LettersPage:
    made = LettersPage(context_of(given, stage))
    qtbot.addWidget(made)
    made.resize(1072, 800)
    made.show()
    return made


def shown(page: LettersPage) -> str:
    page.make_preview()
    return said(Reading(page.preview.content).text())


def test_the_page_beside_the_words_is_the_real_one_of_whoever_is_chosen(page: LettersPage) -> None:
    assert "Dear Ines Carvalho," in shown(page)
    page.people.setCurrentRow(1)
    page.form.rows["body"].input.setPlainText("Hello {name}, {hours}!")  # type: ignore[attr-defined]
    assert "Hello Łukasz Wójcik, 1 hour and 30 minutes!" in shown(page)
    page.kind.setCurrentIndex(1)
    assert "This certificate is given to" in shown(page)


def test_a_wrong_field_is_said_under_the_words_and_what_was_typed_stays(page: LettersPage, stage: Stage) -> None:
    before = shown(page)
    body = page.form.rows["body"]
    body.input.setPlainText("Dear {nmae}")  # type: ignore[attr-defined]
    page.make_preview()
    assert body.error.isVisible()
    assert body.error.text().startswith("“{nmae}” cannot be filled in.")
    assert said(Reading(page.preview.content).text()) == before
    page.all_button.click()
    page.folder_button.click()
    assert stage.previewed == []
    assert body.text() == "Dear {nmae}"


def test_a_field_is_put_in_where_the_cursor_was(page: LettersPage) -> None:
    heading, body = page.form.rows["heading"].input, page.form.rows["body"].input
    heading.setFocus()
    heading.setText("To ")  # type: ignore[attr-defined]
    page.put_in("name")
    assert page.form.rows["heading"].text() == "To {name}"
    body.setFocus()
    body.clear()  # type: ignore[attr-defined]
    page.put_in("hours")
    assert page.form.rows["body"].text() == "{hours}"


def test_words_are_kept_for_the_next_time_and_asked_about_before_they_are_lost(
    qtbot: QtBot, page: LettersPage, given: Desk
) -> None:
    page.form.rows["heading"].input.setText("Diolch")  # type: ignore[attr-defined]
    assert page.unsaved()
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert not page.unsaved()
    with given.read() as session:
        assert letter_values(session, "letter")["heading"] == "Diolch"
    scroller = next(one for one in page.findChildren(Scroller) if one.isAncestorOf(page.own_button))
    QApplication.processEvents()
    assert scroller.horizontalScrollBar().maximum() == 0  # the new button has room, too
    qtbot.mouseClick(page.own_button, Qt.MouseButton.LeftButton)
    assert page.form.rows["heading"].text() == "Thank you for your time"
    given.undo()
    assert page.form.rows["heading"].text() == "Diolch"


def test_who_is_ticked_by_keyboard_gets_one(qtbot: QtBot, page: LettersPage, stage: Stage) -> None:
    assert page.counted.text() == "2 of 2 people ticked"
    page.people.setCurrentRow(0)
    qtbot.keyClick(page.people, Qt.Key.Key_Space)
    assert page.counted.text() == "1 of 2 people ticked"
    page.all_button.click()
    made = repr(stage.previewed[-1].make(Words()).blocks)
    assert "Łukasz Wójcik" in made
    assert "Ines" not in made


def test_narrowing_by_activity_class_and_time_counts_only_that_time(page: LettersPage) -> None:
    page.activity.setCurrentIndex(page.activity.findText("Saturday growing"))
    assert [page.people.item(n).text() for n in range(2)] == ["Ines Carvalho: 2 h 30 min", "Łukasz Wójcik: 1 h 30 min"]
    page.role_class.setCurrentIndex(page.role_class.findData("professional"))
    assert page.people.count() == 0
    assert page.counted.text() == "Nobody with a name gave hours in this time."
    assert not page.all_button.isEnabled()
    page.role_class.setCurrentIndex(0)
    page.activity.setCurrentIndex(0)
    page.period.setCurrentIndex(page.period.findData("last"))
    assert [page.people.item(n).text() for n in range(page.people.count())] == ["Łukasz Wójcik: 10 h"]


def test_a_folder_gets_one_file_each_named_by_number(page: LettersPage, stage: Stage, tmp_path: Path) -> None:
    stage.files = [tmp_path]
    page.folder_button.click()
    assert sorted(one.name for one in tmp_path.glob("*.pdf")) == ["letter-0001.pdf", "letter-0002.pdf"]
    assert "Ines Carvalho" in said(Reading((tmp_path / "letter-0001.pdf").read_bytes()).text())
    assert stage.said[-1].startswith("2 files were written.")


def test_from_a_persons_record_it_begins_with_theirs(
    qtbot: QtBot, given: Desk, page: LettersPage, stage: Stage, lukasz: str
) -> None:
    record = PersonPage(context_of(given, stage), lukasz)
    qtbot.addWidget(record)
    record.thank()
    assert stage.went[-1] == ("people", None, "letters", {"person": lukasz})
    page.told(person=lukasz)
    assert [one.name for one in page.ticked] == ["Łukasz Wójcik"]
    assert "Łukasz Wójcik" in shown(page)


def test_somebody_who_gave_nothing_this_year_is_thanked_for_all_years(
    page: LettersPage, given: Desk, lukasz: str
) -> None:
    entry = next(one for one in _entries(given) if one.minutes == 90)
    actions.remove_hours(given, [entry.key])
    page.told(person=lukasz)
    assert page.period.currentData() == "all"
    assert [(one.name, one.minutes) for one in page.ticked] == [("Łukasz Wójcik", 600)]


def _entries(desk: Desk) -> Any:
    from communitydesk.people.figures import hours_rows

    with desk.read() as session:
        return hours_rows(session)


def test_every_control_has_a_name(page: LettersPage) -> None:
    from tests.people.test_pages import named

    assert named(page) == []


@pytest.mark.parametrize(("minutes", "seal"), [(60, "1"), (3750, "62½"), (45, "¾"), (130, "2:10"), (60_015, "1,000¼")])
def test_the_seal_says_hours_as_people_write_them(given: Desk, ines: str, minutes: int, seal: str) -> None:
    one = dataclasses.replace(rows(given)[0], minutes=minutes)
    typed = letter_words({}, "certificate", Words(), None)
    story = letters_story(typed, [one], None, YEAR, Words(), TODAY)
    assert story.blocks[0].seal[0] == seal  # type: ignore[union-attr]
    assert seal in Reading(write_pdf(story)).text()


@pytest.mark.parametrize("kind", ["letter", "certificate"])
def test_what_somebody_helped_with_reads_as_a_sentence_with_an_activity_and_without(given: Desk, kind: str) -> None:
    typed = letter_words({}, kind, Words(), None)
    for activities, told in ((("Garden",), "Garden"), ((), "whatever needed doing")):
        one = dataclasses.replace(rows(given)[0], activities=activities)
        text = said(Reading(write_pdf(letters_story(typed, [one], None, YEAR, Words(), TODAY))).text())
        assert f"help{'ed' if kind == 'letter' else 'ing'} with {told}" in text
