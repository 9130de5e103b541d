"""Erasing a person: everything that holds them is looked for, listed and decided on; then it is gone for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from communitydesk.desk.dates import add_months
from communitydesk.desk.errors import FieldTrouble, Trouble
from communitydesk.desk.words import N_, Message
from communitydesk.protection.actions.erasing import Choice, Do, erase_person
from communitydesk.protection.figures.holding import Counted, Holding, holding
from communitydesk.protection.figures.sent import SentHolding
from communitydesk.protection.model import Kept
from communitydesk.protection.ui.blacking import BlackOutSheet
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.form import Form, Sheet
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes

if TYPE_CHECKING:
    from communitydesk.storage import Backup, Backups

MOST = 60
"""So many texts are listed one by one; the name is taken out of further ones too."""
KEEP_SENT = 72
"""Months for which a copy that was sent is offered to be kept when only the name is taken away."""


def backups_of(context: Context) -> Backups:
    """Return the backups on this computer."""
    from communitydesk.storage import Backups

    found: Backups = context.extra.get("backups") or Backups()
    return found


class Decision(QWidget):
    """One thing that holds the person: what it is, and what becomes of it."""

    def __init__(
        self, context: Context, id_: str, title: str, second: str, options: Sequence[tuple[Do | str, str]], chosen: str
    ) -> None:
        super().__init__()
        self.context, self.id = context, id_
        self.boxes: dict[int, list[tuple[float, float, float, float]]] = {}
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, context.theme.px(6))
        self.box.setSpacing(context.theme.px(4))
        heading = label(title, "strong")
        self.box.addWidget(heading)
        if second:
            self.box.addWidget(label(second, "second"))
        self.choice = DropDown()
        self.choice.setAccessibleName(context.words(N_("What becomes of it: {what}"), what=title))
        self.choice.setMinimumWidth(context.theme.px(240))
        for code, text in options:
            self.choice.addItem(context.words(text), code)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        heading.setBuddy(self.choice)
        self.box.addWidget(self.choice)

    @property
    def do(self) -> str:
        """What was chosen, "" while nothing is."""
        return str(self.choice.currentData() or "")


class EraseSheet(Sheet):
    """What holds the person, what will happen to it, and the yes."""

    keeps_height = False

    def __init__(self, context: Context, found: Holding, made: Sequence[Backup], *, keep_sent: bool = False) -> None:
        words = context.words
        title = N_("Take the name of {name} away") if keep_sent else N_("Erase {name} for good")
        super().__init__(context, words(title, name=found.name), None, save=words(N_("Erase for good")), width=760)
        self.found, self.made = found, tuple(made)
        self.decisions: list[Decision] = []
        self.erased = False
        self._happens()
        self._records()
        self._sent(keep_sent)
        self._backups()
        self.why = Form(context, Kept, ("why", "until"))
        today = context.today()
        reason = words(N_("The funder may ask for what was sent until then.")) if keep_sent else ""
        self.why.set({"why": reason, "until": add_months(today, KEEP_SENT) if keep_sent else None})
        self.why_card = Card(context, words(N_("What you keep")))
        self.why_card.add(
            label(
                words(N_("Say why you keep it, and until when; then it stands on the list of what is past its time."))
            )
        )
        self.why_card.add(self.why)
        self.body.addWidget(self.why_card)
        self.sure = QCheckBox(words(N_("I know that this cannot be undone.")))
        self.body.addWidget(self.sure)
        self.body.addStretch(1)
        for one in self.decisions:
            one.choice.currentIndexChanged.connect(lambda _: self._look())
        self._look()

    # -- what will happen ------------------------------------------------------------------

    def _happens(self) -> None:
        words, found = self.words, self.found
        card = Card(self.context, words(N_("What will happen")))
        if found.counts:
            text = N_("Removed for good, with their history: {what}.")
            card.add(label(words(text, what=words.listing((words(N_("their record")), *self._counted(found.counts))))))
        else:
            card.add(label(words(N_("Removed for good, with its history: their record."))))
        if found.stay_counts:
            text = N_("Kept without a name, so that every total stays right: {what}.")
            card.add(label(words(text, what=words.listing(self._counted(found.stay_counts)))))
        if found.same_name:
            text = N_(
                "Somebody else in your file has the very same name. So texts and sent copies are left as they are: look "
                "through them yourself."
            )
            card.add(label(words(text)))
        card.add(label(words(N_("Nothing of it can be brought back, and nothing that was done before can be undone."))))
        text = N_(
            "Words in scanned papers and faces in photographs cannot be looked for: look at receipts of theirs yourself."
        )
        card.add(label(words(text), "second"))
        self.body.addWidget(card)

    def _counted(self, counts: Sequence[Counted]) -> tuple[str, ...]:
        return tuple(f"{self.words(one.noun)} ({self.words.number(one.n)})" for one in counts)

    # -- what there is a choice about ----------------------------------------------------------

    def _records(self) -> None:
        words, found = self.words, self.found
        if not (found.mentions or found.cards or found.papers):
            return
        card = Card(self.context, words(N_("Where else they are found")))
        seen: set[str] = set()
        for one in found.cards:
            told = words.plural(
                "{n} other person has agreed to be in it.", "{n} other people have agreed to be in it.", one.others
            )
            options = (("remove", N_("Take the picture and words out")), ("keep", N_("Keep it")))
            self._add(card, one.id, words(N_("Evidence: {name}"), name=one.name), told if one.others else "", options)
            seen.add(one.id)
        for paper in found.papers:
            options = (("redact", N_("Replace it by a copy without them")), ("keep", N_("Keep it")))
            self._add(card, paper.id, words(N_("File: {name}"), name=paper.name), "", options)
        for mention in found.mentions:
            if mention.id in seen:
                continue
            if len(seen) >= MOST:
                left = len({one.id for one in found.mentions}) - len(seen)
                card.add(
                    label(
                        words.plural(
                            "and {n} more, in which it is replaced", "and {n} more, in which it is replaced", left
                        )
                    )
                )
                break
            seen.add(mention.id)
            title = self.context.desk.title(mention.ref, words)
            excerpt = words(N_("{label}: {text}"), label=words(mention.label), text=mention.excerpt)
            options = (("remove", N_("Take their name out of it")), ("keep", N_("Keep it")))
            self._add(card, mention.id, title, excerpt, options)
        self.body.addWidget(card)

    def _sent(self, keep_sent: bool) -> None:
        words, found = self.words, self.found
        if not found.sent:
            return
        card = Card(self.context, words(N_("Copies of what was sent")))
        card.add(
            label(
                words(
                    N_("You keep what was sent exactly as it was. For each copy that holds them: keep it, or replace it by one "
                       "that says that it was redacted. What the funder has stays with the funder.")
                )
            )
        )  # fmt: skip
        for one in found.sent:
            usual = "keep" if keep_sent else "redact" if one.by_name and not one.by_picture else ""
            options: list[tuple[str, str]] = [] if usual else [("", N_("Choose ..."))]
            options += [
                ("redact", N_("Replace it by a redacted copy")),
                ("withdraw", N_("Take it out as a whole")),
                ("keep", N_("Keep it as it was sent")),
            ]
            title = words(
                N_("{award}, version {n}, sent to {funder} on {day}: {file}"), award=one.copy.award, n=one.copy.version,
                funder=one.copy.funder, day=one.copy.sent_on, file=one.copy.name,
            )  # fmt: skip
            why = " ".join(words.say(text) for text in one.why)
            row = self._add(card, one.id, title, why, options, usual)
            if one.copy.media_type == "application/pdf":
                row.box.addWidget(self._black_out(row, one))
        self.body.addWidget(card)

    def _add(
        self, card: Card, id_: str, title: str, second: str, options: Sequence[tuple[str, str]], chosen: str = ""
    ) -> Decision:
        row = Decision(self.context, id_, title, second, options, chosen or str(options[0][0]))
        self.decisions.append(row)
        card.add(row)
        return row

    def _black_out(self, row: Decision, one: SentHolding) -> QWidget:
        def draw() -> None:
            content = self.context.desk.content(one.copy.sha256)
            sheet = BlackOutSheet(self.context, self, content, self.found.needles, row.boxes)
            if sheet.exec():
                row.boxes = sheet.own_boxes()
                row.choice.setCurrentIndex(row.choice.findData("redact"))

        text = self.words(N_("Look at its pages and black out more ..."))
        return button(text, draw, link=True, name=f"{text} {one.copy.name}")

    def _backups(self) -> None:
        words = self.words
        card = Card(self.context, words(N_("Backups")))
        self.delete_backups = QCheckBox(words(N_("Make a new backup now and delete the older ones")))
        if self.made:
            newest = max(one.when for one in self.made).astimezone().date()
            oldest = min(one.when for one in self.made).astimezone().date()
            gone = max(backups_of(self.context).gone_by(one) for one in self.made)
            text = words.plural(
                "{n} backup on this computer still holds them, made on {newest}. It goes by itself by {gone}.",
                "{n} backups on this computer still hold them, made from {oldest} to {newest}. The last goes by itself by {gone}.",
                len(self.made), oldest=oldest, newest=newest, gone=gone,
            )  # fmt: skip
            card.add(label(text))
            card.add(self.delete_backups)
        else:
            card.add(label(words(N_("There is no backup on this computer that holds them."))))
        card.add(
            label(
                words(
                    N_("Copies that you made yourself, on a stick or by e-mail, hold them too. Delete those by hand.")
                ),
                "second",
            )
        )
        self.body.addWidget(card)

    def _look(self) -> None:
        self.why_card.setVisible(any(one.do == "keep" for one in self.decisions))

    # -- the yes ---------------------------------------------------------------------------

    def unsaved(self) -> bool:
        """Nothing is lost by leaving: nothing was done."""
        return False

    def choices(self) -> dict[str, Choice] | None:
        """Return what was decided; None when a reason is missing, which is said beside its field."""
        values: dict[str, Any] = {}
        if any(one.do == "keep" for one in self.decisions):
            taken = self.why.values()
            if taken is None:
                return None
            if taken["until"] <= self.context.today():
                self.why.show_trouble(FieldTrouble("until", N_("Give a day that is still to come.")))
                return None
            values = taken
        found: dict[str, Choice] = {}
        for one in self.decisions:
            if not one.do:
                self.say_trouble(
                    Trouble(N_("Say for each copy that was sent whether you keep it, and why, or replace it."))
                )
                one.choice.setFocus()
                return None
            kept = one.do == "keep"
            found[one.id] = Choice(
                one.do, values["why"] if kept else "", values["until"] if kept else None, one.boxes  # type: ignore[arg-type]
            )  # fmt: skip
        return found

    @writes
    def save(self) -> None:
        """Erase, once everything is decided and the person said yes."""
        self.error.hide()
        choices = self.choices()
        if choices is None:
            return
        if not self.sure.isChecked():
            self.say_trouble(Trouble(N_("Tick that you know that this cannot be undone.")))
            self.sure.setFocus()
            return
        self.accept()
        self._erase(choices)

    def _erase(self, choices: dict[str, Choice]) -> None:
        context, words, key = self.context, self.words, self.found.key
        delete, old, store, today = self.delete_backups.isChecked(), self.made, backups_of(context), context.today()

        def work(progress: Any) -> int:
            erase_person(context.desk, key, choices, today, words, lambda done: progress(done * 0.8))
            if not delete:
                return 0
            store.make(context.desk)
            return store.delete(old, context.desk.passphrase)

        def done(deleted: int) -> None:
            context.go("people")
            said = Message(N_("They are erased, and cannot be brought back."))
            if deleted:
                text = N_("They are erased, and cannot be brought back. {n} older backups were deleted.")
                said = Message(text, {"n": deleted})
            context.window.say(said)

        context.window.run(N_("Erasing"), work, done)


@writes
def begin_erasing(context: Context, key: str, *, keep_sent: bool = False) -> None:
    """Look for everything that holds a person, and show what erasing them will do."""
    store = backups_of(context)

    def work(_: Any) -> tuple[Holding, tuple[Backup, ...]]:
        return holding(context.desk, key), store.of_desk(context.desk)

    def done(found: tuple[Holding, tuple[Backup, ...]]) -> None:
        EraseSheet(context, found[0], found[1], keep_sent=keep_sent).exec()

    context.window.run(N_("Looking for everything that holds them"), work, done)
