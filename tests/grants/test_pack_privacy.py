"""What a real pack must not hold: what was blacked out on a receipt, and what a camera writes into a photograph."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from communitydesk.desk.desk import Desk
from communitydesk.desk.pictures import prepare
from communitydesk.desk.words import Words
from communitydesk.grants.actions import plan, reports, spending
from communitydesk.grants.actions.receipts import Box, attach_receipt, set_redactions
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.documents import tell_pack
from communitydesk.impact.model import EvidenceCard
from communitydesk.paper import write_pdf
from communitydesk.paper.blocks import Story
from tests.grants.conftest import Made

START, END, TODAY = dt.date(2025, 11, 1), dt.date(2026, 10, 31), dt.date(2026, 11, 21)
SECRET = "4929 1188 2377 6041"
BOX = (0.05, 0.4, 0.9, 0.2)
"""Left, top, width, height of what is blacked out: the secret stands in the middle of it."""
WORDS = Words()


def as_text(draw: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    font = ImageFont.load_default(size[1] // 14)
    draw.text((size[0] * 0.1, size[1] * 0.1), "Green & Sons", fill="black", font=font)
    draw.text((size[0] * 0.1, size[1] * 0.47), SECRET, fill="black", font=font)
    draw.text((size[0] * 0.1, size[1] * 0.8), "Total 12.00", fill="black", font=font)


def camera_notes() -> Image.Exif:
    notes = Image.Exif()
    notes[271], notes[272], notes[315] = "Quillfone", "Model Q7", "Zebedee Quillfeather"
    gps = notes.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (52.0, 29.0, 11.0), "W", (2.0, 1.0, 9.0)
    return notes


def photographed() -> bytes:
    """A receipt as a telephone takes it, with the place in its notes."""
    picture = Image.effect_noise((900, 1200), 40).convert("RGB")
    as_text(ImageDraw.Draw(picture), picture.size)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=92, exif=camera_notes(), comment=b"taken by Zebedee")
    return made.getvalue()


def from_a_shop() -> bytes:
    """A receipt as a shop sends it: text in a PDF, with somebody's name in its notes."""
    made = io.BytesIO()
    canvas = Canvas(made, (300, 400), pageCompression=0)
    canvas.setAuthor("Zebedee Quillfeather")
    canvas.drawString(30, 360, "Green & Sons")
    canvas.drawString(60, 196, SECRET)
    canvas.drawString(30, 80, "Total 12.00")
    canvas.save()
    return made.getvalue()


def drawn() -> bytes:
    """A receipt scanned to a PNG."""
    picture = Image.new("RGB", (600, 800), "white")
    as_text(ImageDraw.Draw(picture), picture.size)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


RECEIPTS = {"jpeg": photographed, "pdf": from_a_shop, "png": drawn}


def pack_of(desk: Desk, made: Made, receipt: bytes, box: tuple[float, float, float, float] | None) -> Story:
    payment = spending.record_payment(
        desk, [Share(made.award, made.tools, 1200)], payee="Green & Sons", amount=1200,
        incurred_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    key = attach_receipt(desk, payment, prepare(receipt, keep_original=True))
    if box:
        set_redactions(desk, key, [Box(1, *box)])
    report = reports.start_report(desk, made.award, "final", START, END, TODAY)
    return tell_pack(desk, report, TODAY, WORDS)


def everything(pdf: bytes) -> Iterator[bytes]:
    """Every byte of a file as it is written, and every stream decoded, files attached to it among them."""
    yield pdf
    with pikepdf.open(io.BytesIO(pdf)) as read:
        for one in read.objects:
            if isinstance(one, pikepdf.Stream):
                yield one.read_raw_bytes()
                try:
                    yield one.read_bytes()
                except pikepdf.PdfError:  # a picture, which has been given as it is written
                    continue
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Array):
                yield one.unparse()


def pictures(pdf: bytes) -> list[Image.Image]:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return [
            pikepdf.PdfImage(one).as_pil_image()
            for one in read.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]


