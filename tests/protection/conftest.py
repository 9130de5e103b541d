"""A group's file in which one person stands wherever a name can hide."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from communitydesk.activities.model import Activity, Session
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Ref
from communitydesk.desk.words import Words
from communitydesk.grants import model as grants
from communitydesk.grants.actions import awards, plan, reports
from communitydesk.grants.actions.reports import NewFile
from communitydesk.group.actions import add_contact, set_up_group
from communitydesk.group.model import Contact, Group
from communitydesk.impact.actions import add_consent
from communitydesk.impact.model import Consent, EvidenceCard
from communitydesk.paper import write_pdf
from communitydesk.paper.blocks import Cover, DataFile, Heading, Paragraph, Photograph, Story
from communitydesk.people.actions import add_hours, add_person, amend_person, expenses, roles, rota, set_names
from communitydesk.people.actions.expenses import LineInput
from communitydesk.people.actions.letters import keep_words
from communitydesk.people.model import (
    Certificate,
    CheckSeen,
    ContactWay,
    EmergencyContact,
    ExpenseLine,
    Hours,
    Household,
    Person,
    PersonNote,
    Reference,
    Role,
    RoleHeld,
    RoleNeed,
)
from communitydesk.protection.actions.requests import add_request
from communitydesk.protection.model import DataRequest
from communitydesk.storage import create

TODAY = dt.date(2026, 11, 21)
WORDS = Words()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    yield desk
    desk.close()


def picture(author: str = "", colour: tuple[int, int, int] = (30, 120, 60), kind: str = "JPEG") -> bytes:
    """A picture with its author written beside its dots, as a camera does."""
    image = Image.new("RGB", (320, 240), colour)
    exif = Image.Exif()
    if author:
        exif[0x013B] = author
        exif[0x9C9D] = author.encode("utf-16-le")  # as one system's file manager writes it
    stream = io.BytesIO()
    image.save(stream, kind, exif=exif)
    return stream.getvalue()


def report_pdf(name: str, photo: bytes = b"") -> bytes:
    """What was sent: a name in a sentence, and in the figures inside."""
    figures = json.dumps({"helpers": [{"name": name, "hours": 3}]}, ensure_ascii=True).encode()
    blocks: list[object] = [
        Cover("Growing together", lead=f"Thanks to {name}, the garden grew."),
        Heading("What we did"),
        Paragraph(f"{name} led the planting. Eleven others helped."),
    ]
    if photo:
        blocks.append(Photograph(photo, "Two people planting a pear tree by the wall", "Planting day"))
    story = Story(
        "Growing together", tuple(blocks), "Page {n} of {m}", TODAY,  # type: ignore[arg-type]
        data=(DataFile("figures.json", "application/json", figures, "Figures"),),
    )  # fmt: skip
    return write_pdf(story)


@dataclass(frozen=True)
class Made:
    """The keys of what was made, and the person's own particulars."""

    person: str
    other: str
    activity: str
    session: str
    card: str
    award: str
    report: str
    sent: str
    name: str
    secrets: tuple[str, ...]


def fill(
    desk: Desk, name: str = "Rosalind Okonjo", *, email: str = "r.okonjo@example.org", with_photo: bool = True
) -> Made:
    """Put one person everywhere."""
    phone = "07700 900123"
    desk.who = name  # she keeps the file herself
    set_up_group(desk, Group(name="Garden Friends"))
    person = add_person(desk, Person(name=name, email=email, phone=phone, joined_on=dt.date(2024, 5, 1)))
    desk.who = "Treasurer"
    other = add_person(desk, Person(name="Ines Carvalho", free_note=f"Comes with {name.split()[0]}."))
    amend_person(desk, other.key, free_note="Comes on Saturdays.")  # her name stands in the history only
    amend_person(desk, person.key, phone=phone, role="Gardener")
    activity = Activity(name="Saturday growing")
    meeting = Session(activity_key=activity.key, held_on=dt.date(2026, 5, 2), counted="names",
                      notes=f"Windy. {name} brought soup.")  # fmt: skip
    with desk.change("Begin") as session:
        session.add_all((activity, meeting))
    house = Household(name=f"{name} and family")
    with desk.change("More") as session:
        session.add_all(
            (
                house,
                PersonNote(person_key=person.key, written_on=TODAY, text=f"{name} is shy.", written_by="Ines Carvalho"),
                EmergencyContact(person_key=person.key, name="Ada Weller", phone="07700 900555"),
                Reference(person_key=other.key, name="Sam Reed", seen_by_key=person.key),
            )
        )
    amend_person(desk, person.key, household_key=house.key, access_needs="A chair")
    amend_person(desk, other.key, supporter_key=person.key)
    set_names(desk, meeting.key, [person.key, other.key])
    for day in (2, 9, 16):
        add_hours(desk, Hours(person_key=person.key, minutes=90, given_on=dt.date(2026, 5, day),
                              activity_key=activity.key, note=f"{name}: pruning"))  # fmt: skip
    add_hours(desk, Hours(person_key=other.key, minutes=60, given_on=dt.date(2026, 5, 2), activity_key=activity.key))
    add_contact(desk, Contact(name="The Borough", person="Sam Reed", notes=f"Ask {name} for the number."))
    award = awards.add_award(
        desk, name="Small Grants", amount=490000, funder="The Borough", starts_on=dt.date(2025, 11, 1),
        ends_on=dt.date(2026, 10, 31), lines=(awards.NewLine("Tools", 490000, "equipment"),),
    )  # fmt: skip
    plan.set_activities(desk, award, [activity.key])
    photo = picture(name)
    with desk.change("Add a picture") as session:
        kept = desk.attach(session, photo, "image/jpeg", f"{name}.jpg")
        session.flush()
        card = EvidenceCard(kind="photograph", name=f"{name} planting", attachment_key=kept.key,
                            alt_text="Two people planting a pear tree by the wall", text=f"“I grew up here”, says {name}.")  # fmt: skip
        session.add(card)
        other_file = desk.attach(session, picture(name, (90, 90, 200), "PNG"), "image/png", "shed.png")
        session.flush()
        session.add(grants.MatchItem(award_key=award, what="Shed", given_on=TODAY, amount=5000, basis="Shop price",
                                     from_whom=name.upper(), attachment_key=other_file.key))  # fmt: skip
    add_consent(desk, Consent(card_key=card.key, person_key=person.key, given_on=dt.date(2026, 5, 2)))
    _roles_and_rota(desk, activity.key, person.key, other.key, name)
    _claims(desk, person.key, other.key, name)
    add_request(
        desk, DataRequest(kind="access", received_on=TODAY, person_key=person.key, what=f"{name} wants to see it.")
    )
    add_request(desk, DataRequest(kind="complaint", received_on=TODAY, who=f"{name}'s aunt", what="About a photograph"))
    report = reports.start_report(desk, award, "final", dt.date(2025, 11, 1), dt.date(2026, 10, 31), TODAY)
    for signed in (f"{name} (old)", name):  # the first is in the history only
        keep_words(desk, "letter", heading="", body=f"Dear {{name}}, {name} says thank you.", closing="", signed_by=signed,
                   signed_as="")  # fmt: skip
    reports.amend_report(desk, report, signed_by=name, quote=f"{name} made it happen.")
    reports.choose_cards(desk, report, [card.key])
    pdf = report_pdf(name, picture(name) if with_photo else b"")
    figures = json.dumps({"signed_by": name}, ensure_ascii=True).encode()
    sent = reports.mark_sent(
        desk, report,
        [NewFile("report", "report.pdf", "application/pdf", pdf), NewFile("figures", "figures.json", "application/json", figures)],
        TODAY, "E-mail", by_whom=name,
    )  # fmt: skip
    words = tuple(dict.fromkeys((name, *name.split(), email)))
    return Made(
        person.key,
        other.key,
        activity.key,
        meeting.key,
        card.key,
        award,
        report,
        sent,
        name,
        (*words, phone, "Ada Weller", "07700 900555", "020 7946 0018"),
    )


