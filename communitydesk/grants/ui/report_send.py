"""Before a report goes and after: what is missing, the preview, the pack and its size, marking as sent, what was kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_, Message
from communitydesk.desk.writing import write_whole
from communitydesk.grants.actions import reports
from communitydesk.grants.documents import tell_declaration, tell_pack, tell_report
from communitydesk.grants.documents.letter import may_cite, why_this_letter
from communitydesk.grants.figures.report_parts import Missing, ReportFigures
from communitydesk.grants.figures.sent import KeptFile, Sent, kept_content, sent_reports
from communitydesk.grants.model import SentReport
from communitydesk.grants.model.reports import FILE_ROLES
from communitydesk.grants.proportion import MuchMore
from communitydesk.grants.ui.beyond import show_letter
from communitydesk.grants.ui.mend import NEW, WAITING
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Rows, button, clear, label, pill
from communitydesk.widgets.reading import writes

MEGABYTE = 1_000_000
KINDS = {"report": N_("The report"), "pack": N_("The whole pack: report, schedules and receipts")}


class SendPanel(QWidget):
    """What is missing with its mending, the documents, and every version that was sent."""

    def __init__(self, context: Context, mend: Callable[[Missing], None]) -> None:
        super().__init__()
        self.context, self.words, self._mend = context, context.words, mend
        self._figures: ReportFigures | None = None
        self._more: MuchMore | None = None
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        words = self.words
        self.kept_heading = label(words(N_("What was sent")), "section")
        box.addWidget(self.kept_heading)
        self._versions = QVBoxLayout()
        box.addLayout(self._versions)
        self.heading = label("", "section")
        box.addWidget(self.heading)
        self.well = label(words(N_("Nothing is missing.")))
        box.addWidget(self.well)
        self._missing = QVBoxLayout()
        box.addLayout(self._missing)
        box.addWidget(label(words(N_("Look at it, and send it")), "section"))
        self.largest = label("", "hint")
        box.addWidget(self.largest)
        self.preview = button(words(N_("Look at the report")), self.look_at_report)
        self.pack = button(words(N_("Look at the pack")), self.look_at_pack)
        self.write = button(words(N_("Save the pack ...")), self.save_pack)
        self.declare = button(words(N_("Declaration to sign")), self.look_at_declaration)
        box.addWidget(Rows(context, [_left(self.preview, self.pack), _left(self.write, self.declare)], fold_at=560))
        second = QHBoxLayout()
        self.sent = button(words(N_("Mark as sent ...")), self.mark_sent, primary=True)
        second.addWidget(self.sent)
        second.addStretch(1)
        box.addLayout(second)
        self.letter_why = label("")
        self.letter = button(words(N_("Letter to the funder")), self.look_at_letter)
        box.addWidget(self.letter_why)
        third = QHBoxLayout()
        third.addWidget(self.letter)
        third.addStretch(1)
        box.addLayout(third)
        box.addStretch(1)

    # -- showing ---------------------------------------------------------------------------

    def hold(self, figures: ReportFigures, more: MuchMore) -> None:
        """Know which report it is, before it is shown."""
        self._figures, self._more = figures, more

    def show_report(self, figures: ReportFigures, more: MuchMore) -> None:
        """Show what is missing, and what was sent so far."""
        self.hold(figures, more)
        words = self.words
        self.well.setVisible(not figures.missing)
        clear(self._missing)
        for one in figures.missing:
            self._missing.addWidget(self._row(one))
        limit = figures.terms.upload_limit.value
        said = words(
            N_("Their portal or mailbox takes {n} MB; pictures are made smaller until the pack fits."), n=limit or 0
        )
        self.largest.setText(said if limit else words(N_("The funder says nothing about how large a file may be.")))
        self.letter.setVisible(more.much)
        self.letter_why.setVisible(more.much)
        if more.much:
            self.letter_why.setText(
                words(
                    N_("{funder} asks much more than an award of this size suggests. {asked} {why}"),
                    funder=figures.funder.name, asked=more.asked.sentence, why=why_this_letter(figures.funder),
                )
            )  # fmt: skip
        with self.context.desk.read() as session:
            versions = sent_reports(session, figures.key)
        again = N_("If you send it again") if versions else N_("Before it goes")
        self.heading.setText(words(again))
        mark = words(N_("Mark a new version as sent ...") if versions else N_("Mark as sent ..."))
        self.sent.setText(mark)
        self.sent.setAccessibleName(mark)
        self.kept_heading.setVisible(bool(versions))
        clear(self._versions)
        for version in versions:
            self._versions.addWidget(self._version(version))

    def _row(self, one: Missing) -> QWidget:
        """One thing to put right: how grave, the sentence, and the link to its mending, below where there is no room."""
        words, px = self.words, self.context.theme.px
        text, said = words.say(one.text), words.say(one.action)
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        short = words(N_("needed")) if one.grave else words(N_("better"))
        row.addWidget(pill(short, "late" if one.grave else "due"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text), 1)
        act = partial(self._mend, one)
        link = button(said, writes(act) if one.problem in (*NEW, *WAITING) else act, link=True, name=f"{said}: {text}")
        return Rows(self.context, [left, _left(link)], [1, 0], fold_at=480)

    def _version(self, sent: Sent) -> QWidget:
        words = self.words
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, self.context.theme.px(8))
        title = words(N_("Version {n}, sent on {day}: {how}"), n=sent.version, day=sent.sent_on, how=sent.how)
        if sent.by_whom:
            title = words(N_("{title}, by {who}"), title=title, who=sent.by_whom)
        box.addWidget(label(title, "strong"))
        if sent.note:
            box.addWidget(label(sent.note, "second"))
        for file in sent.files:
            box.addWidget(self._file(file))
        signed = button(words(N_("Add the signed declaration ...")), partial(self.add_paper, sent, "declaration"))
        reply = button(words(N_("Add the funder's reply ...")), partial(self.add_paper, sent, "reply"))
        box.addWidget(Rows(self.context, [_left(signed), _left(reply)], [0, 1], fold_at=480))
        return holder

    def _file(self, file: KeptFile) -> QWidget:
        words = self.words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        role = words(FILE_ROLES.get(file.role, ""))
        size = words(N_("{size} kB"), size=max(1, round(file.size / 1000)))
        said = words(
            N_("{role}: {name}, {size}, kept since {day}"), role=role, name=file.name, size=size, day=file.added_on
        )
        text = label(said, "second")
        text.setToolTip(words(N_("SHA-256 {sha}"), sha=file.sha256))
        row.addWidget(text, 1)
        row.addWidget(
            button(words(N_("Save a copy ...")), partial(self._save, file), link=True,
                   name=words(N_("Save a copy of {name}"), name=file.name))
        )  # fmt: skip
        if file.role in reports.LATER:
            row.addWidget(
                button(words(N_("Take away")), partial(self._take_away, file), link=True,
                       name=words(N_("Take {name} away"), name=file.name))
            )  # fmt: skip
        return holder

    # -- documents -------------------------------------------------------------------------

    def _document(self, id_: str, title: Message, make: Callable[..., Story]) -> Document:
        figures = self._figures
        assert figures is not None
        name = f"award-{figures.award.key[-8:]}-{id_}-{figures.kind}"
        desk, today = self.context.desk, self.context.today()
        return Document(name, title, lambda words: make(desk, figures.key, today, words))

    def report_document(self) -> Document:
        """Return the report as a document."""
        return self._document("report", Message(N_("The report")), tell_report)

    def pack_document(self) -> Document:
        """Return the pack as a document."""
        return self._document("pack", Message(N_("The report with schedules and receipts")), tell_pack)

    def look_at_report(self) -> None:
        """Show the report as the PDF that it will be."""
        self.context.window.preview(self.report_document())

    def look_at_pack(self) -> None:
        """Show the pack as the PDF that it will be."""
        self.context.window.preview(self.pack_document())

    def look_at_declaration(self) -> None:
        """Show the declaration alone."""
        self.context.window.preview(self._document("declaration", Message(N_("Declaration to sign")), tell_declaration))

    def look_at_letter(self) -> None:
        """Show the letter about proportion."""
        if self._figures is not None:
            show_letter(self.context, self._figures.award.key)

    def cites(self) -> str:
        """What the letter would cite, for those who ask."""
        return may_cite(self._figures.funder) if self._figures else ""

    def _limit(self) -> int | None:
        megabytes = self._figures.terms.upload_limit.value if self._figures else None
        return megabytes * MEGABYTE if megabytes else None

    def _pdf(self, document: Document, progress: Progress, limit: int | None) -> tuple[bytes, Story]:
        from communitydesk.paper import write_pdf

        story = document.make(self.words)
        pdf = write_pdf(story, progress=lambda part: progress(part), cancelled=progress.cancelled, limit=limit)
        return pdf, story

    def save_pack(self) -> None:
        """Write the pack so that it fits the funder's portal, and save it where the person says."""
        document, limit = self.pack_document(), self._limit()

        def save(made: tuple[bytes, Story]) -> None:
            path = self.context.window.save_file(N_("Save the pack"), f"{document.id}.pdf", "*.pdf")
            if path:
                self.context.attempt(partial(self._write_pack, path, made[0]), self)

        self.context.window.run(
            Message(N_("Making the pack")), lambda progress: self._pdf(document, progress, limit), save
        )

    def _write_pack(self, path: Path, content: bytes) -> None:
        write_whole(path, content)
        size = self.words.number(round(len(content) / MEGABYTE, 1))
        self.context.window.say(Message(N_("Saved: {size} MB."), {"size": size}))

    # -- sending ---------------------------------------------------------------------------

    @writes
    def mark_sent(self) -> None:
        """Ask how it went, then write and keep exactly what was sent."""
        figures = self._figures
        if figures is None:
            return
        receipts = figures.terms.receipts.value == "send"
        what = Field("what", N_("What did you send?"), Kind.CHOICE, choices=KINDS, required=True)
        fields = {"what": what, **_sent_fields()}
        form = Form(self.context, fields, ("what", "sent_on", "how", "by_whom", "note"))
        form.set(
            {
                "what": "pack" if receipts else "report", "sent_on": self.context.today(),
                "by_whom": self.context.desk.who,
            }
        )  # fmt: skip
        form.settle()
        intro = N_("Exactly these pages and figures are kept. Later changes do not alter them.")
        values = ask_form(
            self.context, self, N_("Mark as sent"), form, dict, save=N_("Keep what was sent"), intro=intro
        )
        if values:
            self.keep_sent(figures, values)

    def keep_sent(self, figures: ReportFigures, values: dict[str, Any]) -> None:
        """Write what was sent and keep it, as one change."""
        what = str(values.pop("what"))
        document = self.pack_document() if what == "pack" else self.report_document()
        limit = self._limit()

        def keep(made: tuple[bytes, Story]) -> None:
            pdf, story = made
            files = [reports.NewFile(what, f"{document.id}.pdf", "application/pdf", pdf)]
            files += [reports.NewFile("figures", one.name, one.media_type, one.content) for one in story.data]
            kept = self.context.attempt(
                lambda: reports.mark_sent(self.context.desk, figures.key, files, **values),
                self,
            )
            if kept:
                self.context.window.say(N_("Kept as it was sent."))

        self.context.window.run(
            Message(N_("Keeping what was sent")), lambda progress: self._pdf(document, progress, limit), keep
        )

    @writes
    def add_paper(self, sent: Sent, role: str) -> None:
        """Put a declaration or reply beside what was sent."""
        for path in self.context.window.open_files(FILE_ROLES[role], "*.pdf *.jpg *.jpeg *.png *.heic *.eml *.txt"):
            self.context.attempt(partial(self._add, sent, role, path), self)

    def _add(self, sent: Sent, role: str, path: Path) -> None:

        content = _read(path)
        kind = _media_type(path.suffix.lower())
        file = reports.NewFile(role, f"{role}{path.suffix.lower()}", kind, content)
        reports.add_paper(self.context.desk, sent.key, file, self.context.today())

    @writes
    def _take_away(self, file: KeptFile) -> None:
        self.context.attempt(lambda: reports.remove_paper(self.context.desk, file.key), self)

    def _save(self, file: KeptFile) -> None:
        path = self.context.window.save_file(N_("Save a copy"), file.name, "*")
        if path:
            self.context.attempt(lambda: write_whole(path, kept_content(self.context.desk, file)), self)


def _left(*widgets: QWidget) -> QWidget:
    """Widgets in a row, at the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def _sent_fields() -> dict[str, Field]:
    from communitydesk.desk.fields import fields_of

    known = fields_of(SentReport)
    return {name: known[name] for name in ("sent_on", "how", "by_whom", "note")}


def _media_type(suffix: str) -> str:
    return {
        ".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
        ".heic": "image/heic", ".txt": "text/plain", ".eml": "message/rfc822",
    }.get(suffix, "application/octet-stream")  # fmt: skip


def _read(path: Path) -> bytes:

    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(N_("“{name}” could not be read: {why}."), name=path.name, why=error.strerror or "") from error
