"""The terminal: the same jobs as in the window, without a screen.

A failure is one sentence on standard error and exit code 2; no traceback reaches a user.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from communitydesk import __version__
from communitydesk.desk.bugs import report_of
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble, Refused, Trouble
from communitydesk.desk.words import N_, Words
from communitydesk.desk.writing import not_written, write_whole
from communitydesk.paper.document import Document

SOUND, UNSOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str], words: Words) -> int:
    """Do one job and return its exit code: 0 done, 1 the file is not sound, 2 it failed."""
    try:
        options = parser(words).parse_args(arguments)
    except Refused as trouble:
        return _failed(trouble.say(words))
    job: Callable[[argparse.Namespace, Words], int] = options.job
    try:
        return job(options, words)
    except Trouble as trouble:
        return _failed(trouble.say(words))
    except KeyboardInterrupt:
        return _failed(words(N_("Stopped. Nothing was changed.")))
    except MemoryError:
        return _failed(words(N_("This computer has too little memory free for that.")))
    except BrokenPipeError:
        return FAILED
    except OSError as error:
        return _failed(
            words(
                N_("The computer would not let that happen: {why}."), why=error.strerror or words(N_("no reason given"))
            )
        )
    except Exception as error:
        print(report_of(error), file=sys.stderr)
        return _failed(
            words(
                N_(
                    "The program made a mistake, and the job was not done. The lines above say where; they hold nothing of your group."
                )
            )
        )


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


class _Parser(argparse.ArgumentParser):
    """Says in one sentence of ours what is wrong with a command."""

    def error(self, message: str) -> NoReturn:  # argparse calls this
        """Raise the sentence; argparse's own words only tell which one it is."""
        help_ = f"{self.prog} --help"
        for pattern, text in _WRONG.items():
            if found := re.search(pattern, message):
                raise Refused(text, help=help_, **{name: value or "" for name, value in found.groupdict().items()})
        raise Refused(N_("This is not understood. “{help}” shows how it is written."), help=help_)


_WRONG = {
    r"arguments are required: (?P<names>.+)": N_("{names} is missing. “{help}” shows how it is written."),
    r"argument (?P<name>[^:]+): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<choices>.+)\)": N_(
        "“{given}” cannot stand for {name}. It can be one of: {choices}."
    ),
    r"argument (?P<name>[^:]+): invalid .*value: '(?P<given>.*)'": N_(
        "“{given}” cannot stand for {name}. “{help}” shows how it is written."
    ),
    r"argument (?P<name>[^:]+): expected": N_("Something is missing after {name}. “{help}” shows how it is written."),
    r"unrecognized arguments: (?P<given>.+)": N_("“{given}” is not understood. “{help}” shows how it is written."),
    r"ambiguous option: (?P<given>\S+)": N_("“{given}” may mean several things. “{help}” shows how it is written."),
}
"""How argparse begins each of its complaints, and our sentence for it."""


def parser(words: Words) -> argparse.ArgumentParser:
    """Return what reads the command line."""
    top = _Parser(
        prog="communitydesk",
        description=words(N_("A small group's records in one file, turned into paper that a funder trusts.")),
        epilog=words(N_("Without one of these words the window opens: communitydesk [FILE]")),
    )
    top.add_argument("--version", action="version", version=f"CommunityDesk {__version__}")
    jobs = top.add_subparsers(required=True, metavar="JOB")

    demo = jobs.add_parser("demo", help=words(N_("write the sample group and every document as PDF")))
    demo.add_argument("folder", metavar="FOLDER", type=Path)
    demo.add_argument("--size", choices=("usual", "large"), default="usual")
    demo.add_argument("--today", type=dt.date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    demo.set_defaults(job=_demo)

    listing = _with_file(jobs, "documents", words(N_("list every document that the file can produce")), words)
    listing.set_defaults(job=_documents)

    write = _with_file(jobs, "write", words(N_("write one document as PDF, or its figures as JSON or CSV")), words)
    write.add_argument("document", metavar="DOCUMENT")
    write.add_argument("--to", type=Path, required=True, metavar="PATH")
    write.add_argument("--large-print", action="store_true")
    write.set_defaults(job=_write)

    check = _with_file(jobs, "check", words(N_("look for damage: 0 sound, 1 not")), words)
    check.set_defaults(job=_check)

    bring = _with_file(jobs, "import", words(N_("bring in a file")), words)
    bring.add_argument(
        "kind", metavar="KIND", choices=("bank", "award", "people"), help=words(N_("bank, award or people"))
    )
    bring.add_argument("path", metavar="PATH", type=Path)
    bring.add_argument(
        "--dry-run", action="store_true", help=words(N_("show what would be brought in, change nothing"))
    )
    bring.add_argument(
        "--date-order", choices=("dmy", "mdy", "ymd"), help=words(N_("the order of day, month and year"))
    )
    bring.add_argument("--sheet", default="", metavar="NAME", help=words(N_("the sheet of a workbook")))
    bring.set_defaults(job=_import)

    backup = _with_file(jobs, "backup", words(N_("write a whole, checked copy into a folder")), words)
    backup.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    backup.set_defaults(job=_backup)
    return top


def _with_file(
    jobs: argparse._SubParsersAction[_Parser], name: str, help_text: str, words: Words
) -> argparse.ArgumentParser:
    job = jobs.add_parser(name, help=help_text)
    job.add_argument("file", metavar="FILE", type=Path)
    job.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="PATH",
        help=words(N_("a file that holds the passphrase, and nothing else")),
    )
    return job