def _roles_and_rota(desk: Desk, activity: str, person: str, other: str, name: str) -> None:
    """She cooks, was checked and checked somebody, and is on the rota of next week."""
    role = roles.add_role(desk, Role(name="Cook", ask_key=person, what=f"Ask {name} where the pans are."))
    roles.add_need(desk, RoleNeed(role_key=role.key, kind="training", name="Food hygiene"))
    given = RoleHeld(role_key=role.key, person_key=person, start=dt.date(2024, 6, 1))
    roles.give_role(desk, given, TODAY, f"{name} has cooked for years.")
    seen = dt.date(2025, 2, 3)
    roles.see_check(desk, CheckSeen(person_key=person, level="basic", seen_on=seen, seen_by="Ines Carvalho"), TODAY)
    roles.see_check(desk, CheckSeen(person_key=other, level="basic", seen_on=seen, seen_by=name), TODAY)
    roles.add_certificate(desk, Certificate(person_key=person, name="First aid", got_on=seen), TODAY)
    (planned,) = rota.plan_sessions(
        desk, activity, [TODAY + dt.timedelta(days=7)], 600, 720, {role.key: 2}, note=f"{name} has the key."
    )
    rota.ask_for(desk, planned.key, role.key, person, TODAY, answer="yes", reason=f"{name} knows the kitchen.")
    rota.ask_for(desk, planned.key, role.key, other, TODAY, reason="There is nobody else.")
    with desk.change("Reach") as session:
        session.add(ContactWay(person_key=person, kind="home", value="020 7946 0018", note=f"{name}'s daughter"))


@dataclass(frozen=True)
class _Photographed:
    content: bytes
    media_type: str = "image/jpeg"
    pages: int = 1
    original: bytes | None = None
    original_type: str = ""


def _claims(desk: Desk, person: str, other: str, name: str) -> None:
    """She claims for seeds and a journey, which the other approves; and approves what the other claims."""
    seeds = LineInput(dt.date(2026, 9, 5), f"Seeds that {name} chose", 1250)
    journey = LineInput(
        dt.date(2026, 9, 6), "To the nursery", tenths=124, vehicle="car", journey=f"{name}'s home to Harl"
    )
    theirs = expenses.add_claim(desk, person, [seeds, journey], note=f"{name} lost the parking ticket")
    with desk.read() as session:
        line = session.scalars(select(ExpenseLine.key).where(ExpenseLine.claim_key == theirs)).first()
    assert line
    expenses.attach_receipt(desk, line, _Photographed(picture(name, (200, 200, 90))))
    others = expenses.add_claim(desk, other, [LineInput(dt.date(2026, 9, 7), "Bus to the dentist", 320)])
    for claim, by in ((theirs, other), (others, person)):
        expenses.hand_in(desk, claim, dt.date(2026, 9, 8))
        expenses.approve(desk, claim, by, dt.date(2026, 9, 9))


@pytest.fixture
def made(desk: Desk) -> Made:
    return fill(desk)


def consents_of(desk: Desk, person: str) -> list[Consent]:
    with desk.read() as session:
        return list(session.scalars(select(Consent).where(Consent.person_key == person)))


def ref_of(made: Made) -> Ref:
    return Ref("person", made.person)
