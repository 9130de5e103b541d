"""Letters: names print shaped and are copied out as typed; what cannot be printed is named before anything is written."""

from __future__ import annotations

import subprocess
import unicodedata

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communitydesk.desk.errors import Trouble
from communitydesk.paper import blocks as b
from communitydesk.paper import unprintable, write_pdf
from communitydesk.paper.bidi import levels
from communitydesk.paper.fonts import FontBook
from communitydesk.paper.letters import nameless
from communitydesk.paper.lines import Setter, visual
from communitydesk.paper.style import STANDARD
from communitydesk.paper.typed import Piece
from tests.paper.reader import Reading, words
from tests.paper.samples import NAMES, story


def copied(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("language", [name for name in NAMES if name != "si"])
def test_a_name_is_copied_out_as_typed(language: str) -> None:
    name = NAMES[language]
    told = story(
        b.Table((b.Column("Name", header=True),), ((name,),)), b.Paragraph(name), title="t", foot="", author=""
    )
    assert copied(write_pdf(told)).count(name) == 2


@pytest.mark.parametrize("language", NAMES)
def test_a_name_in_a_sentence_is_heard_as_typed(language: str) -> None:
    told = f"In March {NAMES[language]} gave 3 hours, {NAMES[language]} too."
    assert words(Reading(write_pdf(story(b.Paragraph(told)))).text()) == told


def test_letters_that_share_a_glyph_are_told_apart_when_copied() -> None:
    text = "Δ ∆ Ω Ω µ μ - \u2010 a\u00a0b"
    heard = Reading(write_pdf(story(b.Paragraph(text)))).text()
    assert heard == text


@pytest.mark.parametrize("text", ["ki\u0307ta e\u0301te\u0301", "W\u0302yn Ll\u0177r", "ড়", "নির্ঝরিণী", "ক্ষ"])
def test_text_is_kept_as_it_was_composed(text: str) -> None:
    assert words(Reading(write_pdf(story(b.Paragraph(text)))).text()) == text


def test_marks_are_placed_by_the_face_and_not_beside_the_letter() -> None:
    book = FontBook()
    assert book.word("w\u0302", "regular").width == book.word("ŵ", "regular").width
    assert book.word("கி", "regular").width != sum(book.word(letter, "regular").width for letter in "கி")


def test_figures_in_tables_are_all_equally_wide() -> None:
    book = FontBook()
    assert len({book.word(digit, "regular", True).width for digit in "0123456789"}) == 1
    assert len({book.word(digit, "bold", True).width for digit in "0123456789"}) == 1
    assert len({book.word(digit, "regular", False).width for digit in "0123456789"}) > 1


def test_letters_that_no_face_has_are_told_each_once() -> None:
    told = story(b.Paragraph("Sign \U00012000 and \U00012000"), b.Bullets(("\U00012001 \ue000",)))
    assert unprintable(told) == ("\U00012000", "\U00012001", "\ue000")


def test_letters_that_no_face_has_are_printed_and_heard_by_name() -> None:
    made = write_pdf(story(b.Paragraph("A \U00012000 and b\U00011c92."), title="t", foot="", author=""))
    said = "A [cuneiform sign a] and b[marchen subjoined letter ka]."
    assert words(Reading(made).text()) == said
    assert Reading(made).faults == []
    assert said in copied(made)


def test_letters_without_a_name_are_refused_and_told() -> None:
    with pytest.raises(Trouble) as wrong:
        write_pdf(story(b.Paragraph("\U00012000 \ue000 \u0378")))
    assert "\ue000 \u0378" in str(wrong.value)
    assert "\U00012000" not in str(wrong.value)


EMOJI = "\U0001f389 \U0001f642 \U0001f469\u200d\U0001f52c \u2764\ufe0f \u2600\ufe0f \U0001f1ec\U0001f1e7 \U0001fae8"


def test_emoji_are_drawn_and_copied_out() -> None:
    told = story(b.Paragraph(EMOJI), b.Table((b.Column("Name", header=True),), ((EMOJI,),)))
    made = write_pdf(told)
    assert unprintable(told) == ()
    assert words(Reading(made).text()).count(EMOJI) == 2
    assert Reading(made).faults == []


def test_colours_of_skin_are_left_out() -> None:
    book = FontBook()
    assert book.spelled("Thanks \U0001f44d\U0001f3fd!") == "Thanks \U0001f44d!"
    assert unprintable(story(b.Paragraph("Thanks \U0001f44d\U0001f3fd!"))) == ()


def test_all_of_an_ordinary_story_can_be_printed() -> None:
    assert (
        unprintable(story(b.Paragraph("“Quoted” – dashed — £5 €6 ½ 68 % … → ≤ ✓ ☐ " + " ".join(NAMES.values())))) == ()
    )


def test_markup_is_printed_as_it_was_typed() -> None:
    text = "<b>bold</b> &amp; <script>alert('x')</script> {n} %s =1+1 \\n /Name (bracket"
    told = story(b.Cover(text, text, (text,), text), b.Heading(text), b.Paragraph(text), b.Quotation(text, text))
    assert words(Reading(write_pdf(told)).text()) == words(" ".join([text] * 8))


def _order(text: str) -> str:
    set_ = Setter(FontBook()).paragraph([Piece(text)], STANDARD.body, 1e6)
    (line,) = set_.lines
    return "".join(" " if space else line.tokens[index].word.text for index, space in visual(line, set_.rtl))


def test_words_stand_in_their_visual_order() -> None:
    assert _order("paid to אבג דהו today") == "paid to דהו אבג today"
    assert _order("אבג paid today דהו") == "דהו paid today אבג"
    assert _order("אבג 12.50 דהו") == "דהו 12.50 אבג"


def test_an_isolated_name_leaves_the_amount_after_it_in_place() -> None:
    assert _order("to \u2068אבג דהו\u2069 (12.50) now") == "to דהו אבג (12.50) now"
    assert levels("a\u2067b\u2069c", 0) == [0, 0, 2, 0, 0]


def test_long_words_are_parted_within_the_line() -> None:
    long = "x" * 400
    told = story(b.Paragraph(long), b.Table((b.Column("A"), b.Column("B")), ((long, "y"),)))
    reading = Reading(write_pdf(told))
    assert reading.faults == []
    assert words(reading.text()) == f"{long} A B {long} y"
    for page in pypdfium2.PdfDocument(write_pdf(told)):
        text = page.get_textpage()
        assert all(text.get_rect(n)[2] < 595 - 56 for n in range(text.count_rects()))


def test_a_soft_hyphen_shows_only_where_a_line_ends() -> None:
    setter, voice = Setter(FontBook()), STANDARD.body
    piece = [Piece("self\u00adevidently")]
    assert [line.ends for line in setter.paragraph(piece, voice, 400).lines] == ["last"]
    assert [line.ends for line in setter.paragraph(piece, voice, 60).lines] == ["shy", "last"]


def test_pdftotext_copies_the_names_out_too(tmp_path) -> None:
    path = tmp_path / "names.pdf"
    path.write_bytes(write_pdf(story(*(b.Paragraph(name) for name in NAMES.values()))))
    try:
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        return
    text = done.stdout.decode()
    assert [name for name in NAMES.values() if name not in text] == []


STEERING = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\ufeff\u2028\u2029"
)
TYPED = st.text(
    st.one_of(
        st.sampled_from("<>&;{}()[]\\/%'\"\x00\x01\x1b\n\r\t " + STEERING),
        st.characters(max_codepoint=0x24F),
        st.sampled_from("".join(NAMES.values())),
        st.characters(),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED)
def test_whatever_was_typed_is_set_or_refused_by_name(text: str) -> None:
    told = story(
        b.Cover("Title", text, (text,), text),
        b.Paragraph(text),
        b.Bullets((text,)),
        b.Facts(((text, text),)),
        b.Table((b.Column(text, "decimal"), b.Column("B", header=True)), ((text, text),), caption=text),
        b.Quotation(text, text),
        b.Chart(text, (text,), (b.Series(text, (1.0,), (text,)),)),
        title=text or "t",
        foot=text,
    )
    missing = unprintable(told)
    try:
        made = write_pdf(told)
    except Trouble:
        assert nameless(missing)
    else:
        assert not nameless(missing)
        assert Reading(made).faults == []


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("abc אבג ابج 12.- ()\u2067\u2068\u2069\u202b\u202c\u200f"), max_size=40), st.floats(30, 300)
)
def test_no_letter_is_lost_or_doubled_by_breaking_and_turning(text: str, width: float) -> None:
    setter = Setter(FontBook())
    set_ = setter.paragraph([Piece(text)], STANDARD.body, width)
    steers = dict.fromkeys(map(ord, "\u2067\u2068\u2069\u202b\u202c\u200f"))
    kept = "".join(line.text for line in set_.lines).replace(" ", "")
    assert kept == unicodedata.normalize("NFC", text.translate(steers)).replace(" ", "")
    for line in set_.lines:
        units = list(visual(line, set_.rtl))
        assert sorted(index for index, space in units if not space) == list(range(len(line.tokens)))


