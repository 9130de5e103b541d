"""Every text of every document comes from the catalogue, but for what people typed."""

from __future__ import annotations

from communitydesk.app import today
from communitydesk.capabilities import documents
from communitydesk.desk.desk import Desk
from tests.language.conftest import typed_in
from tests.language.marked import Marked, strings_in

NOT_READ = frozenset(
    {"language", "url", "tone", "mood", "align", "kind", "data", "content", "relationship", "page_words"}
)


def test_every_text_of_every_document_is_said_in_its_language(sample: Desk) -> None:
    words, typed = Marked(), typed_in(sample)
    strange = {}
    for document in documents(sample, today()):
        for text in (words.say(document.title), words.say(document.group), *strings_in(document.make(words), NOT_READ)):
            for found in typed.strange(text):
                strange.setdefault(found, f"{document.id}: {text[:120]}")
    assert not strange, "\n".join(f"{found!r} in {where}" for found, where in strange.items())
