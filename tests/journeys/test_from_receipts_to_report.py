"""A treasurer gets from an empty file to a report that was sent, as a person does it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from communitydesk.app import Application
from communitydesk.cli import main
from communitydesk.desk.words import Words
from communitydesk.storage import Backups
from tests.journeys.driver import Person, walk
from tests.journeys.keyboard import KeyboardPerson

WORDS = Words()
GROUP = "Mill Lane Garden"


def ago(days: int) -> str:
    return WORDS.date(dt.datetime.now().astimezone().date() - dt.timedelta(days=days))


def paper(folder: Path, name: str, text: str) -> Path:
    picture = Image.new("RGB", (700, 1000), "white")
    ImageDraw.Draw(picture).multiline_text((60, 80), text, fill="black", font_size=40)
    path = folder / name
    picture.save(path, quality=80)
    return path


def statement(folder: Path) -> Path:
    """A bank's CSV: Windows-1252, a preamble, a stray quote, a blank line."""
    day = dt.datetime.now().astimezone().date()
    rows = [
        "Account,Current \xa3,,", "", "Date,Description,Money Out,Money In,Balance",
        f"{day - dt.timedelta(days=70):%d/%m/%Y},BOROUGH COUNCIL GRANTS,,1200.00,1500.00",
        f"{day - dt.timedelta(days=50):%d/%m/%Y},CARD PAYMENT TO \"SEEDS & CO,84.50,,1415.50",
        "", f"{day - dt.timedelta(days=40):%d/%m/%Y},HALL HIRE,60.00,,1355.50",
    ]  # fmt: skip
    path = folder / "statement.csv"
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    return path


def test_a_treasurer_gets_from_an_empty_file_to_the_sent_report_with_mouse_and_keyboard(
    application: Application, tmp_path: Path
) -> None:
    journey_to_the_end(application, tmp_path, Person)


def test_a_treasurer_gets_from_an_empty_file_to_the_sent_report_by_keyboard_alone(
    application: Application, tmp_path: Path
) -> None:
    journey_to_the_end(application, tmp_path, KeyboardPerson)


def journey_to_the_end(application: Application, folder: Path, who: type[Person]) -> None:
    walk(lambda person: first_to_last(person, folder), who)
    path = folder / f"{GROUP}.communitydesk"
    assert application.desk is not None
    assert application.desk.path == path
    backups = Backups().of_desk(application.desk)
    application.close_desk()
    assert backups, "closing the file made no backup"
    assert main(["check", str(path)], WORDS) == 0
    the_pack_says(read(folder / "pack.pdf"))
    the_pack_says(read(folder / "kept.pdf"))
    assert (folder / "kept.pdf").read_bytes() == (folder / "kept again.pdf").read_bytes()


def first_to_last(person: Person, folder: Path) -> None:
    set_up(person, folder)
    add_the_award(person)
    change_its_terms(person)
    pay(person, folder)
    bring_in_the_bank(person, folder)
    sort_the_lines(person)
    record_a_session(person)
    count_heads(person)
    say_what_is_different(person)
    tell_a_story(person)
    add_photographs(person, folder)
    choose_what_belongs_to_the_award(person)
    promise(person)
    count_hours_as_match(person)
    write_the_report(person)
    mend_what_is_missing(person, folder)
    look_at_the_pack(person)
    save_the_pack(person, folder)
    mark_it_as_sent(person, folder)
    undo_what_came_after(person)
    close_and_open_again(person, folder)


def set_up(person: Person, folder: Path) -> None:
    person.press("New group")
    person.fill("Name of your group", "Mill Lane Garden")
    person.fill("Where you work", "Mill Lane estate")
    person.fill("Your aims", "Neighbours know each other")
    person.press("Begin")
    person.choose_file(folder / "Mill Lane Garden.communitydesk")
    person.wait_heading("What needs doing")


def add_the_award(person: Person) -> None:
    person.open_place("Grants")
    person.press("Add an award")
    person.fill("Project", "Growing together")
    person.fill("Funder", "Borough Council")
    person.fill("Amount awarded", "abc")
    assert "not an amount" in person.problem("Amount awarded")
    person.fill("Amount awarded", "£1,200")
    person.fill("Starts on", ago(120))
    person.fill("Ends on", ago(10))
    for line, (name, amount) in enumerate((("Tools and plants", "500"), ("Hall hire", "700")), 1):
        person.fill(f"What the funder's budget calls it, line {line}", name)
        person.fill(f"Amount, line {line}", amount)
    person.wait_for("Together £1,200.00, the whole award.")
    person.press("Add the award")
    person.wait_heading("Growing together")


