"""The page for an envelope: which file it is, how to open it, and room for its passphrase."""

from __future__ import annotations

import datetime as dt

from communitydesk.desk.words import N_, Message, Words
from communitydesk.paper.blocks import Bullets, Cover, FormLine, FormLines, Heading, Notice, Paragraph, Story
from communitydesk.paper.document import Document


def recovery_sheet(group: str, file: str, today: dt.date, passphrase: str | None = None) -> Document:
    """Return the page, with the passphrase only when one is given; it is made in memory and kept nowhere."""
    return Document(
        "recovery-sheet", Message(N_("Recovery sheet")), lambda words: tell(group, file, today, passphrase, words)
    )


def tell(group: str, file: str, today: dt.date, passphrase: str | None, words: Words) -> Story:
    """Tell the page."""
    title = words(N_("How to open our file"))
    rows = (
        (FormLine(words(N_("The file's name")), file),),
        (FormLine(words(N_("The computer or stick that it is on"))),),
        (FormLine(words(N_("Who keeps this envelope"))),),
    )
    secret = (
        (
            FormLines(((FormLine(words(N_("Passphrase")), passphrase),),)),
            Paragraph(words.plural("{n} letter, sign or space", "{n} letters, signs and spaces", len(passphrase)), tone="small"),
        )
        if passphrase
        else (FormLines(((FormLine(words(N_("Passphrase"))),), (FormLine(words(N_("Once more, to be sure it is read right"))),))),)
    )  # fmt: skip
    steps = (
        words(N_("Start CommunityDesk. Choose to open a file, and choose the file whose name stands above.")),
        words(N_("Type the passphrase letter for letter. Small and large letters and spaces count.")),
        words(
            N_(
                "If the file is lost, look for a copy: on the group's sticks, or in the folder where CommunityDesk keeps its"
                " backups. They open with the same passphrase."
            )
        ),
    )
    return Story(
        title=title,
        blocks=(
            Cover(
                title=title, kicker=group, facts=(words(N_("Written on {day}"), day=today),),
                lead=words(N_("Keep this page in a sealed envelope, away from the computer.")),
            ),
            Heading(words(N_("The file"))), FormLines(rows),
            Heading(words(N_("Its passphrase"))), *secret,
            Heading(words(N_("What to do"))), Bullets(steps, ordered=True),
            Notice(
                words(
                    N_(
                        "Nobody can open the file without the passphrase, not even the makers of the program. When it is"
                        " changed, destroy this page and print a new one."
                    )
                ),
                "due", words(N_("Please note")),
            ),
        ),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=today, language=words.tag, foot=words(N_("Recovery sheet")),
    )  # fmt: skip
