"""Gathers every text of the program into a catalogue, brings each language up to date, and compiles it.

python -m tools.catalogues           gather, update, compile
python -m tools.catalogues --check   say whether the gathered texts are the ones on file (exit 1 if not)
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "communitydesk.pot"
KEYWORDS = {"N_": None, "words": None, "message": None, "Message": None, "plural": (1, 2), "counted": (1, 2)}


def gathered() -> Catalog:
    """Return a catalogue of every text in the program, with the places where it stands."""
    catalogue = Catalog(project="CommunityDesk", version="", copyright_holder="the CommunityDesk founders", fuzzy=False)
    found = extract_from_dir(ROOT / "communitydesk", keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, _line, text, comments, context in found:
        if text and text != ("", ""):
            catalogue.add(text, None, [(f"communitydesk/{file}", 0)], auto_comments=comments, context=context)
    for name, texts in _IN_DATA.items():
        data = json.loads((ROOT / "resources" / name).read_text(encoding="utf-8"))
        for text in dict.fromkeys(filter(None, texts(data))):
            catalogue.add(text, None, [(f"resources/{name}", 0)])
    return catalogue


def _of_proportion(data: Any) -> Iterator[str]:
    """Yield the texts of the suggested reports, which stand in data so that a group may change them."""
    for band in data["bands"]:
        yield from (band["name"], band["source"])
    yield from data["term_sources"].values()
    for pace in data["minutes"]:
        yield from (pace["text"], pace["source"])


def _of_starting(data: Any) -> Iterator[str]:
    """Yield the items of checklists and the answers to choose that a group starts with."""
    for list_ in ("joining", "leaving", "source", "reason"):
        yield from (row["name"] for row in data[list_])


def _of_kinds(data: Any) -> Iterator[str]:
    """Yield what is said of the kinds of data that a group holds."""
    for row in data["rows"]:
        yield from (row[name] for name in ("name", "purpose", "source", "note"))


def _of_sources(data: Any) -> Iterator[str]:
    """Yield where suggested figures come from, and what is to be known of them."""
    for row in data["rows"]:
        yield from (row.get(name, "") for name in ("source", "note"))


_IN_DATA: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "templates/proportion.json": _of_proportion,
    "templates/people.json": _of_starting,
    "protection/kinds.json": _of_kinds,
    "protection/deadlines.json": _of_sources,
    "people/counts.json": _of_sources,
    "roles/lengths.json": _of_sources,
    "rates/mileage.json": _of_sources,
}
"""Texts that stand in data, so that a group may change them or they carry a date; each is said as a message id."""


def written(catalogue: Catalog) -> bytes:
    """Return the template as it stands on file: sorted, without dates or line numbers that change with every edit."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, sort_output=True, omit_header=False, include_lineno=False, width=110)
    lines = buffer.getvalue().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date')))


def main() -> int:
    """Write the catalogues, or with --check only compare."""
    catalogue = gathered()
    now = written(catalogue)
    if "--check" in sys.argv:
        return 0 if TEMPLATE.exists() and TEMPLATE.read_bytes() == now else 1
    LOCALE.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(now)
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/communitydesk.po")):
        with path.open("rb") as file:
            language = read_po(file)
        language.update(catalogue, no_fuzzy_matching=False)
        with path.open("wb") as file:
            write_po(file, language, sort_output=True, include_lineno=False, width=110)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, language)
    print(f"{len(catalogue)} texts gathered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