def change_its_terms(person: Person) -> None:
    person.tab("Terms")
    person.press("Type what the funder says")
    person.wait_heading("What the funder says")
    person.fill("Where these terms are written", "Offer letter, page 2")
    person.fill("Most words in an answer", "many")
    assert person.problem("Most words in an answer")
    assert person.value("Most words in an answer") == "many"
    person.fill("Most words in an answer", "150")
    person.fill("Photographs wanted", "1")
    person.choose("Receipts", "Send")
    person.press("Save")
    person.wait_for("3 terms are the funder's own word")


def pay(person: Person, folder: Path) -> None:
    person.press("Record a payment")
    person.wait_heading("Record a payment")
    person.fill("Paid to", "Tool shop")
    person.fill("What for", "Spades")
    person.fill("Amount", "abc")
    assert "not an amount" in person.problem("Amount")
    assert person.value("Amount") == "abc"
    person.fill("Date on the receipt", "31/02/2026")
    assert person.problem("Date on the receipt")
    assert person.value("Date on the receipt") == "31/02/2026"
    person.press("Save")
    person.wait_heading("Record a payment")
    person.fill("Amount", "36.50")
    person.fill("Date on the receipt", ago(60))
    person.choose("Award and budget line", "Tools")
    person.bring_file(paper(folder, "receipt.jpg", "TOOL SHOP\n2 spades 36.50"))
    person.wait_for("Receipt 1")
    person.press("Save")
    person.wait_heading("Growing together")


def bring_in_the_bank(person: Person, folder: Path) -> None:
    person.open_place("Bank statement")
    person.press("Bring in a bank statement")
    person.choose_file(statement(folder))
    person.press("Yes, show me every line")
    person.press("Bring in 3 lines")
    person.wait_for("3 lines brought in")


def sort_the_lines(person: Person) -> None:
    person.open_place("Grants")
    person.tab("Bank lines to sort")
    person.wait_for("£1,200.00 in on")
    what = "What this line is: award and budget line, or no award's"
    person.choose(what, "From the funder: Growing together")
    person.wait_for("£84.50 out on")
    person.fill("Paid to", "Seeds & Co")
    person.fill("What for", "Seed potatoes")
    person.choose(what, "Tools and plants")
    person.wait_for("£60.00 out on")
    person.choose(what, "No award's")
    person.wait_for("No bank line waits to be sorted")


def record_a_session(person: Person) -> None:
    person.open_place("Activities")
    person.press("Add the first activity")
    person.wait_heading("Add an activity")
    person.fill("Activity", "Growing morning")
    person.fill("Usually from", "10")
    person.fill("Usually to", "12:30")
    person.fill("Usual place", "The allotment")
    person.press("Add the activity")
    person.wait_heading("Growing morning")
    person.press("Type a sheet")
    person.wait_heading("Record a session")
    person.fill("Date", ago(45))
    person.go_to("Who, row 1")
    before = person.pressed
    type_the_sheet(person)
    person.wait_for("25 h 15 min from 12 people")
    person.keys("Ctrl+Return")
    beyond = person.pressed - before - sum(len(name) for name, _ in SHEET)
    print(f"a sign-in sheet of {len(SHEET)} names, four with other hours: {beyond} keys beyond the names")
    assert beyond < 60
    person.wait_for("came, counted by name")
    person.wait_for("given by 12 helpers")


SHEET = (
    ("Łucja Nowak", "1:30"), ("Sian Powell", "2"), ("Ravi Anand", ""), ("Ann Archer", ""), ("Bob Baker", "1"),
    ("Cat Carter", ""), ("Dan Dyer", ""), ("Eve Elder", "45m"), ("Fay Fisher", ""), ("Guy Glover", ""),
    ("Hal Harper", ""), ("Ivy Ironside", ""),
)  # fmt: skip


