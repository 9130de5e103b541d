"""The file: archival metadata, colours, attachments, the same bytes again, size limits, progress and stopping."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import zlib

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from communitydesk.desk.errors import Cancelled, Trouble
from communitydesk.paper import LARGE_PRINT, chart_svg, page_images, write_pdf
from communitydesk.paper import blocks as b
from communitydesk.paper.pictures import without_notes
from communitydesk.paper.press import packed
from tests.paper.reader import Reading
from tests.paper.samples import CHART, COLUMNS, everything, letter, photograph, story


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def test_the_same_story_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.paper.samples import everything; from communitydesk.paper import write_pdf;"
        "print(hashlib.sha256(write_pdf(everything())).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout for _ in "12"
    ]
    assert runs[0] == runs[1]


def test_what_is_packed_never_ends_in_a_carriage_return() -> None:
    contents = [bytes([number]) for number in range(256)]
    assert any(zlib.compress(content).endswith(b"\r") for content in contents)
    assert not any(packed(content).endswith(b"\r") for content in contents)
    assert all(zlib.decompressobj().decompress(packed(content)) == content for content in contents)


def test_no_stream_of_a_file_ends_in_a_carriage_return() -> None:
    for number in range(20):
        file = b.DataFile("a.csv", "text/csv", str(number).encode(), "Figures")
        assert b"\r\nendstream" not in write_pdf(story(b.Paragraph(f"Words {number}"), data=(file,)))


def test_metadata_says_what_the_file_is() -> None:
    pdf = opened(
        write_pdf(story(b.Paragraph("x"), title="Growing <together> & more", language="cy", subject="A report"))
    )
    meta = pdf.open_metadata()
    assert meta["dc:title"] == "Growing <together> & more"
    assert meta["dc:language"] == {"cy"}
    assert meta["dc:description"] == "A report"
    assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
    assert meta["xmp:CreateDate"].startswith("2026-11-21")
    assert str(pdf.docinfo.Title) == "Growing <together> & more"
    assert str(pdf.docinfo.CreationDate) == "D:20261121000000Z"
    assert str(pdf.Root.Lang) == "cy"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked
    assert len(pdf.trailer.ID) == 2


def test_colours_are_told_by_an_srgb_profile() -> None:
    pdf = opened(write_pdf(letter()))
    (intent,) = pdf.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    profile = intent.DestOutputProfile.read_bytes()
    assert profile[36:40] == b"acsp"
    assert profile[16:20] == b"RGB "


def test_figures_are_attached_with_how_they_belong() -> None:
    files = (
        b.DataFile("b.json", "application/json", b"{}", "The same figures"),
        b.DataFile("a.csv", "text/csv", "é,1".encode(), "Figures", "Source"),
    )
    pdf = opened(write_pdf(story(b.Paragraph("x"), data=files)))
    assert {str(spec.UF): str(spec.AFRelationship) for spec in pdf.Root.AF} == {"b.json": "/Data", "a.csv": "/Source"}
    assert pdf.attachments["a.csv"].get_file().read_bytes() == "é,1".encode()
    assert pdf.attachments["a.csv"].get_file().mime_type == "text/csv"
    names = [str(name) for name in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
    assert names == ["a.csv", "b.json"]


class Shown:
    """A picture as it stands in the file."""

    def __init__(self, image: pikepdf.Object) -> None:
        self.raw, self.width = image.read_raw_bytes(), int(image.Width)
        self.colours, self.clear = str(image.ColorSpace), "/SMask" in image


def _images(pdf: bytes) -> list[Shown]:
    file = opened(pdf)
    found: dict[str, Shown] = {}
    for page in file.pages:
        for name, image in page.obj.Resources.XObject.items():
            found[name] = Shown(image)
    return list(found.values())


def test_a_jpeg_that_is_fit_goes_in_as_it_is() -> None:
    content = photograph(900, 600)
    (image,) = _images(write_pdf(story(b.Photograph(content, "alt"))))
    assert image.raw == without_notes(content)


def test_what_the_camera_added_stays_out() -> None:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[0x8825] = {2: (51.0, 30.0, 0.0)}
    Image.new("RGB", (600, 400), "green").save(buffer, "JPEG", exif=exif, comment=b"private words")
    made = write_pdf(story(b.Photograph(buffer.getvalue(), "alt")))
    assert b"A camera" in buffer.getvalue()
    (image,) = _images(made)
    assert b"A camera" not in image.raw
    assert b"private words" not in image.raw


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_stand_upright(orientation: int) -> None:
    upright = Image.new("RGB", (300, 200), "white")
    upright.paste("red", (0, 0, 150, 100))
    upright.paste("blue", (150, 100, 300, 200))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    turned = upright if orientation == 1 else upright.transpose(Image.Transpose(back[orientation]))
    exif = Image.Exif()
    exif[274] = orientation
    buffer = io.BytesIO()
    turned.save(buffer, "JPEG", exif=exif, quality=95)
    page = pypdfium2.PdfDocument(write_pdf(story(b.Photograph(buffer.getvalue(), "alt"))))[0]
    (thing,) = page.get_objects(filter=(3,))
    left, bottom, right, top = thing.get_bounds()
    assert (right - left) / (top - bottom) == pytest.approx(1.5, rel=0.02)
    shown = page.render(scale=1).to_pil().convert("RGB")
    high = shown.height
    wide, tall = right - left, top - bottom
    red = shown.getpixel((int(left + wide * 0.25), int(high - top + tall * 0.25)))
    blue = shown.getpixel((int(left + wide * 0.75), int(high - top + tall * 0.75)))
    assert red[0] > 200 > 80 > red[2]
    assert blue[2] > 200 > 80 > blue[0]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "L"), ("WEBP", "RGB"), ("TIFF", "CMYK")],
)
def test_every_kind_of_picture_becomes_grey_or_srgb(kind: str, mode: str) -> None:
    (image,) = _images(write_pdf(story(b.Photograph(photograph(400, 300, kind, mode), "alt"))))
    assert image.colours in ("/DeviceRGB", "/DeviceGray")
    assert not image.clear


@pytest.mark.parametrize("content", [b"", b"no picture", photograph(400, 300)[:2000], b"%PDF-1.7"])
def test_a_picture_that_cannot_be_read_is_named(content: bytes) -> None:
    with pytest.raises(Trouble, match="Receipt 7"):
        write_pdf(story(b.PageImage(content, "Receipt 7, £36.00")))


def test_an_enormous_picture_is_made_small() -> None:
    content = photograph(6000, 4500)
    (image,) = _images(write_pdf(story(b.Photograph(content, "alt"))))
    assert image.width < 1700


def test_a_document_is_kept_under_a_limit() -> None:
    shown = tuple(b.Photograph(photograph(2000, 1500, seed=n), f"alt {n}") for n in range(1, 5))
    told = story(b.Photographs(shown))
    whole = write_pdf(told)
    limit = len(whole) // 2
    assert len(write_pdf(told, limit=limit)) <= limit
    with pytest.raises(Trouble, match="MB"):
        write_pdf(told, limit=3000)


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[float] = []
    write_pdf(everything(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 20


def test_writing_can_be_stopped() -> None:
    asked = iter([False] * 5 + [True] * 1000)
    with pytest.raises(Cancelled):
        write_pdf(everything(), cancelled=lambda: next(asked))


def test_large_print_has_no_letter_under_sixteen_points() -> None:
    reading = Reading(write_pdf(everything(), edition=LARGE_PRINT))
    sizes = set()
    for page in reading.pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                sizes.add(float(operands[1]))
    assert min(sizes) >= 16


def test_nothing_stands_in_the_margins() -> None:
    for edition in ({}, {"edition": LARGE_PRINT}):
        for page in pypdfium2.PdfDocument(write_pdf(everything(), **edition)):
            wide = page.get_width()
            for thing in page.get_objects():
                left, bottom, right, top = thing.get_bounds()
                assert left >= 55.5
                assert right <= wide - 55.5
                assert bottom >= 20
                assert top <= page.get_height() - 50


def test_no_page_is_left_half_empty_before_more_comes() -> None:
    document = pypdfium2.PdfDocument(write_pdf(everything()))
    for number in range(len(document) - 4):
        page = document[number]
        lowest = min(thing.get_bounds()[1] for thing in page.get_objects() if thing.get_bounds()[1] > 62)
        assert lowest < page.get_height() * 0.36, f"page {number + 1}"


def test_charts_are_the_same_drawing_on_the_screen() -> None:
    drawn = chart_svg(CHART, ink="#1C2024", muted="#565E66", primary="#155E63")
    assert drawn.startswith("<svg ")
    assert "Saturdays brought in" in drawn
    for word in ("Saturday growing", "63", "Promised"):
        assert f">{word}</text>" in drawn
    assert drawn.count("<rect ") == 2 + 6
    assert "&lt;b&gt;" in chart_svg(b.Chart("<b>", ("a",), COLUMNS.series), ink="#000", muted="#000", primary="#000")


def test_the_pages_of_somebodys_pdf_become_pictures() -> None:
    pages = page_images(write_pdf(everything()), dots=40, most=3)
    assert len(pages) == 3
    assert all(Image.open(io.BytesIO(page)).format == "JPEG" for page in pages)


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\ntruncated"])
def test_a_pdf_that_is_none_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Trouble, match="cannot be read as a PDF"):
        page_images(content)


def test_nothing_heavy_is_imported_with_the_blocks() -> None:
    heavy = ("reportlab", "pikepdf", "uharfbuzz", "PIL", "pypdfium2", "bidi")
    code = f"import sys, communitydesk.paper; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_an_empty_story_is_a_page() -> None:
    reading = Reading(write_pdf(story(b.Paragraph(""), made_on=dt.date(2026, 1, 1))))
    assert len(reading.pieces) == 1
