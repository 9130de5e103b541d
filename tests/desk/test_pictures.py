"""Photographs and PDFs from phones and shops come in upright, small, legible and without their place."""

from __future__ import annotations

import datetime as dt
import io
import threading
import zlib

import pikepdf
import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from communitydesk.desk import pictures
from communitydesk.desk.errors import FieldTrouble, FileTrouble
from communitydesk.desk.pictures import page_count, page_pictures, prepare, redact, redact_pages, thumbnail

RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(width: int = 400, height: int = 300) -> Image.Image:
    """Red above, blue below, with something in it that does not squeeze to nothing."""
    picture = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, width, height // 2 - 1), fill=RED)
    return picture


def saved(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **more)
    return stream.getvalue()


def shown(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def near(dot: object, colour: tuple[int, int, int], by: int = 30) -> bool:
    assert isinstance(dot, tuple)
    return all(abs(part - wanted) <= by for part, wanted in zip(dot[:3], colour, strict=True))


def exif(turn: int = 1) -> bytes:
    made = Image.Exif()
    made[0x0112] = turn
    made[0x010F] = "Camera maker"
    made.get_ifd(0x8769)[0x9003] = "2026:05:03 10:20:30"
    made.get_ifd(0x8825)[1] = "N"
    made.get_ifd(0x8825)[2] = (52.0, 30.0, 15.0)
    return made.tobytes()


TURNED = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""How a camera that is held so stores an upright picture: the inverse of each turn, as Pillow's number."""


@pytest.mark.parametrize("turn", TURNED)
def test_a_photograph_is_turned_upright(turn: int) -> None:
    stored = photo() if TURNED[turn] is None else photo().transpose(Image.Transpose(TURNED[turn]))
    made = prepare(saved(stored, exif=exif(turn)))
    assert (made.width, made.height) == (400, 300)
    picture = shown(made.content)
    assert near(picture.getpixel((200, 20)), RED)
    assert near(picture.getpixel((200, 280)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_place_camera_and_comments_are_gone(kind: str) -> None:
    stream = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(photo()).save(stream, exif=exif())
    else:
        photo().save(stream, kind, exif=exif(), **({"comment": b"Our garden"} if kind == "JPEG" else {}))
    assert b"Camera maker" in stream.getvalue()
    made = prepare(stream.getvalue())
    assert b"Camera maker" not in made.content
    assert b"Our garden" not in made.content
    picture = shown(made.content)
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert made.original is None
    assert near(picture.getpixel((200, 20)), RED)


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_the_day_on_which_a_photograph_was_taken_is_offered(kind: str) -> None:
    stream = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(photo()).save(stream, exif=exif())
    else:
        photo().save(stream, kind, exif=exif())
    assert prepare(stream.getvalue()).taken_on == dt.date(2026, 5, 3)
    assert prepare(saved(photo())).taken_on is None


def test_the_original_is_kept_when_asked() -> None:
    content = saved(photo(), exif=exif())
    made = prepare(content, keep_original=True)
    assert (made.original, made.original_type) == (content, "image/jpeg")


def test_a_telephones_heic_is_read_and_turned_once() -> None:
    stream = io.BytesIO()
    pillow_heif.from_pillow(photo(1200, 900)).save(stream, exif=exif(6))
    made = prepare(stream.getvalue())
    assert (made.media_type, {made.width, made.height}) == ("image/jpeg", {1200, 900})


def test_a_large_photograph_becomes_small() -> None:
    noise = Image.effect_noise((4032, 3024), 30).convert("RGB")
    content = saved(noise, quality=95)
    made = prepare(content)
    assert (made.width, made.height) == (2000, 1500)
    assert len(made.content) < len(content) / 3


def test_a_long_till_roll_stays_wide_enough_to_read() -> None:
    made = prepare(saved(photo(1200, 7000)))
    assert made.width == 900
    assert made.height == 5250


def test_a_small_picture_is_never_blown_up() -> None:
    assert prepare(saved(photo(60, 40))).width == 60


def test_what_was_prepared_once_is_not_squeezed_again() -> None:
    made = prepare(saved(photo(3000, 2000), exif=exif(6)))
    assert prepare(made.content).content == made.content


def test_a_film_behind_a_photograph_is_cut_off() -> None:
    made = prepare(saved(photo()) + b"ftypmp42 PLACE 52.5 N \xff\xd9")
    assert b"PLACE" not in made.content


def test_ink_colours_see_through_dots_and_deep_grey_come_out_as_seen() -> None:
    cmyk = prepare(saved(photo().convert("CMYK")))
    assert near(shown(cmyk.content).getpixel((200, 20)), RED, 60)
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    assert near(shown(prepare(saved(clear, "PNG")).content).convert("RGB").getpixel((5, 5)), (255, 255, 255), 2)
    deep = Image.new("I;16", (50, 50), 32768)
    dot = shown(prepare(saved(deep, "PNG")).content).getpixel((5, 5))
    assert isinstance(dot, (int, float))
    assert 126 <= dot <= 130
    palette = photo().quantize(8)
    assert near(shown(prepare(saved(palette, "PNG")).content).convert("RGB").getpixel((200, 20)), RED)
    flat = saved(Image.new("1", (30, 30), 1), "BMP")
    assert shown(prepare(flat).content).convert("L").getpixel((3, 3)) == 255


def test_a_colour_profile_is_worked_in_before_it_is_left_out() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = prepare(saved(photo(), icc_profile=lab))
    assert near(shown(made.content).getpixel((200, 20)), RED)
    assert "icc_profile" not in shown(made.content).info
    broken = prepare(saved(photo(), icc_profile=b"no profile at all"))
    assert near(shown(broken.content).getpixel((200, 20)), RED)


def test_of_a_moving_picture_the_first_is_kept_and_said() -> None:
    frames = [photo(), Image.new("RGB", (400, 300), "white")]
    made = prepare(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert near(shown(made.content).convert("RGB").getpixel((200, 20)), RED)
    assert len(made.notes) == 1


def test_a_drawing_stays_sharp_as_png_and_a_photograph_becomes_jpeg() -> None:
    assert prepare(saved(photo(), "PNG")).media_type == "image/png"
    noise = Image.effect_noise((600, 400), 60).convert("RGB")
    assert prepare(saved(noise, "WEBP", lossless=True)).media_type in ("image/jpeg", "image/png")
    assert prepare(saved(noise, "JPEG")).media_type == "image/jpeg"


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is enormous and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def test_an_enormous_picture_is_refused_before_it_is_opened() -> None:
    with pytest.raises(FileTrouble, match="million dots"):
        prepare(bomb(60_000, 60_000))


def test_a_telephones_two_hundred_million_dots_are_made_small() -> None:
    content = saved(Image.new("L", (16_320, 12_240), 120), quality=50)
    made = prepare(content)
    assert (made.width, made.height) == (2000, 1500)


def test_a_picture_cut_short_is_refused_in_a_sentence() -> None:
    noise = saved(Image.effect_noise((800, 600), 30), quality=95)
    with pytest.raises(FileTrouble, match="not copied whole"):
        prepare(noise[: len(noise) // 2])


@pytest.mark.parametrize("content", [
    b"", b"hello", b"<svg/>", b"PK\x03\x04", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isom", b"%PDF-1.4 and nothing",
    b"\xff\xd8\xff", b"GIF89a", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", b"BM", b"II*\x00", b"RIFF\x00\x00\x00\x00WEBP",
])  # fmt: skip
def test_what_is_no_picture_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(FileTrouble) as refused:
        prepare(content)
    assert str(refused.value).endswith(".")


# -- PDFs ---------------------------------------------------------------------------------------


def pdf(pages: int = 2, **save: object) -> bytes:
    made = pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=(200, 100 + number))
        page.contents_add(made.make_stream(b"0 0 0 rg 0 0 100 50 re f"))
    stream = io.BytesIO()
    made.save(stream, **save)
    return stream.getvalue()


def test_a_pdf_is_kept_as_it_is_with_its_pages_counted() -> None:
    content = pdf(3)
    made = prepare(content)
    assert (made.content, made.media_type, made.pages, made.active, made.notes) == (
        content,
        "application/pdf",
        3,
        False,
        (),
    )


def test_each_page_is_drawn() -> None:
    pages = list(page_pictures(pdf(2), "application/pdf", 144))
    assert [(page.number, page.width, page.height) for page in pages] == [(1, 400, 200), (2, 400, 202)]
    first = shown(pages[0].content).convert("RGB")
    assert near(first.getpixel((20, 190)), (0, 0, 0))
    assert near(first.getpixel((380, 10)), (255, 255, 255))


def test_a_locked_a_blank_and_an_endless_pdf_are_told_apart() -> None:
    locked = pdf(1, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(FileTrouble, match="password"):
        prepare(locked)
    with pytest.raises(FileTrouble, match="no pages"):
        prepare(pdf(0))
    with pytest.raises(FileTrouble, match="201 pages"):
        prepare(pdf(201))


def test_instructions_and_files_inside_a_pdf_are_noticed() -> None:
    made = pikepdf.open(io.BytesIO(pdf(1)))
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.attachments["data.txt"] = b"hello"
    stream = io.BytesIO()
    made.save(stream)
    prepared = prepare(stream.getvalue())
    assert prepared.active
    assert len(prepared.notes) == 2


def test_a_page_as_large_as_a_field_is_drawn_small() -> None:
    made = pikepdf.new()
    made.add_blank_page(page_size=(14_000, 14_000))
    stream = io.BytesIO()
    made.save(stream)
    page = next(iter(page_pictures(stream.getvalue(), "application/pdf", 300)))
    assert max(page.width, page.height) <= 5000


def test_pages_can_be_drawn_by_several_threads() -> None:
    content, widths = pdf(4), []
    work = [threading.Thread(target=lambda: widths.extend(p.width for p in page_pictures(content, "application/pdf", 72)))
            for _ in range(4)]  # fmt: skip
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert widths == [200] * 16


# -- redaction, thumbnails ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_under_a_black_box_is_gone(kind: str) -> None:
    content = saved(Image.effect_noise((400, 300), 90).convert("RGB"), kind)
    made = shown(redact(content, [(0.25, 0.25, 0.75, 0.5)])).convert("L")
    assert made.size == (400, 300)
    inside = made.crop((108, 83, 292, 142)).getextrema()
    assert isinstance(inside[1], int)
    assert inside[1] <= (12 if kind == "JPEG" else 0)
    outside = made.crop((0, 0, 400, 60)).getextrema()
    assert isinstance(outside[1], int)
    assert outside[1] > 150


def test_a_box_is_drawn_on_the_upright_picture_in_any_order_of_its_corners() -> None:
    stored = photo().transpose(Image.Transpose.ROTATE_90)
    made = shown(redact(saved(stored, exif=exif(6)), [(1.5, 0.5, -1.0, 0.0)]))
    assert made.size == (400, 300)
    assert near(made.getpixel((200, 50)), (0, 0, 0))
    assert near(made.getpixel((200, 280)), BLUE)


def test_a_box_that_is_none_is_refused() -> None:
    with pytest.raises(FieldTrouble):
        redact(saved(photo()), [(0.1, float("nan"), 0.2, 0.3)])


def test_a_pdf_with_boxes_is_pictures_only() -> None:
    made = redact_pages(pdf(2), "application/pdf", {2: [(0, 0, 1, 1)]})
    assert made.pages == 2
    pages = [shown(page.content).convert("L") for page in page_pictures(made.content, "application/pdf", 72)]
    extremes = pages[1].getextrema()
    assert isinstance(extremes[1], int)
    assert extremes[1] < 30
    assert near(pages[0].convert("RGB").getpixel((190, 5)), (255, 255, 255))
    assert abs(pages[0].width - 200) <= 1
    assert redact_pages(pdf(2), "application/pdf", {2: [(0, 0, 1, 1)]}).content == made.content


def test_a_thumbnail_fits_its_square() -> None:
    for content, kind in ((saved(photo(3000, 1000)), "image/jpeg"), (pdf(1), "application/pdf"),
                          (saved(photo(), "PNG"), "image/png")):  # fmt: skip
        small = shown(thumbnail(content, kind, 120))
        assert max(small.size) == 120


def test_a_picture_counts_as_one_page() -> None:
    content = prepare(saved(photo())).content
    assert page_count(content, "image/jpeg") == 1
    assert [page.content for page in page_pictures(content, "image/jpeg")] == [content]


def heic() -> bytes:
    stream = io.BytesIO()
    pillow_heif.from_pillow(photo(64, 48)).save(stream)
    return stream.getvalue()


SEEDS = {
    "jpeg": saved(photo(64, 48), exif=exif(6)), "png": saved(photo(64, 48), "PNG"), "webp": saved(photo(64, 48), "WEBP"),
    "tiff": saved(photo(64, 48), "TIFF"), "bmp": saved(photo(64, 48), "BMP"), "gif": saved(photo(64, 48), "GIF"),
    "avif": saved(photo(64, 48), "AVIF"), "heic": heic(), "pdf": pdf(1),
}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SEEDS)), st.data())
def test_a_damaged_file_gives_a_picture_or_a_sentence(seed: str, data: st.DataObject) -> None:
    content = bytearray(SEEDS[seed])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(len(content) // 2, len(content)))]
    try:
        made = prepare(bytes(content))
        for page in page_pictures(made.content, made.media_type, 72):
            assert page.width > 0
    except FileTrouble as trouble:
        said = str(trouble)
    else:
        said = "A picture."
    assert said.endswith(".")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([b"", *[start for start, _ in pictures._STARTS], b"%PDF-"]), st.binary(max_size=200))
def test_any_bytes_give_a_picture_or_a_sentence(start: bytes, rest: bytes) -> None:
    try:
        prepare(start + rest)
    except FileTrouble as trouble:
        said = str(trouble)
    else:
        said = "A picture."
    assert said.endswith(".")
