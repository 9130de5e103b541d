"""Stories that the tests of paper share: one with every kind of block, and small ones."""

from __future__ import annotations

import datetime as dt
import io

from PIL import Image, ImageDraw

from communitydesk.paper import blocks as b

NAMES = {
    "cy": "Siân Ŵyn Llŷr",
    "pl": "Łukasz Żółć",
    "ta": "கிருஷ்ணமூர்த்தி",
    "bn": "শ্রীমতী বন্দ্যোপাধ্যায়",
    "pa": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "hi": "क्षत्रिय ज्योत्स्ना",
    "gu": "જ્યોત્સ્ના",
    "ar": "فاطمة الزهراء",
    "ur": "نجمہ پروین",
    "he": "שרה לוי",
    "am": "ሰላማዊት",
    "ru": "Любовь",
    "el": "Ευαγγελία",
    "th": "น้ำฝน",
    "si": "ශ්‍රී ලංකා",
    "zh": "陳美玲",
    "ko": "김민지",
    "ja": "さくら",
}


def photograph(width: int = 1200, height: int = 900, kind: str = "JPEG", mode: str = "RGB", seed: int = 1) -> bytes:
    """A picture with a sky, a field and some shapes."""
    image = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", [image.point(lambda v, k=k: (v * k) // (3 + seed % 3) + 60) for k in (1, 2, 2)])
    draw = ImageDraw.Draw(image)
    for n in range(12):
        x, y = (n * 97 * seed) % width, height // 2 + (n * 53 * seed) % (height // 3)
        draw.ellipse((x, y, x + width // 9, y + height // 7), fill=(40 + n * 15, 120, 60 + n * 9))
    buffer = io.BytesIO()
    image.convert(mode).save(buffer, kind, quality=85)
    return buffer.getvalue()


def story(*blocks: b.Block, **rest: object) -> b.Story:
    """A story in English with these blocks."""
    facts: dict[str, object] = {
        "title": "Growing together",
        "page_words": "Page {n} of {m}",
        "made_on": dt.date(2026, 11, 21),
        "author": "Kingsmead Community Garden",
        "foot": "Kingsmead Community Garden, final report BSG/26/0417",
    }
    return b.Story(blocks=blocks, **{**facts, **rest})  # type: ignore[arg-type]


BUDGET = b.Table(
    columns=(
        b.Column("Budget line", header=True),
        b.Column("Awarded £", "decimal"),
        b.Column("Spent £", "decimal"),
        b.Column("Difference £", "decimal"),
        b.Column("Why"),
    ),
    rows=(
        ("Equipment and materials", "2,400.00", "2,418.60", "−18.60", "Timber cost more"),
        ("Sessional workers", "1,500.00", "1,500.00", "0.00", ""),
        ("Publicity", "300.00", "181.50", "118.50", "Library printed for us"),
        ("Volunteer expenses", "400.00", "287.50", "112.50", "People lived nearby"),
        ("Venue", "300.00", "174.50", "125.50", "One month free"),
    ),
    totals=(("Total", "4,900.00", "4,562.10", "337.90", ""),),
    summary="Each budget line with what was awarded and spent",
)


def schedule(count: int) -> b.Table:
    """A long table of payments."""
    rows: list[b.Row] = []
    for n in range(count):
        if n % 40 == 0:
            rows.append(b.Band(f"Month {n // 40 + 1}"))
        payee = ("Ironmonger and Sons Ltd", "Kingsmead Hall", "Seed merchants of the river valley", "Print shop")[n % 4]
        amount = f"{(n * 3719) % 90000 / 100 + 1:,.2f}"
        rows.append((str(n + 1), f"{n % 28 + 1} Mar 2026", payee, "Tools, timber and screws for beds", amount, "yes"))
    columns = (
        b.Column("No.", "end", header=True),
        b.Column("Date"),
        b.Column("Paid to"),
        b.Column("For"),
        b.Column("Amount £", "decimal"),
        b.Column("Receipt"),
    )
    return b.Table(
        columns, tuple(rows), caption="Schedule of spending", totals=(("", "", "Total", "", "84,120.00", ""),)
    )


CHART = b.Chart(
    "Saturdays brought in three times as many people as weekday mornings.",
    ("Saturday growing", "Weekday mornings", "Cooking club"),
    (
        b.Series("People", (63.0, 21.0, 28.0), ("63", "21", "28")),
        b.Series("Promised", (50.0, 40.0, 10.0), ("50", "40", "10"), target=True),
    ),
)
COLUMNS = b.Chart(
    "Attendance grew through the year.",
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    (b.Series("People", (12, 15, 19, 25, 31, 38), ("12", "15", "19", "25", "31", "38")),),
    kind="columns",
)


def everything() -> b.Story:
    """A report with every kind of block."""
    return story(
        b.Cover(
            "Growing together on the Kingsmead estate",
            "Final monitoring report to Borough Small Grants",
            ("Kingsmead Community Garden", "Reference BSG/26/0417", "1 November 2025 to 31 October 2026"),
            "Your £4,900 paid for 38 growing sessions that 112 people took part in, twelve more than we promised. "
            "Neighbours who had not met now run the Saturday session themselves.",
        ),
        b.KeyFigures(
            (
                b.KeyFigure("£4,562.10", "spent of £4,900.00"),
                b.KeyFigure("38", "sessions (target 36)"),
                b.KeyFigure("112", "different people, counted by name"),
                b.KeyFigure("£3,209.00", "added by us in time, kind and cash"),
            )
        ),
        b.Contents("In this report"),
        b.Heading("What we did with the money", number="1"),
        BUDGET,
        b.Paragraph(
            "Of the £337.90 unspent, £125.50 is owed for the hall; we ask to keep £212.40 for seed and compost in "
            "spring. The schedule lists 31 payments and 29 receipts; two receipts were lost, and it says which.\n\n"
            "More is at https://example.org/kingsmead/garden/2026/reports/final?copy=1, or write to "
            "garden@example.org."
        ),
        b.Heading("What was achieved", number="2"),
        b.Paragraph(
            "Of 60 people asked in October, 41 said they feel less alone than a year ago (68 %). Nineteen had never "
            "spoken to a neighbour before."
        ),
        b.Quotation(
            "“I came for the tomatoes. I stayed because somebody asked my name.”",
            "A gardener, with her consent, June 2026",
        ),
        CHART,
        COLUMNS,
        b.Photograph(photograph(), "Six people lift a raised bed", "Lifting the third bed into place, April 2026"),
        b.Heading("Who took part", 2),
        b.Paragraph("Names as people write them: " + ", ".join(NAMES.values()) + "."),
        b.Bullets(
            (
                "Beds built by neighbours",
                ("With ", b.Strong("strong"), " words and a ", b.Link("link", "https://example.org")),
            )
        ),
        b.Bullets(("First", "Second", "Third"), ordered=True),
        b.Photographs(
            (
                b.Photograph(photograph(900, 1200, seed=2), "A tall tomato plant", "The tallest plant, July"),
                b.Photograph(
                    photograph(1200, 900, seed=3), "People eating at a long table", "The harvest meal, September"
                ),
            )
        ),
        b.Heading("What we learned", number="3"),
        b.Paragraph(
            "Sessions on weekday mornings shut out people with jobs: six came. On Saturdays, twenty-one did. We moved."
        ),
        b.Notice("Two receipts were lost; the committee minuted both payments.", "due", "Please note"),
        b.Facts((("Reference", "BSG/26/0417"), ("Contact", "Siân Ŵyn Llŷr, garden@example.org"))),
        b.Checklist(
            (b.CheckItem("Receipts sent", True), b.CheckItem("Accounts attached", note="after the annual meeting")),
            "done",
            "to do",
        ),
        b.Declaration(
            "We declare that the money was spent as this report says.",
            tuple(
                (b.FormLine("Signed"), b.FormLine("Name", name), b.FormLine("Role", role), b.FormLine("Date"))
                for name, role in (("Ann Li", "Treasurer"), ("Siân Ŵyn Llŷr", "Chair"))
            ),
        ),
        b.Heading("Schedule of spending", number="4"),
        schedule(60),
        b.PageImage(
            photograph(700, 1000, seed=4), "A picture of receipt 1 for £36.00, page 1 of 1.", "Receipt 1 · £36.00"
        ),
        b.PageImage(
            photograph(500, 1500, seed=5), "A picture of receipt 2 for £12.00, page 1 of 1.", "Receipt 2 · £12.00"
        ),
        b.PageImage(
            photograph(1000, 1400, seed=6),
            "A picture of receipt 3 for £99.00, page 1 of 1.",
            "Receipt 3 · £99.00",
            own_page=True,
        ),
        data=(b.DataFile("report.csv", "text/csv", b"a,b\r\n1,2\r\n", "The figures of this report"),),
    )


def letter() -> b.Story:
    """A letter to a funder."""
    return story(
        b.Letterhead(
            ("Kingsmead Community Garden", "12 Kingsmead Road", "Sandwell B70 0AA"),
            ("Ms A. Officer", "Borough Small Grants", "Town Hall", "Sandwell"),
            "21 November 2026",
            "Your reference: BSG/26/0417",
        ),
        b.Paragraph("Dear Ms Officer"),
        b.Heading("Monitoring in proportion to the grant"),
        b.Paragraph(
            "We are glad of the grant, and write about the time that its monitoring takes.\n\n"
            + "We reckon it at nine hours. " * 20
        ),
        b.Closing("Yours sincerely", ("Ann Li", "Treasurer")),
        title="Letter about monitoring",
    )


def sign_in() -> b.Story:
    """A sheet to fill in by hand."""
    columns = (
        b.Column("Name", share=3, header=True),
        b.Column("In"),
        b.Column("Out"),
        b.Column("Hours"),
        b.Column("What I did", share=3),
    )
    return story(
        b.Cover("Sign-in sheet", "Kingsmead Community Garden", ("Saturday growing",)),
        b.FormLines(((b.FormLine("Date", share=1), b.FormLine("Place", "The walled garden", share=2)),)),
        b.BlankTable(columns, 18, (("Siân Ŵyn Llŷr", "", "", "", ""), ("நிலா", "", "", "", "")), caption="Who came"),
        title="Sign-in sheet",
        landscape=False,
    )