def type_the_sheet(person: Person) -> None:
    """By keyboard for everybody: new people all, four of them with hours of their own, the others for the whole time."""
    for name, hours in SHEET:
        person.type(name)
        person.keys("Ctrl+N")
        if hours:
            person.keys("Tab")
            person.type(hours)
        person.keys("Return")


def count_heads(person: Person) -> None:
    person.open_place("Activities")
    person.open_row("Growing morning")
    person.press("Add a session")
    person.fill("Date", ago(38))
    person.choose("How people were counted", "By counting heads")
    person.fill("How many people came", "23")
    person.fill("Of them, here for the first time", "30")
    person.press("Add the session")
    assert "More people are new than came" in person.problem("Of them, here for the first time")
    person.fill("Of them, here for the first time", "9")
    person.press("Add the session")
    person.wait_for("came, counted by counting heads")


def say_what_is_different(person: Person) -> None:
    person.open_place("Evidence")
    person.tab("Outcomes")
    person.press("Add an outcome")
    person.wait_heading("Add an outcome")
    person.fill("The difference", "Neighbours know each other by name")
    person.fill("How you will know", "We ask at the end of the season")
    person.press("Add the outcome")
    person.wait_for("Neighbours know each other by name")


def tell_a_story(person: Person) -> None:
    person.tab("Evidence")
    person.press("Write a story")
    person.wait_heading("Add evidence: Story")
    person.fill("Title", "First time at the plot")
    person.fill("The words", "I lived here for nine years and knew nobody. Now I water for three neighbours.")
    person.fill("Said by", "A gardener")
    person.press("Add it")
    person.wait_heading("First time at the plot")
    consent(person)
    person.tick("Neighbours know each other by name")


def consent(person: Person) -> None:
    person.wait_for("stays out")
    person.press("Add a consent")
    person.fill("Who, if not on your list", "The gardener")
    person.fill("How", "Signed form")
    person.press("Keep the consent")
    person.wait_for("may be shown")


def add_photographs(person: Person, folder: Path) -> None:
    for name, shows in (("The first potatoes", "Hands lift potatoes"), ("Party on the green", "A child eats a cake")):
        person.open_place("Evidence")
        person.bring_file(paper(folder, "photo.jpg", name))
        person.wait_heading("Add evidence: Photograph")
        person.fill("Title", name)
        person.fill("What the picture shows", shows)
        person.fill("Caption", f"Caption: {name}")
        person.press("Add it")
        person.wait_heading(name)
        if name == "The first potatoes":
            consent(person)


def choose_what_belongs_to_the_award(person: Person) -> None:
    person.open_place("Grants")
    person.open_row("Growing together")
    person.tab("Outcomes and evidence")
    for link, names in (
        ("Choose activities", ["Growing morning"]),
        ("Choose outcomes", ["Neighbours know each other by name"]),
        ("Choose evidence", ["First time at the plot", "The first potatoes", "Party on the green"]),
    ):
        person.press(link)
        for name in names:
            person.tick(name)
        person.press("Save")
        person.wait_for(names[-1])
    assert person.sees("no consent: stays out")


def promise(person: Person) -> None:
    person.press("Add a promise")
    person.wait_heading("A promise in numbers")
    person.fill("What you said you would do", "Growing mornings")
    person.fill("How many", "2")
    person.choose("How it is counted", "Sessions held")
    person.press("Save")
    person.wait_for("2 of 2")
    person.wait_for("reached")


def count_hours_as_match(person: Person) -> None:
    person.tab("Match")
    person.wait_for("Łucja Nowak")
    person.press("Count all that are free")
    person.wait_for("✓ this award")


QUESTIONS = "Questions of the report"
SPENT = "Spades, seed potatoes and the seeds that twelve households grew."
DID = "Two growing mornings on the allotment, open to the whole estate."
CHANGED = "Neighbours water for each other; six of eight say that they know more names."
WHY_OUT = "We asked the funder by telephone and wait for the answer."


def write_the_report(person: Person) -> None:
    person.press("Write the report")
    person.press("Start it")
    person.wait_for("3 of 7 questions ready")
    for question, text in (
        ("What did you spend the money on?", SPENT),
        ("What did you do, where, and who took part?", DID),
        ("What difference did it make? Neighbours know each other by name", CHANGED),
    ):
        person.pick_row(question, QUESTIONS)
        person.fill(question, text)
        person.tick("This answer is finished")
    person.wait_for("6 of 7 questions ready")
    leave_a_question_out(person)
    choose_evidence(person)