@contextmanager
def _opened(options: argparse.Namespace, words: Words, *, write: bool = False) -> Iterator[Desk]:
    from communitydesk import storage
    from communitydesk.capabilities import models

    passphrase = _passphrase_in(options.passphrase_file) if options.passphrase_file else None
    desk = storage.open_desk(options.file, passphrase=passphrase, read_only=not write, models=models)
    try:
        if passphrase is not None and desk.passphrase is None:
            print(words(N_("“{name}” is not locked: the passphrase was not needed."), name=options.file.name),
                  file=sys.stderr)  # fmt: skip
        if write and desk.read_only:
            raise FileTrouble(
                desk.why_read_only or N_("Somebody else has this file open, so nothing can be written to it now.")
            )
        yield desk
    finally:
        desk.close()


def _passphrase_in(path: Path) -> str:
    """Return what a file holds but for the end of its line. Raises FileTrouble when it cannot be read or is no text."""
    try:
        return path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise FileTrouble(N_("“{name}” is not a text file, so it holds no passphrase."), name=path.name) from error
    except OSError as error:
        raise FileTrouble(N_("“{name}” could not be read: {why}."), name=path.name, why=error.strerror or "") from error


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _documents(options: argparse.Namespace, words: Words) -> int:
    from communitydesk.capabilities import documents

    with _opened(options, words) as desk:
        found = documents(desk, _today())
        width = max((len(one.id) for one in found), default=0)
        for one in found:
            print(f"{one.id:<{width}}  {words.say(one.title)}")
    return SOUND


def _write(options: argparse.Namespace, words: Words) -> int:
    from communitydesk.capabilities import documents

    with _opened(options, words) as desk:
        wanted = [one for one in documents(desk, _today()) if one.id == options.document]
        if not wanted:
            raise Refused(
                N_("There is no document “{name}”. “communitydesk documents FILE” lists them."), name=options.document
            )
        content = rendered(wanted[0], options.to.suffix.lower(), words_of(desk, words), large_print=options.large_print)
    write_whole(options.to, content)
    print(options.to)
    return SOUND


def words_of(desk: Desk, words: Words) -> Words:
    """Return the words for a group's documents: the reader's language and the group's currency."""
    from communitydesk.group.figures import currency

    return words.in_currency(currency(desk))


def rendered(document: Document, kind: str, words: Words, *, large_print: bool = False) -> bytes:
    """Return a document's bytes: a PDF, or the same figures as JSON or CSV. Raises Refused for another kind."""
    story = document.make(words)
    if kind == ".pdf":
        from communitydesk.paper import LARGE_PRINT, STANDARD, write_pdf

        return write_pdf(story, edition=LARGE_PRINT if large_print else STANDARD)
    for file in story.data:
        if file.name.lower().endswith(kind) and kind in (".json", ".csv"):
            return file.content
    raise Refused(N_("A document is written as .pdf, .json or .csv; this one not as “{kind}”."), kind=kind)


def _demo(options: argparse.Namespace, words: Words) -> int:
    from communitydesk import storage
    from communitydesk.capabilities import documents, models
    from communitydesk.sample import actions as sample

    today = options.today or _today()
    _folder(options.folder)
    large = options.size == "large"
    path = options.folder / ("large.communitydesk" if large else "sample.communitydesk")
    if path.exists():
        raise Refused(N_("“{name}” is already in that folder. Choose an empty folder."), name=path.name)
    desk = storage.create(path, models=models)
    try:
        (sample.write_large if large else sample.write_sample)(desk, today)
        print(path)
        if not large:
            told = words_of(desk, words)
            for one in documents(desk, today):
                target = options.folder / f"{one.id}.pdf"
                write_whole(target, rendered(one, ".pdf", told))
                print(target)
    finally:
        desk.close()
    return SOUND


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileTrouble(N_("“{name}” is a file, not a folder. Choose a folder."), name=path.name) from error
    except OSError as error:
        raise not_written(path, error) from error


def _check(options: argparse.Namespace, words: Words) -> int:
    from communitydesk import storage
    from communitydesk.capabilities import models

    with _opened(options, words) as desk:
        findings = storage.check(desk, models=models)
    for finding in findings:
        print(words.say(finding))
    if not findings:
        print(words(N_("Sound: every record, attachment and entry of the history is as it was written.")))
    return UNSOUND if findings else SOUND


def _import(options: argparse.Namespace, words: Words) -> int:
    from communitydesk.exchange.bring_in import bring_in

    with _opened(options, words, write=not options.dry_run) as desk:
        told = words_of(desk, words)
        for sentence in bring_in(
            desk, options.kind, options.path, told, today=_today(), dry_run=options.dry_run,
            date_order=options.date_order, sheet=options.sheet,
        ):  # fmt: skip
            print(told.say(sentence))
    return SOUND


def _backup(options: argparse.Namespace, words: Words) -> int:
    from communitydesk import storage

    with _opened(options, words) as desk:
        print(storage.backup_to(desk, options.to))
    return SOUND