def middle(picture: Image.Image) -> Image.Image:
    """The part of a receipt that was blacked out, but for what the edge of a box may lose to a JPEG's squares."""
    left, top, width, height = BOX
    wide, tall = picture.size
    return picture.convert("L").crop(
        (int(wide * left) + 9, int(tall * top) + 9, int(wide * (left + width)) - 9, int(tall * (top + height)) - 9)
    )


@pytest.mark.parametrize("kind", list(RECEIPTS))
@pytest.mark.parametrize("limit", [None, 150_000])
def test_what_was_blacked_out_is_black_in_every_picture_of_a_pack(
    desk: Desk, made: Made, kind: str, limit: int | None
) -> None:
    pdf = write_pdf(pack_of(desk, made, RECEIPTS[kind](), BOX), limit=limit)
    (picture,) = pictures(pdf)
    assert max(middle(picture).tobytes()) < 12
    assert max(picture.convert("L").tobytes()) > 150  # the rest of it is there


@pytest.mark.parametrize("kind", list(RECEIPTS))
def test_without_a_box_the_same_part_can_be_read(desk: Desk, made: Made, kind: str) -> None:
    (picture,) = pictures(write_pdf(pack_of(desk, made, RECEIPTS[kind](), None)))
    part = middle(picture).tobytes()
    assert max(part) > 100
    assert min(part) < 60


@pytest.mark.parametrize("kind", list(RECEIPTS))
def test_the_original_of_a_blacked_out_receipt_is_nowhere_in_a_pack(desk: Desk, made: Made, kind: str) -> None:
    original = RECEIPTS[kind]()
    stored = prepare(original, keep_original=True)
    pdf = write_pdf(pack_of(desk, made, original, BOX))
    for source in (original, stored.content):
        half = len(source) // 2  # in the middle of its picture, where no two pictures are alike
        pieces = [source[at : at + 48] for at in range(half - 2000, half + 2000, 400) if at > 200]
        for held in everything(pdf):
            assert not any(len(piece) == 48 and piece in held for piece in pieces)
    for held in everything(pdf):
        for secret in (SECRET, SECRET.replace(" ", ""), "Quillfeather"):
            assert secret.encode() not in held
            assert secret.encode("utf-16-be") not in held
    read = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in read)
    assert "6041" not in text
    read.close()


def test_the_black_part_of_a_page_as_readers_draw_it_is_black(desk: Desk, made: Made) -> None:
    read = pypdfium2.PdfDocument(write_pdf(pack_of(desk, made, photographed(), BOX)))
    page = read[len(read) - 1]
    (drawn_at,) = [one for one in page.get_objects() if one.type == 3]
    left, bottom, right, top = drawn_at.get_bounds()
    picture = page.render(scale=2).to_pil()
    tall = page.get_height()
    receipt = picture.crop(tuple(round(2 * at) for at in (left, tall - top, right, tall - bottom)))
    assert max(middle(receipt).tobytes()) < 16
    read.close()


def test_nothing_that_a_camera_noted_travels_with_a_photograph(desk: Desk, made: Made) -> None:
    with desk.change("Card") as session:
        brought = prepare(photographed(), keep_original=True)
        kept = desk.attach(session, brought.content, brought.media_type, "photograph.jpg")
        session.flush()
        raw = desk.attach(session, photographed(), "image/jpeg", "unprepared.jpg")
        session.flush()
        cards = [
            EvidenceCard(kind="photograph", name="A bed", alt_text="A bed", shows_people=False, made_on=END,
                         attachment_key=one.key)
            for one in (kept, raw)  # the second as it would be after a mistake elsewhere
        ]  # fmt: skip
        session.add_all(cards)
    for card in cards:
        plan.serve_awards(desk, card.key, [made.award])
    story = pack_of(desk, made, photographed(), None)
    pdf = write_pdf(story)
    assert len(pictures(pdf)) == 3
    for held in everything(pdf):
        for note in (b"Exif\0\0", b"Quillfone", b"Model Q7", b"Zebedee", b"http://ns.adobe.com/exif"):
            assert note not in held
    for picture in pictures(pdf):
        assert not picture.getexif()