def leave_a_question_out(person: Person) -> None:
    person.pick_row("What do you propose for the money left over?", QUESTIONS)
    person.press("Leave it out ...")
    person.wait_heading("Leave the question out")
    person.press("Leave it out")
    assert person.problem("Why do you leave it out?")
    person.fill("Why do you leave it out?", WHY_OUT)
    person.tick("Print the reason in the report")
    person.press("Leave it out")
    person.wait_for(f"Left out, and the reason is printed: {WHY_OUT}")
    person.wait_for("7 of 7 questions ready")


def choose_evidence(person: Person) -> None:
    person.pick_row("Which photographs and whose words show it?", QUESTIONS)
    for one in ("The first potatoes", "First time at the plot", "Party on the green"):
        person.tick_row(one, "Evidence of this grant")
    person.wait_for("things to look at")


def mend_what_is_missing(person: Person, folder: Path) -> None:
    person.pick_row("things to look at", QUESTIONS)
    assert person.sees("“Party on the green” stays out.")
    person.press("Add receipts")
    person.wait_heading("Payment")
    person.bring_file(paper(folder, "seeds.jpg", "SEEDS & CO\n84.50"))
    person.wait_for("Receipt 1")
    person.press("Save")
    person.press("Write the report")
    person.pick_row("Period, sentence to quote, names", QUESTIONS)
    person.fill("One sentence that the funder could quote", "“Now I water for three neighbours.”")
    person.press("Keep")
    person.pick_row("to look at", QUESTIONS)
    assert not person.sees("has no receipt")
    assert not person.sees("sentence that the funder could quote")


def look_at_the_pack(person: Person) -> None:
    person.press("Look at the pack")
    person.wait_for("Page 1 of 5")
    person.press("Close")
    person.wait_heading("Growing together")


def save_the_pack(person: Person, folder: Path) -> None:
    person.press("Save the pack ...")
    person.choose_file(folder / "pack.pdf")
    person.wait_for("Saved: ")


def mark_it_as_sent(person: Person, folder: Path) -> None:
    person.press("Mark as sent ...")
    person.wait_heading("Mark as sent")
    person.press("Keep what was sent")
    assert person.problem("How")
    person.fill("How", "E-mail")
    person.press("Keep what was sent")
    person.wait_for("Version 1, sent on")
    keep_a_copy(person, folder / "kept.pdf")


def keep_a_copy(person: Person, path: Path) -> None:
    person.press(person.named("Save a copy of award-"))
    person.choose_file(path)


def undo_what_came_after(person: Person) -> None:
    person.tab("Outcomes and evidence")
    person.press("Add a promise")
    person.wait_heading("A promise in numbers")
    person.fill("What you said you would do", "Open days")
    person.fill("How many", "5")
    person.press("Save")
    person.wait_for("0 of 5")
    person.keys("Ctrl+Z")
    person.wait_for("Undone: ")
    person.wait_gone("Open days")


def close_and_open_again(person: Person, folder: Path) -> None:
    person.keys("Ctrl+W")
    person.wait_for("Opened last")
    person.press(GROUP)
    person.wait_heading("What needs doing")
    person.open_place("Grants")
    person.open_row("Growing together")
    person.tab("Spending")
    assert [row[1] for row in person.rows()] == ["Seeds & Co", "Tool shop"]
    person.tab("Report")
    person.wait_for("Version 1, sent on")
    keep_a_copy(person, folder / "kept again.pdf")
    person.keys("Ctrl+Z")
    person.wait_for("Undone: ")
    person.keys("Ctrl+Y")
    person.wait_for("Done again: ")


def read(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def the_pack_says(text: str) -> None:
    for wanted in (
        "Growing together", "Borough Council", "£1,200.00", "£121.00", "£1,079.00", "84.50", "36.50", "Seeds & Co",
        "£320.93", SPENT, DID, CHANGED, WHY_OUT, "Now I water for three neighbours", "Caption: The first potatoes",
    ):  # fmt: skip
        assert wanted in text
    assert "Party on the green" not in text  # nobody agreed to be in it
    assert "Łucja" not in text  # volunteers stand there by number