@pytest.mark.parametrize("language", NAMES)
def test_a_name_in_every_place_of_a_page_is_heard_as_typed(language: str) -> None:
    name = NAMES[language]
    told = story(
        b.Cover(name, name, (name, "Reference 7")),
        b.Heading(name),
        b.Facts((("Name", name),)),
        b.FormLines(((b.FormLine("Name", name), b.FormLine("Role", "Chair")),)),
        b.Table((b.Column("What", header=True), b.Column("Who")), (("Tea", f"\u2068{name}\u2069, \u2068Ann Lee\u2069"),)),
        b.Table((b.Column("Who", header=True), b.Column("Does"), b.Column("Is")), ((name, "Gardener", "Volunteer"),)),
        b.Chart("How many.", (name, "B"), (b.Series("x", (1.0, 2.0), ("1", "2")),)),
        b.Quotation("Fine.", name),
        title="t",
        foot="",
        author="",
    )  # fmt: skip
    made = Reading(write_pdf(told))
    assert words(made.text()).count(name) == 10
    assert made.faults == []


def test_a_name_in_a_table_of_names_and_english_is_copied_with_its_letters() -> None:
    for language in ("ar", "ur"):
        table = b.Table((b.Column("Who", header=True), b.Column("Does")), ((NAMES[language], "After-school helper"),))
        found = copied(write_pdf(story(table, title="t", foot="", author="")))
        assert all(part in found for part in NAMES[language].split())
